package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events with a RECURRENCE-ID, for one instance or for the rest of a series. */
class ChangedSeriesTest {

  private static final String SERIES =
      event(
          "alice",
          "DTSTART;TZID=Europe/Berlin:20260323T090000",
          "DURATION:PT8H",
          "RRULE:FREQ=DAILY;COUNT=9");

  private static String event(String who, String... lines) {
    return "BEGIN:VEVENT\nUID:u\nSUMMARY:%s\n%s\nEND:VEVENT\n"
        .formatted(who, String.join("\n", lines));
  }

  private static String change(String who, String instance, String... lines) {
    return event(
        who, "RECURRENCE-ID;RANGE=THISANDFUTURE" + instance + "\n" + String.join("\n", lines));
  }

  private static List<String> told(String from, int days, String... events) {
    String text = "BEGIN:VCALENDAR\n" + String.join("", events) + "END:VCALENDAR\n";
    Instant start = Instant.parse(from + "T00:00:00Z");
    return switch (ImportedCalendar.read(text)) {
      case ImportedCalendar.Reading.Read(ImportedCalendar calendar) ->
          calendar
              .events(new Window(start, start.plus(Duration.ofDays(days))), false, List::of)
              .events()
              .stream()
              .map(
                  e ->
                      e.start().toString().substring(5, 16)
                          + " "
                          + e.users().getFirst()
                          + " "
                          + Duration.between(e.start(), e.end()).toHours())
              .sorted()
              .toList();
      case ImportedCalendar.Reading.Unreadable no -> throw new AssertionError(no.why());
    };
  }

  @Test
  void theRestMovesByTheSameDifferenceOnItsClock() {
    // Over the night of 29 March, when Berlin changes its clocks.
    String later =
        change(
            "bob",
            ";TZID=Europe/Berlin:20260327T090000",
            "DTSTART;TZID=Europe/Berlin:20260327T110000",
            "DURATION:PT1H");
    List<String> all =
        List.of(
            "03-23T08:00 alice 8",
            "03-24T08:00 alice 8",
            "03-25T08:00 alice 8",
            "03-26T08:00 alice 8",
            "03-27T10:00 bob 1",
            "03-28T10:00 bob 1",
            "03-29T09:00 bob 1",
            "03-30T09:00 bob 1",
            "03-31T09:00 bob 1");
    assertThat(told("2026-03-20", 30, SERIES, later)).isEqualTo(all);
    assertThat(told("2026-03-20", 30, later, SERIES)).isEqualTo(all);
    // The windows that hold one of them hold exactly that one.
    for (String each : all) {
      String day = "2026-" + each.substring(0, 5);
      assertThat(told(day, 1, SERIES, later)).containsExactly(each);
    }
  }

  @Test
  void farAway() {
    String back =
        change(
            "bob",
            ";TZID=Europe/Berlin:20260327T090000",
            "DTSTART;TZID=Europe/Berlin:20260127T090000",
            "DURATION:PT2H");
    assertThat(told("2026-01-29", 1, SERIES, back)).containsExactly("01-29T08:00 bob 2");
    String ahead =
        change(
            "bob",
            ";TZID=Europe/Berlin:20260327T090000",
            "DTSTART;TZID=Europe/Berlin:20270127T090000",
            "DURATION:PT2H");
    assertThat(told("2027-01-29", 1, SERIES, ahead)).containsExactly("01-29T08:00 bob 2");
  }

  @Test
  void theNextChangeAndOneInstance() {
    String first = change("bob", ":20260325T080000Z", "DTSTART:20260325T080000Z", "DURATION:PT1H");
    String second =
        change(
            "eve",
            ";TZID=Europe/Berlin:20260328T090000",
            "DTSTART;TZID=Europe/Berlin:20260328T100000",
            "DURATION:PT1H");
    String one =
        event("dan", "RECURRENCE-ID:20260326T080000Z", "DTSTART:20260326T120000Z", "DURATION:PT1H");
    String none =
        event(
            "dan",
            "RECURRENCE-ID:20260330T070000Z",
            "DTSTART:20260330T120000Z",
            "STATUS:CANCELLED");
    assertThat(told("2026-03-20", 30, SERIES, second, one, first, none))
        .containsExactly(
            "03-23T08:00 alice 8",
            "03-24T08:00 alice 8",
            "03-25T08:00 bob 1",
            "03-26T12:00 dan 1",
            "03-27T08:00 bob 1",
            "03-28T09:00 eve 1",
            "03-29T08:00 eve 1",
            "03-31T08:00 eve 1");
  }

  @Test
  void cancelledFromThereOn() {
    String end =
        change(
            "alice",
            ";VALUE=DATE:20260325",
            "DTSTART;TZID=Europe/Berlin:20260325T090000",
            "STATUS:CANCELLED");
    assertThat(told("2026-03-20", 30, SERIES, end))
        .containsExactly("03-23T08:00 alice 8", "03-24T08:00 alice 8");
  }

  @Test
  void aRuleOfItsOwnEndsTheSeries() {
    String other =
        change(
            "bob",
            ";TZID=Europe/Berlin:20260325T090000",
            "DTSTART;TZID=Europe/Berlin:20260325T090000",
            "DURATION:PT1H",
            "RRULE:FREQ=WEEKLY;COUNT=2");
    assertThat(told("2026-03-20", 30, SERIES, other))
        .containsExactly(
            "03-23T08:00 alice 8", "03-24T08:00 alice 8", "03-25T08:00 bob 1", "04-01T07:00 bob 1");
  }

  @Test
  void wholeDays() {
    String days = event("alice", "DTSTART;VALUE=DATE:20260323", "RRULE:FREQ=DAILY;COUNT=4");
    String later =
        change(
            "bob",
            ";TZID=Asia/Tokyo:20260325T000000",
            "DTSTART;VALUE=DATE:20260326",
            "DTEND;VALUE=DATE:20260328");
    assertThat(told("2026-03-20", 30, days, later))
        .containsExactly(
            "03-23T00:00 alice 24",
            "03-24T00:00 alice 24",
            "03-26T00:00 bob 48",
            "03-27T00:00 bob 48");
  }

  @Test
  void withoutASeriesItIsAnEvent() {
    String alone = change("bob", ":20260325T080000Z", "DTSTART:20260325T100000Z", "DURATION:PT1H");
    assertThat(told("2026-03-20", 30, alone)).containsExactly("03-25T10:00 bob 1");
  }

  @Test
  void anUnreadableDateIsToldAndTheEventStands() {
    String text =
        "BEGIN:VCALENDAR\n"
            + event(
                "alice",
                "DTSTART:20260323T080000Z",
                "RRULE:FREQ=DAILY;COUNT=3",
                "EXDATE: ,,never,20260324T080000Z",
                "RDATE:",
                "RDATE:20260399T080000Z,20260401T080000Z/backwards")
            + "END:VCALENDAR\n";
    if (!(ImportedCalendar.read(text) instanceof ImportedCalendar.Reading.Read(var calendar)))
      throw new AssertionError();
    assertThat(calendar.problems())
        .containsExactly(
            "event \"alice\" has an RDATE that is none: \"20260399T080000Z\"",
            "event \"alice\" has an EXDATE that is none: \"never\"");
    assertThat(told("2026-03-20", 30, text.substring(16, text.indexOf("END:VCALENDAR"))))
        .containsExactly("03-23T08:00 alice 0", "03-25T08:00 alice 0");
  }
}
