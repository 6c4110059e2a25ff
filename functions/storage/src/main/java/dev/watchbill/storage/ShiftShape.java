package dev.watchbill.storage;

import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.Shift.Effective;
import dev.watchbill.domain.schedule.ShiftRow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shift as a row, and as what is left of its past. */
final class ShiftShape implements RowShape<ShiftRow> {

  static final String KIND = "shift";

  private static final String ID = "id";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String org(ShiftRow row) {
    return row.org();
  }

  @Override
  public String id(ShiftRow row) {
    return row.id();
  }

  @Override
  public long version(ShiftRow row) {
    return row.version();
  }

  /** The kept past of a shift, in the partition of a schedule. */
  Item past(String schedule, ShiftRow row) {
    var builder = Item.at(pastKey(schedule, row), "shift-past").version(row.version());
    write(row, builder);
    return builder.set(ID, row.id()).build();
  }

  static Key pastKey(String schedule, ShiftRow row) {
    Effective effective = row.shift().details().effective();
    if (effective.to() == null) {
      throw new IllegalArgumentException("What is kept as past has an end");
    }
    return Keys.past(row.org(), schedule, effective.to(), row.id());
  }

  ShiftRow readPast(String org, Item item) {
    return read(org, item.requiredText(ID), item);
  }

  @Override
  public void write(ShiftRow row, Item.Builder to) {
    Details details = row.shift().details();
    to.set("team", details.teamId())
        .set("owner", details.schedule())
        .set("name", details.name())
        .set("zone", details.zone() == null ? null : details.zone().getId())
        .set("zoneName", row.zoneName())
        .set("level", details.level())
        .set("start", details.start().toString())
        .set("rotation", details.rotationStart().toString())
        .set("seconds", details.duration().toSeconds())
        .set("source", details.source().name())
        .set("from", details.effective().from())
        .set("to", details.effective().to())
        .set("replaced", details.replacedBy())
        .set("schedules", row.schedules())
        .set("copyOf", row.copyOf())
        .set("unknown", row.unknown().isEmpty() ? null : row.unknown())
        .set(CREATED, details.createdAt());
    switch (row.shift()) {
      case Shift.SingleEvent single ->
          to.set("form", "single").set("users", single.users()).set("until", single.ends());
      case Shift.RecurrentEvent recurrent -> {
        to.set("form", "recurrent").set("users", recurrent.users());
        write(recurrent.recurrence(), to);
      }
      case Shift.RollingUsers rolling -> {
        to.set("form", "rolling")
            .set("groups", rolling.groups())
            .set("index", rolling.startIndex());
        write(rolling.recurrence(), to);
      }
      case Shift.Override override ->
          to.set("form", "override").set("users", override.users()).set("until", override.ends());
    }
  }

  private static void write(Recurrence rule, Item.Builder to) {
    to.set("frequency", rule.frequency().name())
        .set("interval", rule.interval())
        .set("days", rule.byDay().stream().map(DayOfWeek::name).toList())
        .set("months", rule.byMonth())
        .set("monthDays", rule.byMonthDay())
        .set("weekStart", rule.weekStart() == null ? null : rule.weekStart().name())
        .set("until", rule.until());
  }

  @Override
  public ShiftRow read(String org, Item item) {
    return read(org, item.key().sk(), item);
  }

  private static ShiftRow read(String org, String id, Item item) {
    String zone = item.text("zone");
    Details details =
        new Details(
            id,
            org,
            item.text("team"),
            item.text("owner"),
            item.text("name"),
            zone == null ? null : ZoneId.of(zone),
            Math.toIntExact(item.requiredNumber("level")),
            LocalDateTime.parse(item.requiredText("start")),
            LocalDateTime.parse(item.requiredText("rotation")),
            Duration.ofSeconds(item.requiredNumber("seconds")),
            Shift.Source.valueOf(item.requiredText("source")),
            new Effective(item.instant("from"), item.instant("to")),
            item.text("replaced"),
            item.requiredInstant(CREATED),
            item.version());
    return new ShiftRow(
        shift(details, item),
        item.text("zoneName"),
        item.texts("schedules"),
        item.text("copyOf"),
        item.texts("unknown"));
  }

  private static Shift shift(Details details, Item item) {
    String form = item.requiredText("form");
    return switch (form) {
      case "single" -> new Shift.SingleEvent(details, item.texts("users"), item.instant("until"));
      case "recurrent" -> new Shift.RecurrentEvent(details, rule(item), item.texts("users"));
      case "rolling" -> new Shift.RollingUsers(details, rule(item), groups(item), index(item));
      case "override" -> new Shift.Override(details, item.texts("users"), item.instant("until"));
      default -> throw new IllegalStateException(item.key() + " is a shift of form " + form);
    };
  }

  private static List<List<String>> groups(Item item) {
    return item.list("groups").stream()
        .map(group -> ((List<?>) group).stream().map(String.class::cast).toList())
        .toList();
  }

  private static @Nullable Integer index(Item item) {
    return item.has("index") ? Math.toIntExact(item.requiredNumber("index")) : null;
  }

  private static Recurrence rule(Item item) {
    String weekStart = item.text("weekStart");
    return new Recurrence(
        Recurrence.Frequency.valueOf(item.requiredText("frequency")),
        item.has("interval") ? Math.toIntExact(item.requiredNumber("interval")) : null,
        item.texts("days").stream().map(DayOfWeek::valueOf).toList(),
        numbers(item, "months"),
        numbers(item, "monthDays"),
        weekStart == null ? null : DayOfWeek.valueOf(weekStart),
        item.instant("until"));
  }

  private static List<Integer> numbers(Item item, String name) {
    return item.list(name).stream().map(number -> Math.toIntExact((Long) number)).toList();
  }
}
