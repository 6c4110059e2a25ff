package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A swap as a request wants it (spec oncall-api §18). */
final class SwapFields {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int DESCRIPTION = 3_000;
  private static final int ID = 200;
  private static final String SCHEDULE = "schedule";
  private static final String START = "swap_start";
  private static final String END = "swap_end";
  private static final String NON_FIELD = "non_field_errors";

  private final Schedules schedules;
  private final Users users;

  @Inject
  SwapFields(Schedules schedules, Users users) {
    this.schedules = schedules;
    this.users = users;
  }

  ShiftSwap create(Call call, Fields in, String id, Instant now) {
    ShiftSwap blank =
        new ShiftSwap(id, call.org(), "", now, now, null, "", null, now, now, null, 1);
    ShiftSwap read = read(call, blank, in, now, true);
    // Looked at after the other fields (spec §18).
    String beneficiary = in.hasErrors() ? "" : person(call, in, "beneficiary").orElse("");
    return with(read, beneficiary);
  }

  ShiftSwap update(Call call, ShiftSwap old, Fields in, Instant now) {
    return read(call, old, in, now, !call.isPatch());
  }

  private ShiftSwap read(Call call, ShiftSwap old, Fields in, Instant now, boolean whole) {
    if (whole) {
      for (String required : new String[] {SCHEDULE, START, END}) {
        if (!in.has(required)) in.error(required, Fields.REQUIRED);
      }
    }
    String schedule = in.text(SCHEDULE, ID, old.schedule());
    if (in.has(SCHEDULE) && !in.hasErrors() && schedules.find(call.org(), schedule).isEmpty()) {
      in.error(SCHEDULE, Fields.NO_OBJECT);
    }
    Instant start = instant(in, START, old.start());
    Instant end = instant(in, END, old.end());
    String description = description(in, old.description());
    if (!in.hasErrors() && (in.has(START) || in.has(END))) {
      if (!in.has(START) || !in.has(END)) {
        in.error(NON_FIELD, "when one of swap_start and swap_end changes, both must be given");
      } else if (start.isBefore(now)) {
        in.error(NON_FIELD, "swap_start must be a datetime in the future");
      } else if (start.isAfter(end)) {
        in.error(NON_FIELD, "swap_end must occur after swap_start");
      } else if (Duration.between(start, end).compareTo(LONGEST) > 0) {
        in.error(NON_FIELD, "A swap can last at most " + LONGEST.toDays() + " days.");
      }
    }
    return new ShiftSwap(
        old.id(),
        old.org(),
        schedule,
        start,
        end,
        description,
        old.beneficiary(),
        old.benefactor(),
        old.createdAt(),
        now,
        old.deletedAt(),
        old.version());
  }

  private static @Nullable String description(Fields in, @Nullable String ifAbsent) {
    String text = in.textOrNull("description", DESCRIPTION, ifAbsent);
    return text;
  }

  private static Instant instant(Fields in, String field, Instant ifAbsent) {
    if (!in.has(field)) return ifAbsent;
    if (in.isNull(field)) {
      in.error(field, Fields.NULL);
      return ifAbsent;
    }
    Optional<Instant> instant =
        in.raw(field) instanceof String text ? QueryTimes.instant(text.strip()) : Optional.empty();
    if (instant.isEmpty()) in.error(field, QueryTimes.WRONG_INSTANT);
    return instant.orElse(ifAbsent);
  }

  /** A user that must be named; anything else is refused. */
  Optional<String> person(Call call, Fields in, String field) {
    Object value = in.raw(field);
    if (value == null || "".equals(value)) {
      in.refuse(field + " user ID is required");
      return Optional.empty();
    }
    if (value instanceof String id && users.find(call.org(), id).isPresent()) {
      return Optional.of(id);
    }
    in.refuse("Invalid " + field + " user ID");
    return Optional.empty();
  }

  private static ShiftSwap with(ShiftSwap swap, String beneficiary) {
    return new ShiftSwap(
        swap.id(),
        swap.org(),
        swap.schedule(),
        swap.start(),
        swap.end(),
        swap.description(),
        beneficiary,
        swap.benefactor(),
        swap.createdAt(),
        swap.updatedAt(),
        swap.deletedAt(),
        swap.version());
  }
}
