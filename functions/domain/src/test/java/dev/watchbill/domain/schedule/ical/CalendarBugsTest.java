package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.domain.schedule.FinalSchedule;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Calendars that people have reported: what is served, and what the API is to answer. */
class CalendarBugsTest {

  private static final JsonNode SCENARIOS = scenarios();

  private static JsonNode scenarios() {
    try (InputStream in =
        CalendarBugsTest.class.getResourceAsStream("/golden/bugs/calendars.json")) {
      return new ObjectMapper().readTree(in).get("scenarios");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> scenario() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode scenario : SCENARIOS) {
      tests.add(DynamicTest.dynamicTest(scenario.get("name").asText(), () -> check(scenario)));
    }
    return tests.stream();
  }

  @Test
  void allOfThem() {
    assertThat(SCENARIOS).hasSize(67);
  }

  private static void check(JsonNode scenario) {
    ImportedCalendar calendar =
        switch (ImportedCalendar.read(scenario.get("steps").get(0).get("raw_body").asText())) {
          case ImportedCalendar.Reading.Read read -> read.calendar();
          case ImportedCalendar.Reading.Unreadable no -> throw new AssertionError(no.why());
        };
    var details = new Schedule.Details("S1", "org", null, "s", null, null, Instant.EPOCH, 0);
    Rota rota =
        new Rota(
            new Schedule.Ical(details, "https://example.com/a.ics", null),
            List.of(),
            new CalendarPair(calendar, null, ImportedCalendarGoldenTest::user),
            List.of(),
            user -> true);
    int asked = 0;
    for (JsonNode step : scenario.get("steps")) {
      String path = step.get("path").asText();
      JsonNode body = step.at("/expect/body");
      if (path.contains("final_shifts")) {
        assertThat(rows(rota, path)).isEqualTo(rows(body));
        // What is not on call at all is told.
        if (body.get("count").asInt() == 0) {
          assertThat(calendar.problems()).singleElement().asString().contains("\"user1\"", "rule");
        }
        asked++;
      } else if (path.contains("on_call?at=")) {
        Instant at = Instant.parse(path.split("at=")[1].replaceFirst("\\{\\{.*}}", "2026-12-02"));
        String user = body.at("/users/0/pk").asText();
        assertThat(OnCall.at(rota, at).users()).containsExactly(user.replaceAll("[{}]", ""));
        asked++;
      }
    }
    assertThat(asked).isPositive();
  }

  private static List<String> rows(Rota rota, String path) {
    String[] days = path.split("_date=|&");
    var window =
        new Window(Instant.parse(days[1] + "T00:00:00Z"), Instant.parse(days[3] + "T00:00:00Z"));
    return FinalSchedule.of(rota, window).rows().stream()
        .map(row -> row.user() + " " + row.start() + " " + row.end())
        .toList();
  }

  private static List<String> rows(JsonNode body) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : body.get("results")) {
      rows.add(
          row.get("user_pk").asText().replaceAll("[{}]", "")
              + " "
              + row.get("shift_start").asText()
              + " "
              + row.get("shift_end").asText());
    }
    return rows;
  }
}
