package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.storage.TableUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/*
 * The row is the outbox, the queue only makes it prompt (DESIGN §3). A timer may therefore be run by a sweep and by its message at
 * once, or twice by one message: the effect and the end of the row are one transaction on the condition that the row stands, so the
 * second one changes nothing. Whoever dies on the way leaves the row to the next sweep.
 */
/** One kind of timer and what it does when it is due. */
public abstract class TimerJob {
  /** Rows read at once by a sweep. */
  private static final int BATCH = 250;

  /** Rows one sweep looks at; what is left waits for the next minute. */
  private static final int MOST = 10_000;

  private final TimerKind kind;
  private final Timers timers;
  private final Prompts prompts;
  private final Commits commits;

  protected TimerJob(TimerKind kind, Timers timers, Prompts prompts, Commits commits) {
    this.kind = kind;
    this.timers = timers;
    this.prompts = prompts;
    this.commits = commits;
  }

  /** What running a timer did. */
  protected enum Effect {
    /** The effect is stored, and with it the end of the timer's row. */
    COMMITTED,
    /** Nothing is left to do: the row is cleared. */
    NOTHING,
    /** Somebody else was faster: what it means has to be decided again. */
    AGAIN
  }

  /** What became of one timer. */
  public enum Outcome {
    RAN,
    /** It does not stand any more: run or cleared by somebody else. */
    GONE,
    /** Not due yet: queued again. */
    EARLY,
    /** It failed or kept losing races; its row stands, for another try. */
    FAILED,
    /** It failed for the last time and waits for a person. */
    PARKED
  }

  /**
   * What one sweep did.
   *
   * @param queued not yet due: sent to the queue with a delay
   */
  public record Sweep(int ran, int queued, int failed, int parked) {
    static final Sweep NOTHING = new Sweep(0, 0, 0, 0);

    Sweep and(Sweep more) {
      return new Sweep(
          ran + more.ran, queued + more.queued, failed + more.failed, parked + more.parked);
    }
  }

  /** What the timer is for. Whatever it throws counts as one failure of this timer. */
  protected abstract Effect run(Timer due, Instant now);

  public TimerKind kind() {
    return kind;
  }

  /**
   * Runs what is overdue and queues what comes within {@link Prompts#AHEAD}, soonest first.
   *
   * @param timeRemains asked before each timer
   */
  public Sweep sweep(Instant now, BooleanSupplier timeRemains) {
    int[] counts = new int[Outcome.values().length];
    int queued = 0;
    // What a sweep leaves standing comes first in the next batch, so each batch asks for as many
    // more:
    // rows that fail again and again do not keep their neighbours from running.
    Set<String> standing = new HashSet<>();
    boolean more = true;
    for (int seen = 0; more && seen < MOST; ) {
      int limit = BATCH + standing.size();
      List<Timer> batch = timers.due(kind, now.plus(Prompts.AHEAD), limit);
      more = batch.size() == limit;
      List<Timer> coming = new ArrayList<>();
      for (Timer timer : batch) {
        if (standing.contains(timer.reference())) continue;
        if (!timeRemains.getAsBoolean()) {
          more = false;
          break;
        }
        seen++;
        if (timer.due().isAfter(now)) {
          coming.add(timer);
          standing.add(timer.reference());
        } else {
          Outcome outcome = runNow(timer, now);
          counts[outcome.ordinal()]++;
          if (outcome == Outcome.FAILED || outcome == Outcome.GONE) {
            standing.add(timer.reference());
          }
        }
      }
      prompts.send(coming, now);
      queued += coming.size();
    }
    Sweep sweep =
        new Sweep(
            counts[Outcome.RAN.ordinal()],
            queued,
            counts[Outcome.FAILED.ordinal()],
            counts[Outcome.PARKED.ordinal()]);
    if (sweep.parked() > 0) Log.metric("ParkedTimers", sweep.parked(), now.toEpochMilli());
    return sweep;
  }

  /** Runs the timer that a message named. */
  public Outcome wake(Timer named, Instant now) {
    Optional<Timer> timer = timers.find(named);
    if (timer.isEmpty()) return Outcome.GONE;
    if (timer.get().due().isAfter(now)) {
      prompts.send(List.of(timer.get()), now);
      return Outcome.EARLY;
    }
    Outcome outcome = attempt(timer.get(), now);
    if (outcome == Outcome.PARKED) Log.metric("ParkedTimers", 1, now.toEpochMilli());
    return outcome;
  }

  /** A sweep read the row a moment ago, by an index that may be behind: it is read again. */
  private Outcome runNow(Timer listed, Instant now) {
    return timers.find(listed).map(timer -> attempt(timer, now)).orElse(Outcome.GONE);
  }

  private Outcome attempt(Timer timer, Instant now) {
    try {
      // Failed: it kept losing races, which is not its own fault and not counted against it.
      return commits.again(() -> once(timer, now)).orElse(Outcome.FAILED);
    } catch (TableUnavailable e) {
      throw e; // nobody's fault in here, and it cannot be noted either
    } catch (RuntimeException | StackOverflowError e) {
      Log.error("a " + kind.slug() + " timer failed", timer.subject(), e);
      Timer failed =
          commits
              .again(() -> timers.failed(timer, words(e)))
              .orElseThrow(() -> new IllegalStateException("a timer changes while it fails", e));
      if (failed.attempts() < Timer.ATTEMPTS) return Outcome.FAILED;
      Log.error("a " + kind.slug() + " timer is parked", timer.subject(), e);
      return Outcome.PARKED;
    }
  }

  /** Empty: somebody was faster. */
  private Optional<Outcome> once(Timer timer, Instant now) {
    return switch (run(timer, now)) {
      case COMMITTED -> Optional.of(Outcome.RAN);
      case NOTHING -> {
        timers.clear(timer);
        yield Optional.of(Outcome.RAN);
      }
      case AGAIN -> timers.find(timer).isEmpty() ? Optional.of(Outcome.GONE) : Optional.empty();
    };
  }

  /** What failed and where; not the exception's own text, which may quote anything. */
  private static String words(Throwable failure) {
    for (StackTraceElement place : failure.getStackTrace()) {
      if (place.getClassName().startsWith("dev.watchbill")) {
        return failure.getClass().getSimpleName() + " at " + place;
      }
    }
    return failure.getClass().getSimpleName();
  }
}
