package dev.watchbill.domain.timer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that must happen to {@code subject} at {@code due}. Written in the transaction of the
 * state that wants it, deleted in the transaction of its effect.
 *
 * @param due to the microsecond
 * @param attempts how often running it failed
 * @param lastError what the last failure said; no values in it
 */
public record Timer(
    TimerKind kind,
    Instant due,
    String org,
    String subject,
    int attempts,
    @Nullable String lastError) {

  /** Failures after which a timer is parked: listed, alarmed, and out of its neighbours' way. */
  public static final int ATTEMPTS = 5;

  public Timer {
    due = due.truncatedTo(ChronoUnit.MICROS);
  }

  public static Timer at(TimerKind kind, Instant due, String org, String subject) {
    return new Timer(kind, due, org, subject, 0, null);
  }

  /** {@code <due>#<org>#<subject>}: what names the row within its kind. */
  public String reference() {
    return sortable(due) + "#" + org + "#" + subject;
  }

  /** The timer that a reference names, or empty when it is not one. */
  public static Optional<Timer> fromReference(TimerKind kind, String reference) {
    String[] parts = reference.split("#", -1);
    if (parts.length != 3) return Optional.empty();
    try {
      return Optional.of(at(kind, Instant.parse(parts[0]), parts[1], parts[2]));
    } catch (java.time.format.DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** {@code <kind>#<due>#<org>#<subject>}: what names the row, and what a message carries. */
  public String message() {
    return kind.slug() + "#" + reference();
  }

  /**
   * The timer that a message names. Empty when it is none, or of a kind that this release does not
   * know: the message of a newer one, which must not be taken for done.
   */
  public static Optional<Timer> fromMessage(String message) {
    int end = message.indexOf('#');
    if (end < 0) return Optional.empty();
    String reference = message.substring(end + 1);
    return TimerKind.ofSlug(message.substring(0, end))
        .flatMap(kind -> fromReference(kind, reference));
  }

  /** Whether both name the same row; how often it failed does not matter. */
  public boolean sameAs(Timer other) {
    return kind == other.kind && reference().equals(other.reference());
  }

  public Timer failed(String error) {
    return new Timer(kind, due, org, subject, attempts + 1, error);
  }

  /** ISO 8601 with always six fractional digits, so that texts sort as instants do. */
  public static String sortable(Instant instant) {
    Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
    String whole = micros.truncatedTo(ChronoUnit.SECONDS).toString();
    return whole.substring(0, whole.length() - 1)
        + "."
        + String.format("%06d", micros.getNano() / 1000)
        + "Z";
  }
}
