package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.alert.PlainJson;
import java.util.List;

/** Trees and timings from JSON, for tests; single quotes stand for double ones. */
public final class Policies {

  private Policies() {}

  public static NotificationPolicy tree(String json) {
    return switch (NotificationPolicy.read(plain(json))) {
      case Accepted<NotificationPolicy>(NotificationPolicy root) -> root;
      case Refused<NotificationPolicy>(List<Flaw> flaws) -> throw new AssertionError(flaws);
    };
  }

  static NotificationPolicy root(String receiver, List<NotificationPolicy> below) {
    return policy(receiver, List.of(), List.of(), false, below);
  }

  static NotificationPolicy child(
      List<String> groupBy, List<Matcher> matchers, List<NotificationPolicy> below) {
    return policy("", groupBy, matchers, false, below);
  }

  static NotificationPolicy policy(
      String receiver,
      List<String> groupBy,
      List<Matcher> matchers,
      boolean continues,
      List<NotificationPolicy> below) {
    return new NotificationPolicy(
        receiver, groupBy, null, null, List.of(), matchers, List.of(), List.of(), continues, null,
        null, null, below);
  }

  static List<Flaw> flaws(String json) {
    return NotificationPolicy.read(plain(json)) instanceof Refused<NotificationPolicy>(var flaws)
        ? flaws
        : List.of();
  }

  static List<TimeInterval> intervals(String json) {
    return switch (MuteTiming.readIntervals(plain(json))) {
      case Accepted<List<TimeInterval>>(List<TimeInterval> intervals) -> intervals;
      case Refused<List<TimeInterval>>(List<Flaw> flaws) -> throw new AssertionError(flaws);
    };
  }

  static boolean refusesInterval(String json) {
    return MuteTiming.readIntervals(plain("[" + json + "]")) instanceof Refused;
  }

  private static Object plain(String json) {
    return PlainJson.read(json.replace('\'', '"')).orElseThrow();
  }
}
