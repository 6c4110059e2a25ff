package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.schedule.Shift;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the wire names the forms of a shift (spec oncall-api §4.1). */
enum ShiftType {
  SINGLE_EVENT,
  RECURRENT_EVENT,
  ROLLING_USERS,
  OVERRIDE;

  String slug() {
    return LetterCase.lower(name());
  }

  /** Whether it repeats. */
  boolean recurs() {
    return this == RECURRENT_EVENT || this == ROLLING_USERS;
  }

  static ShiftType of(Shift shift) {
    return switch (shift) {
      case Shift.SingleEvent _ -> SINGLE_EVENT;
      case Shift.RecurrentEvent _ -> RECURRENT_EVENT;
      case Shift.RollingUsers _ -> ROLLING_USERS;
      case Shift.Override _ -> OVERRIDE;
    };
  }

  static Optional<ShiftType> of(@Nullable Object value) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(value)).findFirst();
  }
}
