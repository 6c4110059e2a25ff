package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schedule as answers show it: which fields depends on its type (spec oncall-api §8.1). */
final class ScheduleView {

  static Map<String, @Nullable Object> show(ScheduleRow row, List<String> onCallNow) {
    Schedule schedule = row.schedule();
    Schedule.Details details = schedule.details();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", row.id());
    shown.put("team_id", details.teamId());
    shown.put("name", details.name());
    Map<String, @Nullable Object> slack = new LinkedHashMap<>();
    slack.put("channel_id", details.slackChannel());
    slack.put("user_group_id", details.slackUserGroup());
    switch (schedule) {
      case Schedule.Web web -> {
        shown.put("type", "web");
        shown.put("time_zone", row.zoneName());
        shown.put("shifts", web.shifts());
      }
      case Schedule.Calendar calendar -> {
        shown.put("type", "calendar");
        shown.put("time_zone", row.zoneName());
        shown.put("shifts", calendar.shifts());
        shown.put("ical_url_overrides", calendar.overridesUrl());
        shown.put("enable_web_overrides", calendar.webOverrides());
      }
      case Schedule.Ical ical -> {
        shown.put("type", "ical");
        shown.put("ical_url_primary", ical.primaryUrl());
        shown.put("ical_url_overrides", ical.overridesUrl());
      }
    }
    shown.put("on_call_now", onCallNow);
    shown.put("slack", slack);
    return shown;
  }

  private ScheduleView() {}
}
