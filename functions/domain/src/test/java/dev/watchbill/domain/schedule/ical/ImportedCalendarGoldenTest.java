package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.domain.schedule.FinalSchedule;
import dev.watchbill.domain.schedule.Gaps;
import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Imported calendars against the recorded ones: who is on call when, and which names match nobody.
 * Compared as coverage; levels are laid over each other here in the plainest way.
 */
class ImportedCalendarGoldenTest {

  static final JsonNode GOLDEN = json("ical.json");
  private static final JsonNode EXCEPTIONS = json("ical-exceptions.json");

  private static JsonNode json(String name) {
    try (InputStream in =
        ImportedCalendarGoldenTest.class.getResourceAsStream("/golden/schedules/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> rows() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : GOLDEN.get("cases")) {
      String name = row.get("id").asText() + " " + row.get("scenario").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> check(row)));
    }
    return tests.stream();
  }

  @Test
  void everyExceptionNamesARow() {
    List<String> ids = new ArrayList<>();
    GOLDEN.get("cases").forEach(row -> ids.add(row.get("id").asText()));
    assertThat(ids).hasSize(156);
    assertThat(EXCEPTIONS.propertyStream().map(Map.Entry::getKey)).isSubsetOf(ids);
  }

  private static void check(JsonNode row) {
    var answer = new Answer(row);
    assertThat(answer.merged())
        .as("levels laid over each other by the product and in the plainest way")
        .isEqualTo(answer.plain());
    JsonNode exception = EXCEPTIONS.get(row.get("id").asText());
    if (exception == null) {
      assertThat(row.has("engine_error"))
          .as("an error of the original needs an exception")
          .isFalse();
      assertThat(answer.coverage()).isEqualTo(coverage(row.get("expected")));
      assertThat(answer.missing()).isEqualTo(missing(row));
      assertThat(answer.rows()).isEqualTo(rows(row.get("expected")));
      assertThat(answer.gaps()).isEqualTo(gaps(row.get("gaps")));
      return;
    }
    assertThat(exception.path("reason").asText()).isNotBlank();
    boolean same =
        !row.has("engine_error") && answer.coverage().equals(coverage(row.get("expected")));
    assertThat(same).as("an exception that is none any more").isFalse();
    assertThat(answer.coverage()).isEqualTo(coverage(exception.get("ours")));
    if (exception.has("problem")) {
      assertThat(answer.problems).anyMatch(p -> p.contains(exception.get("problem").asText()));
    }
  }

  /** What we say to a row. */
  static final class Answer {
    final Window window;
    final List<Occurrence> events = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    private final List<@Nullable ImportedCalendar> calendars = new ArrayList<>();

    Answer(JsonNode row) {
      window =
          new Window(
              Instant.parse(row.get("window").get("start_date").asText() + ":00Z"),
              Instant.parse(row.get("window").get("end_date").asText() + ":00Z"));
      read(row.get("primary"), false);
      read(row.get("overrides"), true);
    }

    private void read(JsonNode text, boolean override) {
      if (text.isNull()) {
        calendars.add(null);
        return;
      }
      switch (ImportedCalendar.read(text.asText())) {
        case ImportedCalendar.Reading.Read read -> {
          calendars.add(read.calendar());
          problems.addAll(read.calendar().problems());
          var answer = read.calendar().events(window, override, ImportedCalendarGoldenTest::user);
          events.addAll(answer.events());
          problems.addAll(answer.problems());
        }
        case ImportedCalendar.Reading.Unreadable unreadable -> {
          calendars.add(null);
          problems.add(unreadable.why());
        }
      }
    }

    private Rota rota() {
      var details = new Schedule.Details("S1", "org", null, "s", null, null, Instant.EPOCH, 0);
      Rota.Imported imported =
          new CalendarPair(calendars.get(0), calendars.get(1), ImportedCalendarGoldenTest::user);
      return new Rota(
          new Schedule.Ical(details, "https://example.com/a.ics", null),
          List.of(),
          imported,
          List.of(),
          user -> true);
    }

    /** As the API shows them. */
    List<String> rows() {
      return FinalSchedule.of(rota(), window).rows().stream()
          .map(row -> row.user() + " " + row.start() + " " + row.end())
          .sorted()
          .toList();
    }

    List<String> gaps() {
      return Gaps.in(rota(), window).stream().map(gap -> gap.start() + " " + gap.end()).toList();
    }

    /** As the API shows it: a whole day a second short. */
    TreeMap<Instant, Set<String>> coverage() {
      return changes(
          FinalSchedule.of(rota(), window).rows().stream()
              .map(row -> Occurrence.of("row", 0, row.start(), row.end(), List.of(row.user())))
              .toList());
    }

    TreeMap<Instant, Set<String>> plain() {
      return ImportedCalendarGoldenTest.coverage(window, events);
    }

    TreeMap<Instant, Set<String>> merged() {
      return changes(
          FinalSchedule.of(rota(), window).pieces().stream()
              .map(piece -> Occurrence.of("", 0, piece.start(), piece.end(), piece.users()))
              .toList());
    }

    List<String> missing() {
      return events.stream()
          .filter(event -> event.isEmpty() || !event.missing().isEmpty())
          .sorted(
              Comparator.comparing(Occurrence::start)
                  .thenComparing(event -> event.missing().toString()))
          .map(event -> event.start() + " " + event.missing())
          .toList();
    }
  }

  /** The people of the recorded world. */
  static List<String> user(String name) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    if (name.equals("alice-1") || lower.equals("alice-1@example.com")) return List.of("alice-1");
    if (name.equals("team lead 1") || lower.equals("lead-1@example.com")) {
      return List.of("team lead 1");
    }
    if (name.equals("user20") || lower.equals("user20+oncall@example.com")) {
      return List.of("user20");
    }
    if (name.matches("user\\d+") && !name.equals("user20")) return List.of(name);
    if (lower.matches("user\\d+@example\\.com") && !lower.startsWith("user20@")) {
      return List.of(lower.substring(0, lower.indexOf('@')));
    }
    return List.of();
  }

  private static List<String> rows(JsonNode expected) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : expected) {
      rows.add(
          row.get("user_pk").asText()
              + " "
              + row.get("shift_start").asText()
              + " "
              + row.get("shift_end").asText());
    }
    return rows.stream().sorted().toList();
  }

  private static List<String> gaps(JsonNode recorded) {
    List<String> gaps = new ArrayList<>();
    recorded.forEach(gap -> gaps.add(gap.get("start").asText() + " " + gap.get("end").asText()));
    return gaps;
  }

  private static List<String> missing(JsonNode row) {
    List<String> missing = new ArrayList<>();
    for (JsonNode each : row.path("events_with_missing_users")) {
      List<String> names = new ArrayList<>();
      each.get("missing_users").forEach(name -> names.add(name.asText()));
      missing.add(each.get("start").asText() + " " + names);
    }
    return missing.stream().sorted().toList();
  }

  private static TreeMap<Instant, Set<String>> coverage(JsonNode rows) {
    List<Occurrence> pieces = new ArrayList<>();
    for (JsonNode row : rows) {
      pieces.add(
          Occurrence.of(
              "row",
              0,
              Instant.parse(row.get("shift_start").asText()),
              Instant.parse(row.get("shift_end").asText()),
              List.of(row.get("user_pk").asText())));
    }
    return changes(pieces);
  }

  private static TreeMap<Instant, Set<String>> coverage(Window window, List<Occurrence> events) {
    return changes(
        events.stream()
            .filter(event -> event.overlaps(window.start(), window.end()))
            .map(
                event ->
                    event.between(
                        later(event.start(), window.start()), earlier(event.end(), window.end())))
            .toList());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Who is on call from each change on. */
  private static TreeMap<Instant, Set<String>> changes(List<Occurrence> events) {
    var borders = new TreeSet<Instant>();
    for (Occurrence event : events) {
      borders.add(event.start());
      borders.add(event.end());
    }
    var changes = new TreeMap<Instant, Set<String>>();
    Set<String> last = Set.of();
    for (Instant border : borders) {
      List<Occurrence> on =
          events.stream()
              .filter(event -> !event.isEmpty())
              .filter(event -> !event.start().isAfter(border) && event.end().isAfter(border))
              .toList();
      int top = on.stream().mapToInt(ImportedCalendarGoldenTest::rank).max().orElse(0);
      var users = new TreeSet<String>();
      on.stream().filter(event -> rank(event) == top).forEach(event -> users.addAll(event.users()));
      if (!users.equals(last)) changes.put(border, users);
      last = users;
    }
    return changes;
  }

  private static int rank(Occurrence event) {
    return event.level() + (event.override() ? 1_000 : 0);
  }
}
