package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call now and who is next, calculated ahead so that asking costs one read.
 *
 * @param next null when nothing changes within {@link OnCall#HORIZON}
 */
public record OnCallState(Turn current, @Nullable Turn next) {

  /**
   * The same people for a while.
   *
   * @param until exclusive
   */
  public record Turn(Instant from, Instant until, List<String> users) {

    public Turn {
      users = List.copyOf(users);
    }

    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /** As of an instant; at the instant itself the incoming person is on call. */
  public static OnCallState of(Rota rota, Instant now) {
    Optional<Instant> change = OnCall.nextChange(rota, now);
    Turn current = turn(rota, now, change);
    return new OnCallState(
        current, change.map(at -> turn(rota, at, OnCall.nextChange(rota, at))).orElse(null));
  }

  private static Turn turn(Rota rota, Instant from, Optional<Instant> change) {
    return new Turn(from, change.orElse(from.plus(OnCall.HORIZON)), OnCall.at(rota, from).users());
  }

  /** Who is on call at the instant; empty when it lies outside of what was calculated. */
  public Optional<List<String>> at(Instant instant) {
    if (current.holds(instant)) return Optional.of(current.users());
    return next != null && next.holds(instant) ? Optional.of(next.users()) : Optional.empty();
  }
}
