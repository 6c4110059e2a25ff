package dev.watchbill.engine;

import dev.watchbill.domain.Pause;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Lets writers of one row that collided spread out, so that all of them get through: a random time
 * up to 5 ms · 2ⁿ after the n-th lost race, at most 320 ms. Terraform creates ten routes of one
 * integration at a time.
 */
public final class LostRaces {
  private static final int DOUBLINGS = 6;

  private final Pause pause;
  private final Supplier<RandomGenerator> random;

  @Inject
  public LostRaces(Pause pause, Supplier<RandomGenerator> random) {
    this.pause = pause;
    this.random = random;
  }

  /** Waits after the n-th lost race, counted from 0. */
  public void spreadOut(int races) {
    long most = Duration.ofMillis(5).toNanos() << Math.min(races, DOUBLINGS);
    pause.pause(Duration.ofNanos(random.get().nextLong(most + 1)));
  }
}
