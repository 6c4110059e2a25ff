package dev.watchbill.domain.escalation;

import java.time.Duration;
import java.time.Instant;

/**
 * One thing that happens when a person is notified (spec oncall-behaviour §7.4).
 *
 * @param important in which of the person's two lists it stands
 * @param position its place in that list; no two are equal, gaps are allowed
 */
public record NotificationRule(
    String id, boolean important, int position, Kind kind, Instant createdAt) {

  public sealed interface Kind {

    /** The next rule comes that much later. */
    record Wait(Duration duration) implements Kind {}

    record Notify(NotifyBy by) implements Kind {}
  }

  public NotificationRule withKind(Kind next) {
    return new NotificationRule(id, important, position, next, createdAt);
  }

  NotificationRule at(int place) {
    return new NotificationRule(id, important, place, kind, createdAt);
  }
}
