package dev.watchbill.engine;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Changes;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Subscribers;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/*
 * Everybody who changes something runs this loop and no other. It closes no race by itself: what makes a lost race harmless is that
 * storage refuses what was decided from rows that no longer stand, and that the loop then reads and decides again.
 */
/** The one way from a decision to the table: read, decide, commit, wake (DESIGN §2). */
public final class Commits {

  /** How often somebody decides anew before he says that others are always faster. */
  public static final int TRIES = 10;

  private final Changes changes;
  private final Reactions reactions;
  private final Prompts prompts;
  private final LostRaces races;
  private final InstantSource clock;

  @Inject
  public Commits(
      Changes changes, Reactions reactions, Prompts prompts, LostRaces races, InstantSource clock) {
    this.changes = changes;
    this.reactions = reactions;
    this.prompts = prompts;
    this.races = races;
    this.clock = clock;
  }

  /** What a look at the rows comes to. */
  public sealed interface Step<R> {

    /**
     * A change to commit.
     *
     * @param then what it means that it is done, too big or refused; never asked when it is stale
     */
    record Commit<R>(Change change, Function<Committed, R> then) implements Step<R> {}

    /** Nothing to commit. */
    record Stop<R>(R result) implements Step<R> {}

    static <R> Step<R> stop(R result) {
      return new Stop<>(result);
    }

    /**
     * A change that fits one transaction.
     *
     * @param done the result when it is committed
     */
    static <R> Step<R> commit(Change change, R done) {
      return new Commit<>(
          change,
          committed -> {
            fits(committed);
            return done;
          });
    }
  }

  /** Reads and decides once; called again when somebody was faster. */
  @FunctionalInterface
  public interface Attempt<R> {
    Step<R> look(Instant now);
  }

  /** What the decision came to; empty when ten others were faster, or the time is over. */
  public <R> Optional<R> decide(Attempt<R> attempt) {
    return again(
        () -> {
          Step<R> step = attempt.look(clock.instant());
          return switch (step) {
            case Step.Stop<R>(R result) -> Optional.of(result);
            case Step.Commit<R>(Change change, Function<Committed, R> then) -> {
              Committed committed = commit(change);
              yield committed instanceof Committed.Stale
                  ? Optional.empty()
                  : Optional.of(then.apply(committed));
            }
          };
        });
  }

  /**
   * Commits once, with what follows from what happened; the caller decides anew when it is stale.
   */
  public Committed commit(Change change) {
    Change whole = reactions.with(Subscribers.followed(change));
    Committed committed = changes.commit(whole);
    if (committed.done()) prompts.send(whole.setTimers(), whole.at());
    return committed;
  }

  /** Commits a change that always fits one transaction; false when somebody was faster. */
  public boolean commitWhatFits(Change change) {
    Committed committed = commit(change);
    if (committed instanceof Committed.Stale) return false;
    fits(committed);
    return true;
  }

  /** Tried again it would not fit either: that is a bug, and no lost race. */
  private static void fits(Committed committed) {
    if (committed.done()) return;
    throw new IllegalStateException("A change that always fits does not: " + committed);
  }

  /** The same for whoever speaks of single rows of configuration. */
  public static Saved saved(Committed committed) {
    return switch (committed) {
      case Committed.Done _ -> new Saved.Done();
      case Committed.Stale _ -> new Saved.Stale();
      case Committed.Refused(Saved why) -> why;
      case Committed.TooBig _ ->
          throw new IllegalStateException("A change that always fits does not: " + committed);
    };
  }

  /**
   * Tries until something comes of it.
   *
   * @param attempt empty = somebody was faster
   */
  public <R> Optional<R> again(Attempts<R> attempt) {
    for (int lost = 0; ; lost++) {
      Optional<R> result = attempt.once();
      if (result.isPresent()) return result;
      if (lost + 1 >= TRIES || Deadline.passed()) return Optional.empty();
      races.spreadOut(lost);
    }
  }

  /** One try of {@link #again}. */
  @FunctionalInterface
  public interface Attempts<R> {
    Optional<R> once();
  }

  /**
   * Tries until it is done; false when ten others were faster, or the time is over.
   *
   * @param attempt false = somebody was faster
   */
  public boolean untilDone(BooleanSupplier attempt) {
    return again(() -> attempt.getAsBoolean() ? Optional.of(true) : Optional.empty()).isPresent();
  }
}
