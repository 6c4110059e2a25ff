package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is on call at an instant, and because of what.
 *
 * @param users each once, in the order of the events
 * @param because the events that put them on call
 */
public record OnCall(Instant at, List<String> users, List<Occurrence> because) {

  /** How far ahead the next change is looked for. */
  public static final Duration HORIZON = Duration.ofDays(366);

  public OnCall {
    users = List.copyOf(users);
    because = List.copyOf(because);
  }

  public static OnCall at(Rota rota, Instant at) {
    throw new UnsupportedOperationException(rota + " " + at);
  }

  /**
   * The first instant after this one at which other people, or the same people by other events, are
   * on call; empty if there is none within {@link #HORIZON}.
   */
  public static Optional<Instant> nextChange(Rota rota, Instant after) {
    throw new UnsupportedOperationException(rota + " " + after);
  }
}
