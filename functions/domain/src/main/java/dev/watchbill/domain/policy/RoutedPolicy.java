package dev.watchbill.domain.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A policy with what it inherits: everything that is needed to handle an alert (spec
 * grafana-alerting §12.1, §12.2).
 *
 * @param path child indexes from the root, among the generated policies or among those of the user;
 *     empty for the root
 * @param generated whether it is one of {@link GeneratedPolicies}
 * @param groupBy label names in order; only {@code ...} where all labels count
 * @param muteTimings its own: these and the active ones are not inherited
 * @param routeKey the part of a group key before the colon
 */
public record RoutedPolicy(
    List<Integer> path,
    boolean generated,
    String receiver,
    Set<String> groupBy,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    List<String> muteTimings,
    List<String> activeTimings,
    boolean continues,
    String routeKey) {

  /** What the root has where nothing is said (§12.3). */
  static final Duration GROUP_WAIT = Duration.ofSeconds(30);

  static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
  static final Duration REPEAT_INTERVAL = Duration.ofHours(4);

  /** Whether alerts are grouped by all their labels. */
  public boolean groupsByAll() {
    return groupBy.contains(NotificationPolicy.ALL_LABELS);
  }

  /** The labels that name the alert's group; those it does not have are left out. */
  public LabelSet groupLabels(Map<String, String> labels) {
    return groupsByAll() ? LabelSet.of(labels) : LabelSet.some(labels, groupBy);
  }

  /** The text that identifies the alert's group: {@code {}/{team="a"}:{alertname="CPU"}}. */
  public String groupKey(Map<String, String> labels) {
    return routeKey + ":" + groupLabels(labels);
  }

  /** The key that receivers see: SHA-256 of the text in lower-case hexadecimal digits. */
  public static String hashed(String groupKey) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(groupKey.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether nothing is sent at this instant: a mute timing contains it, or there are active timings
   * and none does (§12.5). A timing that does not exist contains nothing.
   *
   * @param timings the intervals of a name; empty if there is no such timing
   */
  public boolean mutedAt(Instant at, Function<String, List<TimeInterval>> timings) {
    boolean muted =
        muteTimings.stream().anyMatch(name -> MuteTiming.contains(timings.apply(name), at));
    boolean active =
        activeTimings.isEmpty()
            || activeTimings.stream()
                .anyMatch(name -> MuteTiming.contains(timings.apply(name), at));
    return muted || !active;
  }
}
