package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.CalendarSource.Fetched;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.Schedule.Details;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.Shifts;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schedule as a request wants it (spec oncall-api §8.1, §8.2). */
final class ScheduleFields {
  private static final int NAME = 200;
  private static final int URL = 500;
  private static final String PRIMARY = "ical_url_primary";
  private static final String OVERRIDES = "ical_url_overrides";

  private final TeamFields teams;
  private final Shifts shifts;
  private final CalendarSource source;
  private final ImportedCalendars calendars;
  private final Settings settings;

  @Inject
  ScheduleFields(
      TeamFields teams,
      Shifts shifts,
      CalendarSource source,
      ImportedCalendars calendars,
      Settings settings) {
    this.teams = teams;
    this.shifts = shifts;
    this.source = source;
    this.calendars = calendars;
    this.settings = settings;
  }

  ScheduleRow create(Call call, Fields in, String id, Instant now) {
    Details blank = new Details(id, call.org(), null, "", null, null, now, 1);
    Schedule empty =
        switch (in.raw("type") instanceof String type ? type : "") {
          case "web" -> new Schedule.Web(blank, ZoneOffset.UTC, List.of());
          case "calendar" -> new Schedule.Calendar(blank, ZoneOffset.UTC, List.of(), null, false);
          case "ical" -> new Schedule.Ical(blank, "", null);
          default -> {
            in.errorShape("type", in.has("type") ? "Invalid type" : "This field is required");
            yield new Schedule.Web(blank, ZoneOffset.UTC, List.of());
          }
        };
    if (in.hasErrors()) return new ScheduleRow(empty, null, null);
    if (!in.has("name")) in.error("name", Fields.REQUIRED);
    boolean imported = empty instanceof Schedule.Ical;
    if (imported && !in.has(PRIMARY)) in.error(PRIMARY, Fields.REQUIRED);
    // Terraform may leave it out, so it defaults to UTC; it is told along with what is really
    // missing, as the original does (spec §8.1).
    if (in.hasErrors() && !imported && !in.has("time_zone")) {
      in.error("time_zone", Fields.REQUIRED);
    }
    return read(call, in, new ScheduleRow(empty, imported ? null : "UTC", null));
  }

  /**
   * @param now to the second
   */
  ScheduleRow update(Call call, ScheduleRow old, Fields in, Instant now) {
    ScheduleRow wanted = read(call, in, old);
    return wanted.schedule() instanceof Schedule.Calendar calendar
            && old.schedule() instanceof Schedule.Calendar was
        ? wanted.with(calendar.after(was.zone(), now))
        : wanted;
  }

  private ScheduleRow read(Call call, Fields in, ScheduleRow old) {
    Details before = old.schedule().details();
    checkSlack(in);
    Details details =
        new Details(
            before.id(),
            before.org(),
            teams.read(call, in, before.teamId()),
            in.text("name", NAME, before.name()),
            before.slackChannel(),
            before.slackUserGroup(),
            before.createdAt(),
            before.version());
    // Who is on call is calculated anew by the write.
    return switch (old.schedule()) {
      case Schedule.Web web -> {
        String zone = ZoneNames.name(in, old.zoneName(), false);
        yield new ScheduleRow(
            new Schedule.Web(details, zone(zone), shifts(call, in, web)), zone, null);
      }
      case Schedule.Calendar calendar -> {
        String zone = ZoneNames.name(in, old.zoneName(), false);
        yield new ScheduleRow(
            new Schedule.Calendar(
                details,
                zone(zone),
                shifts(call, in, calendar),
                in.textOrNull(OVERRIDES, URL, calendar.overridesUrl()),
                webOverrides(in, calendar.webOverrides()),
                calendar.changes()),
            zone,
            null);
      }
      case Schedule.Ical ical ->
          new ScheduleRow(
              new Schedule.Ical(details, primary(in, ical), overrides(in, ical)), null, null);
    };
  }

  private static ZoneId zone(@Nullable String name) {
    return name == null ? ZoneOffset.UTC : ZoneNames.zone(name);
  }

  private static boolean webOverrides(Fields in, boolean ifAbsent) {
    return in.isNull("enable_web_overrides") ? false : in.flag("enable_web_overrides", ifAbsent);
  }

  /** No Slack workspace can be connected yet, so nothing but null fits. */
  private static void checkSlack(Fields in) {
    if (!in.has("slack")) return;
    Map<String, @Nullable Object> slack = in.object("slack");
    if (slack == null) return;
    if (slack.get("channel_id") != null || slack.get("user_group_id") != null) {
      in.refuse("Slack isn't connected to this workspace");
    }
  }

  /** Unknown ids are dropped silently (spec §8.1). */
  private List<String> shifts(Call call, Fields in, Schedule old) {
    if (!in.has("shifts")) return old.shifts();
    List<String> asked = new ArrayList<>();
    switch (in.raw("shifts")) {
      case null -> {}
      // the original reads a text as a list of its characters, none of which is a shift
      case String _ -> {}
      case List<?> list -> {
        for (Object each : list) if (each instanceof String id) asked.add(id);
      }
      default -> in.error("shifts", "Expected a list of items.");
    }
    List<ShiftRow> known =
        asked.size() > Rotas.SHIFTS * 10 ? List.of() : shifts.those(call.org(), asked);
    List<String> listed = known.stream().map(ShiftRow::id).toList();
    long added = listed.stream().filter(id -> !old.shifts().contains(id)).count();
    long gone = old.shifts().stream().filter(id -> !listed.contains(id)).count();
    if (asked.size() > Rotas.SHIFTS * 10 || listed.size() > Rotas.SHIFTS) {
      in.error("shifts", "A schedule can list at most " + Rotas.SHIFTS + " shifts.");
    } else if (added + 2 * gone >= Rotas.WRITES) {
      in.error(
          "shifts",
          "At most "
              + (Rotas.WRITES - 1)
              + " shifts can be added at once, or half as many taken out.");
    }
    boolean crowded =
        known.stream()
            .anyMatch(
                row ->
                    row.schedules().size() >= Rotas.SCHEDULES_OF_A_SHIFT
                        && !row.schedules().contains(old.id()));
    if (crowded) {
      in.error("shifts", "A shift can be in at most " + Rotas.SCHEDULES_OF_A_SHIFT + " schedules.");
    }
    return listed;
  }

  private String primary(Fields in, Schedule.Ical old) {
    if (!in.has(PRIMARY)) return old.primaryUrl();
    String url = in.text(PRIMARY, URL, "");
    if (!url.isEmpty()) fetch(in, PRIMARY, old, url);
    return url;
  }

  private @Nullable String overrides(Fields in, Schedule.Ical old) {
    String url = in.textOrNull(OVERRIDES, URL, old.overridesUrl());
    if (in.has(OVERRIDES) && url != null && !url.isEmpty()) fetch(in, OVERRIDES, old, url);
    return url;
  }

  private void fetch(Fields in, String field, Schedule schedule, String url) {
    if (CalendarSource.address(url).startsWith(settings.baseUrl())) {
      in.error(field, "Ical download failed: the address is one of this deployment.");
      return;
    }
    switch (source.fetch(url)) {
      case Fetched.Usable calendar ->
          calendars.keep(schedule.details().org(), schedule.id(), url, calendar);
      case Fetched.DownloadFailed failed ->
          in.error(field, "Ical download failed: " + failed.reason());
      case Fetched.ParseFailed failed -> in.error(field, "Ical parse failed: " + failed.reason());
    }
  }
}
