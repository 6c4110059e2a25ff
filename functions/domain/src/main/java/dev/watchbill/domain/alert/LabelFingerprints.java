package dev.watchbill.domain.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.integration.PlainValues;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a group fed alert by alert is over: every set of labels that fired has been resolved
 * (spec oncall-behaviour §4.6).
 */
public final class LabelFingerprints {

  /** A group with more alerts is never resolved by its source again. */
  public static final int LARGEST_GROUP = 500;

  /** The answer of one check. */
  public enum Verdict {
    /** Something still fires, or the last alert was not the end of anything. */
    KEEP,
    /** Nothing fires any more. */
    RESOLVE,
    /** The group has grown too big: stop checking it, for good. */
    TOO_BIG
  }

  private LabelFingerprints() {}

  /**
   * What the check has to know of an alert; short, however long the alert is.
   *
   * @param resolved whether it is the end of what has its labels
   * @param labels a digest of them: they identify the alert among its group, and their order does
   *     not count
   */
  public record Seen(boolean resolved, String labels) {

    /** Of a payload. */
    public static Seen in(@Nullable Object payload) {
      Map<String, @Nullable Object> alert = PlainValues.asObject(payload);
      MessageDigest digest = sha256();
      feed(digest, alert == null ? null : alert.get("labels"));
      return new Seen(
          alert != null && "resolved".equals(alert.get("status")),
          HexFormat.of().formatHex(digest.digest()));
    }
  }

  /**
   * Looks at the alerts of a group.
   *
   * @param alerts all of them, oldest first; whoever reads them may stop after {@link
   *     #LARGEST_GROUP} + 1
   */
  public static Verdict check(List<Seen> alerts) {
    if (alerts.size() > LARGEST_GROUP) {
      return Verdict.TOO_BIG;
    }
    if (alerts.isEmpty() || !alerts.getLast().resolved()) {
      return Verdict.KEEP;
    }
    Set<String> firing = new HashSet<>();
    for (Seen alert : alerts) {
      if (alert.resolved()) {
        firing.remove(alert.labels());
      } else {
        firing.add(alert.labels());
      }
    }
    return firing.isEmpty() ? Verdict.RESOLVE : Verdict.KEEP;
  }

  /** Each value with its kind and length, so that no two values feed the same bytes. */
  private static void feed(MessageDigest digest, @Nullable Object value) {
    switch (value) {
      case null -> feed(digest, "null", "");
      case Map<?, ?> map -> {
        feed(digest, "map", Integer.toString(map.size()));
        SortedMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
        sorted.forEach(
            (key, item) -> {
              feed(digest, "key", key);
              feed(digest, item);
            });
      }
      case List<?> list -> {
        feed(digest, "list", Integer.toString(list.size()));
        list.forEach(item -> feed(digest, item));
      }
      default -> feed(digest, value.getClass().getSimpleName(), value.toString());
    }
  }

  private static void feed(MessageDigest digest, String kind, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((kind + " " + bytes.length + " ").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
