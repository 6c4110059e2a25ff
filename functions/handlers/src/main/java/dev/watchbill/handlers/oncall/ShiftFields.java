package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.Shift.Effective;
import dev.watchbill.domain.schedule.Shift.Source;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shift as a request wants it (spec oncall-api §4.1 to §4.3). */
final class ShiftFields {
  private static final int NAME = 200;
  private static final int OVERRIDE_LEVEL = 99;

  /** What stands in for a time that is missing or wrong; the request is refused then. */
  private static final LocalDateTime NEVER = LocalDateTime.of(1970, 1, 1, 0, 0);

  private final TeamFields teams;
  private final ShiftPeople people;

  @Inject
  ShiftFields(TeamFields teams, ShiftPeople people) {
    this.teams = teams;
    this.people = people;
  }

  ShiftRow create(Call call, Fields in, String id, Instant now) {
    for (String required : List.of("type", "start", "duration")) {
      if (!in.has(required)) in.error(required, Fields.REQUIRED);
    }
    String name = in.textOrNull("name", NAME, null);
    Details blank =
        new Details(
            id,
            call.org(),
            null,
            null,
            name,
            null,
            0,
            NEVER,
            NEVER,
            Duration.ZERO,
            Source.API,
            Effective.ALWAYS,
            null,
            now,
            1);
    return read(
        call,
        in,
        new ShiftRow(new Shift.SingleEvent(blank, List.of(), null), null, List.of(), null),
        true,
        name);
  }

  ShiftRow update(Call call, ShiftRow old, Fields in) {
    String name = old.shift().details().name();
    if (in.has("name")) name = in.text("name", NAME, "");
    return read(call, in, old, false, name);
  }

  private ShiftRow read(Call call, Fields in, ShiftRow old, boolean isNew, @Nullable String name) {
    Shift was = old.shift();
    Details before = was.details();
    ShiftType type = type(in, isNew ? null : ShiftType.of(was));
    Source source = source(in);
    String zoneName = ZoneNames.name(in, old.zoneName(), true);
    ZoneId zone = zoneName == null ? null : ZoneNames.zone(zoneName);
    LocalDateTime start = time(in, "start", before.start());
    Details details =
        new Details(
            before.id(),
            before.org(),
            teams.read(call, in, before.teamId()),
            before.schedule(),
            name,
            zone,
            level(in, before.level(), type, source),
            start,
            rotationStart(
                in, before, start, isNew, type == ShiftType.OVERRIDE && source == Source.WEB),
            Durations.read(in, before.duration()),
            source,
            before.effective(),
            before.replacedBy(),
            before.createdAt(),
            before.version());
    Instant until = type == ShiftType.OVERRIDE ? null : until(in, was);
    ShiftPeople.Named named =
        type == ShiftType.ROLLING_USERS
            ? new ShiftPeople.Named(List.of(), List.of())
            : people.users(call, in, new ShiftPeople.Named(users(was), old.unknown()));
    Shift shift =
        switch (type) {
          case SINGLE_EVENT -> new Shift.SingleEvent(details, named.users(), until);
          case OVERRIDE -> new Shift.Override(details, named.users(), null);
          case RECURRENT_EVENT ->
              new Shift.RecurrentEvent(details, rule(in, was, type, until), named.users());
          case ROLLING_USERS -> {
            Recurrence rule = rule(in, was, type, until);
            List<List<String>> groups =
                people.groups(
                    call,
                    in,
                    was instanceof Shift.RollingUsers rolling ? rolling.groups() : List.of());
            yield new Shift.RollingUsers(details, rule, groups, startIndex(in, was));
          }
        };
    if (!in.hasErrors() && in.problem().isEmpty()) check(in, shift);
    return new ShiftRow(shift, zoneName, old.schedules(), old.copyOf(), named.unknown());
  }

  private static ShiftType type(Fields in, @Nullable ShiftType stored) {
    ShiftType ifWrong = stored == null ? ShiftType.SINGLE_EVENT : stored;
    if (!in.has("type")) return ifWrong;
    if (in.isNull("type")) {
      in.error("type", Fields.NULL);
      return ifWrong;
    }
    Optional<ShiftType> type = ShiftType.of(in.raw("type"));
    if (type.isEmpty()) in.refuse("type: Invalid shift type");
    return type.orElse(ifWrong);
  }

