package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.PlainValues;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * Looks at the alerts of a group.
   *
   * @param payloads of all alerts, oldest first; whoever reads them may stop after {@link
   *     #LARGEST_GROUP} + 1
   */
  public static Verdict check(List<? extends @Nullable Object> payloads) {
    if (payloads.size() > LARGEST_GROUP) {
      return Verdict.TOO_BIG;
    }
    if (payloads.isEmpty() || !isResolved(payloads.getLast())) {
      return Verdict.KEEP;
    }
    Set<@Nullable Object> firing = new HashSet<>();
    for (Object payload : payloads.subList(0, payloads.size() - 1)) {
      if (isResolved(payload)) {
        firing.remove(fingerprint(payload));
      } else {
        firing.add(fingerprint(payload));
      }
    }
    firing.remove(fingerprint(payloads.getLast()));
    return firing.isEmpty() ? Verdict.RESOLVE : Verdict.KEEP;
  }

  private static boolean isResolved(@Nullable Object payload) {
    Map<String, @Nullable Object> alert = PlainValues.asObject(payload);
    return alert != null && "resolved".equals(alert.get("status"));
  }

  /** The labels identify the alert among its group; their order does not count. */
  private static @Nullable Object fingerprint(@Nullable Object payload) {
    Map<String, @Nullable Object> alert = PlainValues.asObject(payload);
    return alert == null ? null : alert.get("labels");
  }
}
