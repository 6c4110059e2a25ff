package dev.watchbill.domain;

import dev.watchbill.domain.Flaw.Kind;
import java.util.List;

/** A submitted value that was read and checked: the value, or all that is wrong with it. */
public sealed interface Checked<T> {

  /** Nothing is wrong. */
  record Accepted<T>(T value) implements Checked<T> {}

  /** At least one thing is wrong. */
  record Refused<T>(List<Flaw> flaws) implements Checked<T> {
    public Refused {
      flaws = List.copyOf(flaws);
    }

    /** The first reason, which is the one the original would have given. */
    public String reason() {
      return flaws.getFirst().text();
    }
  }

  static <T> Checked<T> accepted(T value) {
    return new Accepted<>(value);
  }

  /** Refuses for a single reason that concerns the whole value. */
  static <T> Checked<T> refused(Kind kind, String text) {
    return new Refused<>(List.of(new Flaw(kind, "", text)));
  }
}
