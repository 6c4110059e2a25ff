package dev.watchbill.domain.timer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * What names a timer's row is its kind, its shard, when it is due, of whom and what it is, and the run that set it. The shard is a part of
 * the name and not worked out again by whoever holds one: when the number of shards changes, the rows that stand are still found, run
 * and cleared. Only what is worked out anew from a subject's state (a silence that ends early) may then miss a row of before; its job
 * finds that nothing is wanted any more and drops it.
 */
/**
 * Something that must happen to {@code subject} at {@code due}. Written in the transaction of the
 * state that wants it, deleted in the transaction of its effect.
 *
 * @param due to the microsecond
 * @param generation the run of its subject that wants it: a new run voids the timers of the one
 *     before without clearing them; 0 where there is only one
 * @param shard the partition of its kind that it lies in
 * @param attempts how often running it failed
 * @param lastError what the last failure said; no values in it
 */
public record Timer(
    TimerKind kind,
    Instant due,
    String org,
    String subject,
    long generation,
    int shard,
    int attempts,
    @Nullable String lastError) {

  /** Failures after which a timer is parked: listed, alarmed, and out of its neighbours' way. */
  public static final int ATTEMPTS = 5;

  /** Partitions over which the new timers of one kind are spread. */
  public static final int SHARDS = 1;

  /** The most that any release has had: a sweep looks into all of them. */
  public static final int SHARDS_EVER = 1;

  public Timer {
    due = due.truncatedTo(ChronoUnit.MICROS);
  }

  public static Timer at(TimerKind kind, Instant due, String org, String subject) {
    return at(kind, due, org, subject, SHARDS);
  }

  /** As a release with this number of shards sets it. */
  public static Timer at(TimerKind kind, Instant due, String org, String subject, int shards) {
    int shard = Math.floorMod(subject.hashCode(), shards);
    return new Timer(kind, due, org, subject, 0, shard, 0, null);
  }

  /** The same for one run of its subject. */
  public Timer ofGeneration(long run) {
    return new Timer(kind, due, org, subject, run, shard, attempts, lastError);
  }

  /** {@code <due>#<org>#<subject>[#<generation>]}: what names the row within its shard. */
  public String reference() {
    String reference = sortable(due) + "#" + org + "#" + subject;
    return generation == 0 ? reference : reference + "#" + generation;
  }

  /** The timer that a reference in a shard names, or empty when it is not one. */
  public static Optional<Timer> fromReference(TimerKind kind, int shard, String reference) {
    String[] parts = reference.split("#", -1);
    if (parts.length != 3 && parts.length != 4) return Optional.empty();
    try {
      Instant due = Instant.parse(parts[0]);
      long generation = parts.length == 3 ? 0 : Long.parseLong(parts[3]);
      return Optional.of(new Timer(kind, due, parts[1], parts[2], generation, shard, 0, null));
    } catch (java.time.format.DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * {@code <kind>[#<shard>]#<reference>}: what names the row, and what a message carries. The first
   * shard is not named, as by releases that knew no other.
   */
  public String message() {
    return kind.slug() + "#" + (shard == 0 ? "" : shard + "#") + reference();
  }

  /**
   * The timer that a message names. Empty when it is none, or of a kind that this release does not
   * know: the message of a newer one, which must not be taken for done.
   */
  public static Optional<Timer> fromMessage(String message) {
    int end = message.indexOf('#');
    if (end < 0) return Optional.empty();
    String rest = message.substring(end + 1);
    int next = rest.indexOf('#');
    boolean sharded =
        next > 0 && next < 4 && rest.substring(0, next).chars().allMatch(Timer::digit);
    int shard = sharded ? Integer.parseInt(rest.substring(0, next)) : 0;
    String reference = sharded ? rest.substring(next + 1) : rest;
    return TimerKind.ofSlug(message.substring(0, end))
        .flatMap(kind -> fromReference(kind, shard, reference));
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether both name the same row; how often it failed does not matter. */
  public boolean sameAs(Timer other) {
    return kind == other.kind && shard == other.shard && reference().equals(other.reference());
  }

  public Timer failed(String error) {
    return new Timer(kind, due, org, subject, generation, shard, attempts + 1, error);
  }

  /** The same as it stands in its row. */
  public Timer standing(int failures, @Nullable String error) {
    return new Timer(kind, due, org, subject, generation, shard, failures, error);
  }

  /** The same, due at another time and without its failures. */
  public Timer anew(Instant at) {
    return new Timer(kind, at, org, subject, generation, shard, 0, null);
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
