package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.IanaZones;
import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which clock a calendar means. */
class CalendarZonesTest {

  private static final Window JULY =
      new Window(Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2026-08-01T00:00:00Z"));

  private static List<String> events(String text) {
    return switch (ImportedCalendar.read(text)) {
      case ImportedCalendar.Reading.Read(ImportedCalendar calendar) -> {
        assertThat(calendar.problems()).isEmpty();
        yield calendar.events(JULY, false, List::of).events().stream()
            .map(CalendarZonesTest::told)
            .sorted()
            .toList();
      }
      case ImportedCalendar.Reading.Unreadable no -> throw new AssertionError(no.why());
    };
  }

  private static String told(Occurrence event) {
    return event.start() + " " + event.end();
  }

  private static String calendar(String own, String... lines) {
    return "BEGIN:VCALENDAR\nX-WR-TIMEZONE:%s\nBEGIN:VEVENT\nUID:1\nSUMMARY:alice\n%s\nEND:VEVENT\nEND:VCALENDAR\n"
        .formatted(own, String.join("\n", lines));
  }

  @Test
  void everyWindowsNameIsItsZone() throws IOException {
    int names = 0;
    try (InputStream table = Clocks.class.getResourceAsStream("windows-zones.tsv")) {
      for (String line :
          new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("#")) continue;
        String[] row = line.split("\t");
        Clock expected = new Clock(IanaZones.find(row[1]).orElseThrow().getRules());
        var clocks = new Clocks();
        assertThat(clocks.named(row[0])).as(line).isEqualTo(expected);
        assertThat(clocks.named(row[0].toUpperCase(Locale.ROOT))).as(line).isEqualTo(expected);
        assertThat(clocks.unknown()).as(line).isEmpty();
        names++;
      }
    }
    assertThat(names).isEqualTo(143);
  }

  @Test
  void everyNameOfTheListIsItself() {
    var clocks = new Clocks();
    for (String name : IanaZones.names()) {
      var expected = new Clock(IanaZones.find(name).orElseThrow().getRules());
      for (String prefix :
          List.of("", "/", "/citadel.org/20230101_1/", "/softwarestudio.org/Olson_1/")) {
        assertThat(clocks.named(prefix + name)).as(prefix + name).isEqualTo(expected);
      }
    }
    assertThat(clocks.unknown()).isEmpty();
    assertThat(IanaZones.names())
        .contains("EST", "MST", "HST", "ROC", "GMT+0")
        .doesNotContain("GMT+2");
  }

  @ParameterizedTest
  @CsvSource({
    "EST,-5",
    "MST,-7",
    "HST,-10",
    "ROC,8",
    "europe/berlin,2",
    "W. EUROPE STANDARD TIME,2",
    "'(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna',2"
  })
  void offsets(String name, int hours) {
    var noon = LocalDateTime.of(2026, 7, 15, 12, 0);
    assertThat(new Clocks().named(name).instantOf(noon))
        .isEqualTo(Instant.parse("2026-07-15T12:00:00Z").minusSeconds(hours * 3_600L));
  }

  @Test
  void whatNobodyKnowsIsUtcAndTold() {
    var clocks = new Clocks();
    for (String name : List.of("Mars/Olympus", "/a/b/c", "GMT+2", "/".repeat(100_000))) {
      assertThat(clocks.named(name)).isEqualTo(Clock.UTC);
    }
    assertThat(clocks.unknown()).hasSize(4);
  }

  @Test
  void theCalendarsOwnZoneHoldsForDaysAndForTimesWithoutOne() {
    assertThat(events(calendar("Asia/Tokyo", "DTSTART:20260702T090000", "DTEND:20260702T170000")))
        .containsExactly("2026-07-02T00:00:00Z 2026-07-02T08:00:00Z");
    assertThat(events(calendar("Tokyo Standard Time", "DTSTART;VALUE=DATE:20260702")))
        .containsExactly("2026-07-01T15:00:00Z 2026-07-02T15:00:00Z");
    assertThat(events(calendar("Asia/Tokyo", "DTSTART:20260702T090000Z", "DURATION:PT1H")))
        .containsExactly("2026-07-02T09:00:00Z 2026-07-02T10:00:00Z");
    assertThat(
            events(
                calendar(
                    "Asia/Tokyo", "DTSTART;TZID=Europe/Berlin:20260702T090000", "DURATION:PT1H")))
        .containsExactly("2026-07-02T07:00:00Z 2026-07-02T08:00:00Z");
  }

  /** Of two calendars in one text each has its own. */
  @Test
  void eachCalendarHasItsOwn() {
    String day = "DTSTART;VALUE=DATE:20260702";
    String plain =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:2\nSUMMARY:bob\n"
            + day
            + "\nEND:VEVENT\nEND:VCALENDAR\n";
    assertThat(events(calendar("Asia/Tokyo", day) + plain))
        .containsExactly(
            "2026-07-01T15:00:00Z 2026-07-02T15:00:00Z",
            "2026-07-02T00:00:00Z 2026-07-03T00:00:00Z");
  }

  /** A day of a series is named by a date, by a local midnight, or by that midnight in UTC. */
  @ParameterizedTest
  @CsvSource({
    "EXDATE;VALUE=DATE:20260703",
    "EXDATE:20260703",
    "EXDATE:20260703T000000",
    "EXDATE;TZID=Asia/Tokyo:20260703T000000",
    "EXDATE;TZID=Tokyo Standard Time:20260703T000000",
    "EXDATE;TZID=America/New_York:20260703T000000",
    "EXDATE:20260702T150000Z"
  })
  void aDayOfASeries(String excluded) {
    assertThat(
            events(
                calendar(
                    "Asia/Tokyo",
                    "DTSTART;VALUE=DATE:20260702",
                    "RRULE:FREQ=DAILY;COUNT=3",
                    excluded)))
        .containsExactly(
            "2026-07-01T15:00:00Z 2026-07-02T15:00:00Z",
            "2026-07-03T15:00:00Z 2026-07-04T15:00:00Z");
  }

  @Test
  void anAddedDayIsAtTheTimeOfTheSeries() {
    assertThat(
            events(
                calendar(
                    "UTC",
                    "DTSTART;TZID=Europe/Berlin:20260702T090000",
                    "DURATION:PT1H",
                    "RDATE;VALUE=DATE:20260710")))
        .containsExactly(
            "2026-07-02T07:00:00Z 2026-07-02T08:00:00Z",
            "2026-07-10T07:00:00Z 2026-07-10T08:00:00Z");
    assertThat(
            events(
                calendar(
                    "UTC",
                    "DTSTART;VALUE=DATE:20260702",
                    "RDATE;TZID=Europe/Berlin:20260710T000000")))
        .containsExactly(
            "2026-07-02T00:00:00Z 2026-07-03T00:00:00Z",
            "2026-07-10T00:00:00Z 2026-07-11T00:00:00Z");
  }
}