  /** Who makes it: the web and Terraform may say so, everybody else is the API. */
  private static Source source(Fields in) {
    Object value = in.raw("source");
    if (Long.valueOf(0).equals(value)) return Source.WEB;
    return Long.valueOf(3).equals(value) ? Source.TERRAFORM : Source.API;
  }

  private static int level(Fields in, int ifAbsent, ShiftType type, Source source) {
    long level = in.integer("level", ifAbsent);
    if (level < Integer.MIN_VALUE || level > Integer.MAX_VALUE) {
      in.error("level", "Ensure this value is between -2147483648 and 2147483647.");
      return ifAbsent;
    }
    if (type != ShiftType.OVERRIDE) return (int) level;
    return source == Source.WEB ? OVERRIDE_LEVEL : 0;
  }

  private static LocalDateTime time(Fields in, String field, LocalDateTime ifAbsent) {
    return in.has(field) ? WallClock.read(in, field).orElse(ifAbsent) : ifAbsent;
  }

  /**
   * It does not follow a start that moves to a later time (spec §4.3). It follows one that moves to
   * an earlier time: otherwise it would hide the very days that were asked for.
   */
  private static LocalDateTime rotationStart(
      Fields in, Details before, LocalDateTime start, boolean isNew, boolean forced) {
    if (forced) return start;
    if (in.has("rotation_start")) return time(in, "rotation_start", start);
    if (isNew) return start;
    boolean follows =
        before.rotationStart().equals(before.start()) && start.isBefore(before.start());
    return follows ? start : before.rotationStart();
  }

  private static @Nullable Instant until(Fields in, Shift was) {
    if (!in.has("until")) return was.until().orElse(null);
    if (in.isNull("until")) return null;
    return WallClock.read(in, "until").map(time -> time.toInstant(ZoneOffset.UTC)).orElse(null);
  }

  private static List<String> users(Shift was) {
    return switch (was) {
      case Shift.SingleEvent single -> single.users();
      case Shift.RecurrentEvent recurrent -> recurrent.users();
      case Shift.RollingUsers _ -> List.of();
      case Shift.Override override -> override.users();
    };
  }

  private static Recurrence rule(Fields in, Shift was, ShiftType type, @Nullable Instant until) {
    return RecurrenceFields.read(in, was.repeats().orElse(null), type, until);
  }

  /** Explicit null is refused; absent counts as 0, as the documentation says (spec §4.2). */
  private static @Nullable Integer startIndex(Fields in, Shift was) {
    Integer stored = was instanceof Shift.RollingUsers rolling ? rolling.startIndex() : null;
    int ifAbsent = stored == null ? 0 : stored;
    if (!in.has("start_rotation_from_user_index")) return ifAbsent;
    if (in.isNull("start_rotation_from_user_index")) {
      in.refuse("Field 'start_rotation_from_user_index' is required for this on-call shift type");
      return ifAbsent;
    }
    long index = in.integer("start_rotation_from_user_index", ifAbsent);
    if (index < 0) {
      in.error(
          "start_rotation_from_user_index", "Ensure this value is greater than or equal to 0.");
      return ifAbsent;
    }
    if (index > Integer.MAX_VALUE) {
      in.error(
          "start_rotation_from_user_index",
          "Ensure this value is less than or equal to " + Integer.MAX_VALUE + ".");
      return ifAbsent;
    }
    return (int) index;
  }

  /** Rules across fields that the original leaves out: what can only be a mistake. */
  private static void check(Fields in, Shift shift) {
    Details details = shift.details();
    Optional<Instant> until = shift.until();
    if (until.isPresent() && (in.has("until") || in.has("start") || in.has("time_zone"))) {
      // Without a zone the schedule's will count, and which one that is may change.
      Instant earliest =
          details.zone() == null
              ? details.start().toInstant(ZoneOffset.MAX)
              : Shift.instantOf(details.start(), details.zone());
      if (until.get().isBefore(earliest)) in.error("until", "until must not be before start.");
    }
    shift.repeats().ifPresent(rule -> RecurrenceFields.checkPossible(in, rule));
  }
}
