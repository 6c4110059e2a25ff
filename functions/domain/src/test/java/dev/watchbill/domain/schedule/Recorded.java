package dev.watchbill.domain.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.Shift.Effective;
import dev.watchbill.domain.schedule.Shift.RecurrentEvent;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import dev.watchbill.domain.schedule.Shift.SingleEvent;
import dev.watchbill.domain.schedule.Shift.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Recorded schedules: bodies of the API to our types, and answers to coverage. */
final class Recorded {

  /** Accounts that may not be notified, and one that does not exist. */
  static final Predicate<String> NOTIFIABLE =
      user -> !user.contains("norole") && !user.equals("unknown-user");

  private Recorded() {}

  static JsonNode read(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("/golden/schedules/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> cases(String name) {
    List<JsonNode> all = new ArrayList<>();
    read(name).get("cases").forEach(all::add);
    return all;
  }

  static Rota rota(JsonNode row) {
    List<Shift> shifts = new ArrayList<>();
    row.get("shifts").forEach(body -> shifts.add(shift(body)));
    row.path("overrides").forEach(body -> shifts.add(shift(body)));
    return Rota.of(schedule(row.get("schedule")), shifts, NOTIFIABLE);
  }

  /** The original ignores an override that does not come from the web. */
  static Rota withoutApiOverrides(Rota rota) {
    return rota.withShifts(
        rota.shifts().stream()
            .filter(
                shift ->
                    !(shift instanceof Shift.Override) || shift.details().source() == Source.WEB)
            .toList());
  }

  static Schedule schedule(JsonNode body) {
    ZoneId zone = ZoneId.of(body.get("time_zone").asText());
    return body.get("type").asText().equals("web") ? web(zone) : calendar(zone);
  }

  static Schedule web(ZoneId zone) {
    return new Schedule.Web(details(), zone, List.of());
  }

  static Schedule calendar(ZoneId zone) {
    return new Schedule.Calendar(details(), zone, List.of(), null, true);
  }

  private static Schedule.Details details() {
    return new Schedule.Details("S1", "org", null, "schedule", null, null, Instant.EPOCH, 0);
  }

  static Shift shift(JsonNode body) {
    LocalDateTime start = LocalDateTime.parse(body.get("start").asText());
    String zone = text(body, "time_zone");
    String rotationStart = text(body, "rotation_start");
    int source = body.path("source").asInt(1);
    Details details =
        new Details(
            body.path("ref").asText("shift"),
            "org",
            null,
            null,
            body.path("name").asText("shift"),
            zone == null ? null : ZoneId.of(zone),
            body.path("level").asInt(0),
            start,
            rotationStart == null ? start : LocalDateTime.parse(rotationStart),
            Duration.ofSeconds(body.get("duration").asLong()),
            source == 0 ? Source.WEB : source == 3 ? Source.TERRAFORM : Source.API,
            Effective.ALWAYS,
            null,
            Instant.EPOCH,
            0);
    List<String> users = new ArrayList<>();
    body.path("users").forEach(user -> users.add(user.asText()));
    return switch (body.get("type").asText()) {
      case "single_event" -> new SingleEvent(details, users, until(body));
      case "recurrent_event" -> new RecurrentEvent(details, recurrence(body), users);
      case "rolling_users" -> {
        List<List<String>> groups = new ArrayList<>();
        body.path("rolling_users")
            .forEach(
                group -> {
                  List<String> members = new ArrayList<>();
                  group.forEach(user -> members.add(user.asText()));
                  groups.add(members);
                });
        JsonNode index = body.path("start_rotation_from_user_index");
        yield new RollingUsers(
            details, recurrence(body), groups, index.isNumber() ? index.asInt() : null);
      }
      case "override" -> new Shift.Override(details, users, null);
      default -> throw new IllegalArgumentException(body.get("type").asText());
    };
  }

  private static Recurrence recurrence(JsonNode body) {
    String weekStart = text(body, "week_start");
    return new Recurrence(
        Frequency.valueOf(body.get("frequency").asText().toUpperCase(Locale.ROOT)),
        body.path("interval").isNumber() ? body.get("interval").asInt() : null,
        days(body.path("by_day")),
        numbers(body.path("by_month")),
        numbers(body.path("by_monthday")),
        weekStart == null ? null : day(weekStart),
        until(body));
  }

  private static List<DayOfWeek> days(JsonNode list) {
    List<DayOfWeek> days = new ArrayList<>();
    list.forEach(item -> days.add(day(item.asText())));
    return days;
  }

  private static DayOfWeek day(String letters) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().startsWith(letters))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> numbers(JsonNode list) {
    List<Integer> numbers = new ArrayList<>();
    list.forEach(item -> numbers.add(item.asInt()));
    return numbers;
  }

