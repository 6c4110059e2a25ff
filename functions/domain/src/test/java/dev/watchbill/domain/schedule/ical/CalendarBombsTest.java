package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.watchbill.domain.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calendars made to hurt end soon, in words that say what is wrong, and the rest of them works. */
class CalendarBombsTest {

  private static final Window WEEK = week("2026-06-01T00:00:00Z");

  private static Window week(String from) {
    Instant start = Instant.parse(from);
    return new Window(start, start.plus(Duration.ofDays(7)));
  }

  /** Far more than any of them takes, far less than one that is not stopped. */
  private static ImportedCalendar.Answer soon(String text, Window window) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          ImportedCalendar calendar = read(text);
          var answer = calendar.events(window, false, List::of);
          List<String> problems = new java.util.ArrayList<>(calendar.problems());
          problems.addAll(answer.problems());
          return new ImportedCalendar.Answer(answer.events(), problems);
        });
  }

  private static ImportedCalendar read(String text) {
    return switch (ImportedCalendar.read(text)) {
      case ImportedCalendar.Reading.Read read -> read.calendar();
      case ImportedCalendar.Reading.Unreadable unreadable ->
          throw new AssertionError(unreadable.why());
    };
  }

  private static String refused(String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            switch (ImportedCalendar.read(text)) {
              case ImportedCalendar.Reading.Read read -> throw new AssertionError(read.toString());
              case ImportedCalendar.Reading.Unreadable unreadable -> unreadable.why();
            });
  }

  private static String calendar(String... events) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + String.join("", events) + "END:VCALENDAR\n";
  }

  private static String event(String name, String... lines) {
    return "BEGIN:VEVENT\nUID:%s\nSUMMARY:%s\n%s\nEND:VEVENT\n"
        .formatted(name, name, String.join("\n", lines));
  }

  private static final String GOOD =
      event("alice", "DTSTART:20260601T080000Z", "DTEND:20260601T200000Z", "RRULE:FREQ=DAILY");

  private static void skips(String bomb, String problem) {
    var answer = soon(calendar(bomb, GOOD), WEEK);
    assertThat(answer.problems()).anyMatch(each -> each.contains(problem));
    assertThat(answer.events()).as("the rest works").hasSize(7);
    assertThat(answer.events()).allMatch(event -> event.users().equals(List.of("alice")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=SECONDLY;COUNT=2000000000",
        "FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50",
        "FREQ=DAILY;BYMINUTE=0,1,2;BYSECOND=0,1,2"
      })
  void aRuleThatNeverRests(String rule) {
    skips(
        event("bomb", "DTSTART:19700101T000000Z", "DTEND:19700101T000001Z", "RRULE:" + rule),
        "\"bomb\" repeats more often than every hour");
  }

  @Test
  void aMillionExceptions() {
    String dates = "EXDATE:" + "20260101T000000Z,".repeat(250_000);
    skips(
        event("bomb", "DTSTART:20260601T080000Z", "RRULE:FREQ=DAILY", dates),
        "\"bomb\" is too large");
    String lines = "EXDATE:20260101T000000Z\n".repeat(200_000);
    skips(event("bomb", "DTSTART:20260601T080000Z", lines), "\"bomb\" is too large");
    String fewer = "EXDATE:" + "20260101T000000Z,".repeat(14_000) + "20260101T000000Z";
    skips(
        event("bomb", "DTSTART:20260601T080000Z", "RRULE:FREQ=DAILY", fewer),
        "names more than 4000 dates");
    String extra = "RDATE:" + "20260101T000000Z,".repeat(14_000) + "20260101T000000Z";
    skips(event("bomb", "DTSTART:20260601T080000Z", extra), "names more than 4000 dates");
  }

  @Test
  void aHundredMegabytes() {
    assertThat(refused("BEGIN:VCALENDAR\n" + "X".repeat(100_000_000))).contains("longer than 5 MB");
  }

  @Test
  void aLineWithoutEnd() {
    skips(
        event("bomb", "DTSTART:20260601T080000Z", "DESCRIPTION:" + "x".repeat(4_000_000)),
        "\"bomb\" is too large");
    assertThat(soon(calendar("X-LONG:" + "\n x".repeat(1_000_000) + "\n", GOOD), WEEK).events())
        .hasSize(7);
  }

  @Test
  void depth() {
    assertThat(refused(calendar(GOOD, "BEGIN:VEVENT\n", "BEGIN:X\n".repeat(300_000))))
        .contains("more than 8 deep");
  }

  @Test
  void moreEventsThanAnybodyHas() {
    String tiny = "BEGIN:VEVENT\nUID:a\nDTSTART:20260601T080000Z\nEND:VEVENT\n";
    assertThat(refused(calendar(tiny.repeat(60_000)))).contains("more than 20000 events");
    assertThat(refused(calendar("BEGIN:VTIMEZONE\nTZID:a\nEND:VTIMEZONE\n".repeat(10_000))))
        .contains("more than 200 time zones");
  }

  @Test
  void thousandsOfEndlessRules() {
    String endless =
        event("a", "DTSTART:20000101T080000Z", "DTEND:20000101T090000Z", "RRULE:FREQ=HOURLY");
    Instant start = WEEK.start();
    var year = new Window(start, start.plus(Duration.ofDays(365)));
    var answer = soon(calendar(endless.repeat(10_000)), year);
    assertThat(answer.events()).hasSizeLessThanOrEqualTo(100_000);
    assertThat(answer.problems()).hasSize(51).last().asString().endsWith("more");
  }

  @Test
  void eventsLongerThanTheirWorld() {
    skips(
        event("bomb", "DTSTART:19700101T000000Z", "DTEND:20300101T000000Z", "RRULE:FREQ=HOURLY"),
        "\"bomb\" has too many repetitions");
    skips(
        event("bomb", "DTSTART:19700101T000000Z", "DURATION:P2000000000D"),
        "lasts longer than a hundred years");
    skips(event("bomb", "DTSTART:19700101T000000Z", "DURATION:-PT1H"), "has a negative DURATION");
  }

  @Test
  void aRuleThatCountsToABillion() {
    skips(
        event(
            "bomb",
            "DTSTART:19700101T000000Z",
            "DURATION:PT1H",
            "RRULE:FREQ=HOURLY;COUNT=999999999"),
        "\"bomb\" has too many repetitions");
  }

  @Test
  void rulesThatNeverComeTrue() {
    skips(
        event("bomb", "DTSTART:20260101T000000Z", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31"),
        "\"bomb\" has a rule that");
    String list = "RRULE:FREQ=YEARLY;BYYEARDAY=" + "366,".repeat(300) + "366";
    skips(event("bomb", "DTSTART:20260101T000000Z", list), "\"bomb\" has a rule that");
  }

  @Test
  void aZoneThatChangesEverySecond() {
    String zone =
        "BEGIN:VTIMEZONE\nTZID:Bomb\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0100\n"
            + "TZOFFSETTO:+0200\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n";
    var answer =
        soon(
            calendar(
                zone,
                event(
                    "bob", "DTSTART;TZID=Bomb:20260601T080000", "DTEND;TZID=Bomb:20260601T090000")),
            WEEK);
    assertThat(answer.problems())
        .containsExactly("time zone \"Bomb\" is unknown and was read as UTC");
    assertThat(answer.events()).hasSize(1);
    assertThat(answer.events().getFirst().start()).isEqualTo("2026-06-01T08:00:00Z");
  }

  @Test
  void aWeekIsAsCheapAfterAThousandYears() {
    String text =
        calendar(
            event("a", "DTSTART:19000101T000000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY"),
            event("b", "DTSTART:20250101T000000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY"));
    var answer = soon(text, week("2900-06-04T00:00:00Z"));
    assertThat(answer.problems()).isEmpty();
    assertThat(answer.events()).hasSize(2 * 7 * 24);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<html><body>Sign in</body></html>",
        "{\"error\": \"gone\"}",
        "BEGIN:VEVENT\nEND:VEVENT\n",
        "\0\0\0\0",
        "END:VCALENDAR\n"
      })
  void whatIsNoCalendar(String text) {
    assertThat(refused(text)).contains("not a calendar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DTSTART:yesterday",
        "DTSTART:99999999T999999Z",
        "DTSTART;VALUE=DATE:2026",
        "DTSTART:18000101T000000Z",
        "DTSTART:20260601T080000Z\nDTEND:later",
        "DTSTART:20260601T080000Z\nRRULE:FREQ=SOMETIMES",
        "DTSTART:20260601T080000Z\nRRULE:",
        "DTSTART:20260601T080000Z\nRRULE:FREQ=DAILY;UNTIL=never",
        "DTSTART:20260601T080000Z\nRDATE;VALUE=PERIOD:20260601T080000Z/20260601T070000Z",
        "DTSTART:20260601T080000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        "DTSTART:20260601T080000Z\nEXRULE:FREQ=WEEKLY",
        "DTSTART:20260601T080000Z\nDURATION:soon"
      })
  void brokenEventsAreNamedAndTheRestWorks(String lines) {
    skips(event("broken one", lines), "event \"broken one\" ");
  }

  @Test
  void eventsWithoutEndOrColon() {
    skips(
        "BEGIN:VEVENT\nUID:x\nSUMMARY:cut off\nDTSTART:20260601T080000Z\n",
        "\"cut off\" has no end");
    var answer =
        soon(
            calendar(event("bob", "garbage", "DTSTART:20260601T080000Z", "", "DURATION:PT1H")),
            WEEK);
    assertThat(answer.problems()).isEmpty();
    assertThat(answer.events()).hasSize(1);
  }
}
