package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;

/** What a taken swap means for its schedule from {@code start} to {@code end}. */
public record TakenSwap(ShiftSwap swap) implements Row {
  @Override
  public Subject subject() {
    return new Subject(
        Subject.Kind.TAKEN_SWAP, swap.org(), swap.schedule() + " " + swap.end() + " " + swap.id());
  }
}
