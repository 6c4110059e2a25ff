package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;

/**
 * What is kept for a schedule of the past of a shift that was edited or taken out; the shift's
 * {@code effective} has an end.
 */
public record PastShift(String schedule, ShiftRow row) implements Row {
  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.PAST_SHIFT, row.org(), schedule + " " + row.id());
  }
}
