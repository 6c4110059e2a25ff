package dev.watchbill.storage;

import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.OnCallState.Turn;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.Schedule.Details;
import dev.watchbill.domain.schedule.Schedule.ZoneChange;
import dev.watchbill.domain.schedule.ScheduleRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as a row, with who is on call now and next: that question is one read. The row stays
 * small, so its past and its swaps are rows of their own.
 */
final class ScheduleShape implements RowShape<ScheduleRow> {

  static final String KIND = "schedule";

  /** Who is on call; taken away when it may no longer be true. */
  static final List<String> ON_CALL =
      List.of("nowFrom", "nowUntil", "nowUsers", "nextFrom", "nextUntil", "nextUsers");

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String org(ScheduleRow row) {
    return row.org();
  }

  @Override
  public String id(ScheduleRow row) {
    return row.id();
  }

  @Override
  public long version(ScheduleRow row) {
    return row.version();
  }

  @Override
  public void write(ScheduleRow row, Item.Builder to) {
    Details details = row.schedule().details();
    to.set("team", details.teamId())
        .set("name", details.name())
        .set("slackChannel", details.slackChannel())
        .set("slackGroup", details.slackUserGroup())
        .set("zoneName", row.zoneName())
        .set(CREATED, details.createdAt());
    switch (row.schedule()) {
      case Schedule.Web web ->
          to.set("form", "web").set("zone", web.zone().getId()).set("shifts", web.shifts());
      case Schedule.Calendar calendar ->
          to.set("form", "calendar")
              .set("zone", calendar.zone().getId())
              .set("shifts", calendar.shifts())
              .set("overrides", calendar.overridesUrl())
              .set("webOverrides", calendar.webOverrides())
              .set("zones", calendar.changes().isEmpty() ? null : changes(calendar));
      case Schedule.Ical imported ->
          to.set("form", "ical")
              .set("primary", imported.primaryUrl())
              .set("overrides", imported.overridesUrl());
    }
    OnCallState state = row.onCall();
    if (state == null) return;
    write(state.current(), "now", to);
    if (state.next() != null) write(state.next(), "next", to);
  }

  private static void write(Turn turn, String name, Item.Builder to) {
    to.set(name + "From", turn.from())
        .set(name + "Until", turn.until())
        .set(name + "Users", turn.users());
  }

  @Override
  public ScheduleRow read(String org, Item item) {
    Details details =
        new Details(
            item.key().sk(),
            org,
            item.text("team"),
            item.requiredText("name"),
            item.text("slackChannel"),
            item.text("slackGroup"),
            item.requiredInstant(CREATED),
            item.version());
    Turn now = turn("now", item);
    return new ScheduleRow(
        schedule(details, item),
        item.text("zoneName"),
        now == null ? null : new OnCallState(now, turn("next", item)));
  }

  private static Schedule schedule(Details details, Item item) {
    String form = item.requiredText("form");
    return switch (form) {
      case "web" -> new Schedule.Web(details, zone(item), item.texts("shifts"));
      case "calendar" ->
          new Schedule.Calendar(
              details,
              zone(item),
              item.texts("shifts"),
              item.text("overrides"),
              item.flag("webOverrides"),
              changes(item));
      case "ical" ->
          new Schedule.Ical(details, item.requiredText("primary"), item.text("overrides"));
      default -> throw new IllegalStateException(item.key() + " is a schedule of form " + form);
    };
  }

  private static List<String> changes(Schedule.Calendar calendar) {
    return calendar.changes().stream()
        .map(change -> change.at() + " " + change.before().getId())
        .toList();
  }

  private static List<ZoneChange> changes(Item item) {
    return item.texts("zones").stream()
        .map(text -> text.split(" ", 2))
        .map(parts -> new ZoneChange(Instant.parse(parts[0]), ZoneId.of(parts[1])))
        .toList();
  }

  private static ZoneId zone(Item item) {
    return ZoneId.of(item.requiredText("zone"));
  }

  private static @Nullable Turn turn(String name, Item item) {
    if (!item.has(name + "From")) return null;
    return new Turn(
        item.requiredInstant(name + "From"),
        item.requiredInstant(name + "Until"),
        item.texts(name + "Users"));
  }
}