  private static @Nullable Instant until(JsonNode body) {
    String until = text(body, "until");
    return until == null ? null : LocalDateTime.parse(until).toInstant(ZoneOffset.UTC);
  }

  static @Nullable String text(JsonNode body, String name) {
    return body.hasNonNull(name) ? body.get(name).asText() : null;
  }

  static Window window(JsonNode window) {
    return new Window(
        instant(window.get("start_date").asText()), instant(window.get("end_date").asText()));
  }

  /** A date, a date with minutes, or a whole instant. */
  static Instant instant(String text) {
    if (text.endsWith("Z")) return Instant.parse(text);
    if (text.length() == 10) return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  /** One line a row: user, start, end; sorted. Rows of no length are left out. */
  static List<String> rows(JsonNode rows) {
    List<String> all = new ArrayList<>();
    for (JsonNode row : rows) {
      String start = row.get("shift_start").asText();
      String end = row.get("shift_end").asText();
      if (!start.equals(end)) all.add(start + " " + end + " " + row.get("user_pk").asText());
    }
    all.sort(null);
    return all;
  }

  static List<String> rows(FinalSchedule schedule) {
    return schedule.rows().stream()
        .map(row -> row.start() + " " + row.end() + " " + row.user())
        .sorted()
        .toList();
  }

  /** Who is on call in each stretch of time, from such lines; the same people in a row are one. */
  static List<String> coverage(List<String> rows) {
    TreeMap<Instant, Set<String>> at = new TreeMap<>();
    for (String row : rows) {
      String[] parts = row.split(" ", 3);
      at.put(Instant.parse(parts[0]), new TreeSet<>());
      at.put(Instant.parse(parts[1]), new TreeSet<>());
    }
    for (String row : rows) {
      String[] parts = row.split(" ", 3);
      at.subMap(Instant.parse(parts[0]), Instant.parse(parts[1]))
          .values()
          .forEach(users -> users.add(parts[2]));
    }
    List<String> coverage = new ArrayList<>();
    Set<String> before = Set.of();
    for (Map.Entry<Instant, Set<String>> change : at.entrySet()) {
      if (!change.getValue().equals(before))
        coverage.add(change.getKey() + " " + change.getValue());
      before = change.getValue();
    }
    return coverage;
  }

  /** Who is on call at an instant by such lines. */
  static Set<String> at(List<String> rows, Instant at) {
    Set<String> users = new TreeSet<>();
    for (String row : rows) {
      String[] parts = row.split(" ", 3);
      if (!Instant.parse(parts[0]).isAfter(at) && Instant.parse(parts[1]).isAfter(at)) {
        users.add(parts[2]);
      }
    }
    return users;
  }

  /** Whether such a line begins or ends at this instant. */
  static boolean border(List<String> rows, Instant at) {
    return rows.stream().anyMatch(row -> row.startsWith(at + " ") || row.contains(" " + at + " "));
  }

  /** The rows of what the plain rules say, where the engine deviates. */
  static List<String> segments(JsonNode segments) {
    List<String> rows = new ArrayList<>();
    for (JsonNode segment : segments) {
      for (JsonNode user : segment.get("users")) {
        rows.add(
            segment.get("start").asText()
                + " "
                + segment.get("end").asText()
                + " "
                + user.asText());
      }
    }
    return rows;
  }
}
