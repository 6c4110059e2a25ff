package dev.watchbill.engine;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.timer.Timer;
import java.time.Instant;
import java.util.Optional;

/** What happens when a timer of one kind is due: read, decide. */
public interface TimerFlow {

  /** The change that the timer is for; empty when nothing is left to do. */
  Optional<Change> decide(Timer due, Instant now);

  /** What follows once it is committed. */
  default void done(Change change) {}
}
