package dev.watchbill.domain.integration;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * One timer per heartbeat at a time. While signals come, it is the check, and signals do not move it: a signal costs one write, and
 * a check that finds younger signals is set anew. When signals stop, the check turns into the report of it; when they come back, the
 * signal sets the report of that, and this report sets the next check. So a heartbeat cannot be missing twice without having been
 * restored in between, and the reports of one heartbeat never overtake each other: the signal that ends an absence takes the report of
 * it with it, in its own commit. A job that is about to commit that report finds its timer gone, and an absence nobody was told of
 * stays untold.
 */
/** What signals and the passing of time make of a heartbeat (spec oncall-behaviour §1.8). */
public final class HeartbeatRules {

  /**
   * A check that comes later than this was kept waiting by the checker, not by the source. Whoever
   * could not look cannot tell whether there was something to see: it waits one more timeout.
   */
  static final Duration LATE = Duration.ofMinutes(5);

  /** What is told to whoever watches the integration. */
  public enum News {
    EXPIRED,
    RESTORED
  }

  /** A POST arrived. A GET is not a signal. */
  public static Change signalled(Heartbeat old, Instant now) {
    Instant last = old.lastSignal();
    // Two signals at once may be committed in either order; the younger one counts.
    Instant at = last != null && last.isAfter(now) ? last : now;
    Heartbeat next = old.signalled(at);
    Instant missingSince = old.missingSince();
    Change change =
        Change.at(now)
            .replace(old, next)
            .clear(missingSince == null ? null : reportTimer(old, News.EXPIRED, missingSince));
    if (next.timeout().isZero()) return change;
    if (old.missing()) return change.set(reportTimer(next, News.RESTORED, at));
    Instant expired = old.expires();
    boolean watched = expired != null && now.isBefore(expired.plus(LATE));
    Timer check = watched ? null : checkTimer(next);
    return check == null ? change : change.set(check);
  }

  /**
   * Its timeout is set; zero switches it off. If it is overdue already it gets one timeout more.
   */
  public static Change configured(Heartbeat old, Duration timeout, Instant now) {
    Heartbeat next = old.withTimeout(timeout);
    Change change = Change.at(now).replace(old, next).clear(checkTimer(old));
    Instant expires = next.expires();
    if (expires == null || next.missing()) return change;
    return change.set(checkTimer(next, expires.isAfter(now) ? expires : now.plus(timeout)));
  }

  /**
   * Its check is due. Null when there is nothing to look at: it is switched off, never signalled,
   * or known to be missing. That it is missing is reported by a timer, so that no crash loses it.
   */
  public static @Nullable Change check(Heartbeat heartbeat, Timer due, Instant now) {
    Instant expires = heartbeat.expires();
    if (expires == null || heartbeat.missing()) return null;
    Change change = Change.at(now).ran(due);
    if (expires.isAfter(now)) {
      return change.replace(heartbeat, heartbeat).set(checkTimer(heartbeat, expires));
    }
    if (due.due().plus(LATE).isBefore(now)) {
      return change
          .replace(heartbeat, heartbeat)
          .set(checkTimer(heartbeat, now.plus(heartbeat.timeout())));
    }
    return change
        .replace(heartbeat, heartbeat.missing(now))
        .set(reportTimer(heartbeat, News.EXPIRED, now));
  }

  /** The next check of a heartbeat that is not missing; null when there is nothing to check. */
  public static @Nullable Timer checkTimer(Heartbeat heartbeat) {
    Instant expires = heartbeat.expires();
    return expires == null ? null : checkTimer(heartbeat, expires);
  }

  /** What the timer reports; empty for a check. */
  public static Optional<News> newsOf(Timer timer) {
    for (News news : News.values()) {
      if (timer.subject().endsWith(suffix(news))) return Optional.of(news);
    }
    return Optional.empty();
  }

  /** The integration that a check or a report is about. */
  public static String integrationOf(Timer timer) {
    int slash = timer.subject().indexOf('/');
    return slash < 0 ? timer.subject() : timer.subject().substring(0, slash);
  }

  /** Whether the report is still true. Whoever is back was never missed. */
  public static boolean stillNews(Heartbeat heartbeat, News news) {
    return switch (news) {
      case EXPIRED -> heartbeat.missing();
      case RESTORED -> !heartbeat.missing();
    };
  }

  private static Timer checkTimer(Heartbeat heartbeat, Instant at) {
    return Timer.at(TimerKind.HEARTBEAT_CHECK, at, heartbeat.org(), heartbeat.integrationId());
  }

  private static Timer reportTimer(Heartbeat heartbeat, News news, Instant at) {
    return Timer.at(
        TimerKind.HEARTBEAT_CHECK, at, heartbeat.org(), heartbeat.integrationId() + suffix(news));
  }

  private static String suffix(News news) {
    return switch (news) {
      case EXPIRED -> "/expired";
      case RESTORED -> "/restored";
    };
  }

  private HeartbeatRules() {}
}
