package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time somebody asks about, {@code [start, end)}. Ask {@link #problem} first: what is
 * no window is an IllegalArgumentException here.
 */
public record Window(Instant start, Instant end) {

  /** The longest question: ten years. Those of the wire are shorter (spec oncall-api §8.5). */
  public static final Duration LONGEST = Duration.ofDays(3_660);

  public Window {
    Optional<String> problem = problem(start, end);
    if (problem.isPresent()) throw new IllegalArgumentException(problem.get());
  }

  /** Why these two do not make a window; empty if they do. */
  public static Optional<String> problem(Instant start, Instant end) {
    if (start.isAfter(end)) {
      return Optional.of("the window starts at " + start + ", after its end " + end);
    }
    if (Duration.between(start, end).compareTo(LONGEST) > 0) {
      return Optional.of("the window is longer than " + LONGEST.toDays() + " days");
    }
    return Optional.empty();
  }

  public Duration length() {
    return Duration.between(start, end);
  }

  public boolean contains(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }
}
