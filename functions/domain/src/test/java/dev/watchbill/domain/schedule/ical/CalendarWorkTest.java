package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a stranger's calendar may cost, counted and not measured: whatever rules and dates it has, a
 * question looks at no more than {@link CalendarLimits#WORK} starts, give or take what one event
 * may cost, and whoever does not fit is named.
 */
@Timeout(300) // thousands of generated rules
class CalendarWorkTest {

  /** A rule that makes nothing is given up after its periods; one such may be begun at the end. */
  private static final long ONE_MORE =
      (long) CalendarLimits.EMPTY_PERIODS * CalendarLimits.STARTS_PER_PERIOD
          + CalendarLimits.WORK_PER_EVENT;

  private static ImportedCalendar read(String text) {
    return switch (ImportedCalendar.read(text)) {
      case ImportedCalendar.Reading.Read(ImportedCalendar calendar) -> calendar;
      case ImportedCalendar.Reading.Unreadable no -> throw new AssertionError(no.why());
    };
  }

  private static Window window(Random random) {
    Instant from =
        Instant.parse("1990-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(20_000)));
    return new Window(from, from.plus(Duration.ofDays(1 + random.nextInt(400))));
  }

  private static String calendar(List<String> events) {
    return "BEGIN:VCALENDAR\n" + String.join("", events) + "END:VCALENDAR\n";
  }

  private static String event(int number, String... lines) {
    return "BEGIN:VEVENT\nUID:e%d\nSUMMARY:e%d\n%s\nEND:VEVENT\n"
        .formatted(number, number, String.join("\n", lines));
  }

  @Test
  void generatedRules() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int left = 0;
    int stood = 0;
    for (int i = 0; i < 30; i++) {
      List<String> events = new ArrayList<>();
      for (int e = 0; e < 200; e++) {
        String start =
            "%04d%02d%02dT000000"
                .formatted(
                    1900 + random.nextInt(130), 1 + random.nextInt(12), 1 + random.nextInt(28));
        events.add(
            event(
                e,
                "DTSTART:" + start,
                "DURATION:PT" + (1 + random.nextInt(90_000)) + "S",
                "RRULE:" + rule(random)));
      }
      ImportedCalendar calendar = read(calendar(events));
      Expansion question = calendar.expanded(window(random), false, List::of);
      assertThat(question.work())
          .as("seed %d, calendar %d", seed, i)
          .isBetween(1L, CalendarLimits.WORK + ONE_MORE);
      left += question.problems.size();
      stood += question.occurrences.size();
    }
    assertThat(left).as("seed %d", seed).isPositive();
    assertThat(stood).as("seed %d", seed).isPositive();
  }

  private static String rule(Random random) {
    var rule = new StringBuilder("FREQ=");
    rule.append(List.of("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY").get(random.nextInt(5)));
    if (random.nextBoolean())
      rule.append(";INTERVAL=")
          .append(1 + random.nextInt(random.nextInt(9) == 0 ? Integer.MAX_VALUE - 1 : 5));
    if (random.nextBoolean())
      rule.append(";COUNT=").append(1 + random.nextInt(Integer.MAX_VALUE - 1));
    list(rule, "BYMONTH", 1, 12, random);
    list(rule, "BYMONTHDAY", 28, 31, random);
    if (random.nextInt(3) == 0)
      rule.append(";BYDAY=MO,TU,WE,TH,FR,SA,SU", 0, 9 + 3 * random.nextInt(7));
    list(rule, "BYHOUR", 0, 23, random);
    if (random.nextInt(4) == 0) rule.append(";BYMINUTE=0,30");
    if (random.nextInt(6) == 0) rule.append(";BYSETPOS=").append(1 + random.nextInt(366));
    return rule.toString();
  }

  private static void list(StringBuilder rule, String part, int from, int to, Random random) {
    if (random.nextInt(3) > 0) return;
    rule.append(';').append(part).append('=').append(from + random.nextInt(to - from + 1));
    for (int i = random.nextInt(to - from + 1); i > 0; i--) {
      rule.append(',').append(from + random.nextInt(to - from + 1));
    }
  }

  @Test
  void datesAreCounted() {
    String dates = dates(5_000);
    List<String> tooMany = new ArrayList<>();
    for (int e = 0; e < 20; e++) {
      tooMany.add(event(e, "DTSTART:20260601T080000Z", "DURATION:PT1H", "RDATE:" + dates));
    }
    ImportedCalendar none = read(calendar(tooMany));
    assertThat(none.problems())
        .hasSize(20)
        .allMatch(each -> each.contains("names more than 4000 dates"));

    String fewer = dates(3_900);
    List<String> many = new ArrayList<>();
    for (int e = 0; e < 50; e++) {
      many.add(
          event(
              e,
              "DTSTART:20260601T080000Z",
              "DURATION:PT1H",
              (e % 2 == 0 ? "RDATE:" : "EXDATE:") + fewer));
    }
    ImportedCalendar some = read(calendar(many));
    assertThat(some.problems())
        .hasSize(40)
        .allMatch(each -> each.contains("beyond the 40000 dates"));
    assertThat(some.problems().getFirst()).startsWith("event \"e10\"");
    Instant june = Instant.parse("2026-06-01T00:00:00Z");
    Expansion question =
        some.expanded(new Window(june, june.plus(Duration.ofDays(1))), false, List::of);
    assertThat(question.work()).isEqualTo(10 + 5 * 3_900);
  }

  private static String dates(int count) {
    List<String> dates = new ArrayList<>();
    for (int i = 0; i < count; i++)
      dates.add("2026%02d%02dT%02d0000Z".formatted(1 + i / 24 / 28 % 12, 1 + i / 24 % 28, i % 24));
    return String.join(",", dates);
  }

  /** Thousands of series of one UID and thousands of changes of them. */
  @Test
  void changesAreShared() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      events.add(
          "BEGIN:VEVENT\nUID:a\nSUMMARY:s%d\nDTSTART:202601%02dT%02d%02d00Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n"
              .formatted(i, 1 + i % 28, i / 60 % 24, i % 60));
    }
    for (int i = 0; i < 6_000; i++) {
      events.add(
          "BEGIN:VEVENT\nUID:a\nSUMMARY:bob\nRECURRENCE-ID;RANGE=THISANDFUTURE:2026%02d%02dT%02d%02d00Z\nDTSTART:20270101T000000Z\nEND:VEVENT\n"
              .formatted(1 + i % 12, 1 + i % 28, i / 60 % 24, i % 60));
    }
    Instant june = Instant.parse("2026-06-01T00:00:00Z");
    Expansion question =
        read(calendar(events))
            .expanded(new Window(june, june.plus(Duration.ofDays(7))), false, List::of);
    assertThat(question.work()).isLessThanOrEqualTo(CalendarLimits.WORK + ONE_MORE);
  }

  /** Every zone of its own, each with the same changes over and over. */
  @Test
  void zonesOfRepeatedObservances() {
    var text = new StringBuilder("BEGIN:VCALENDAR\n");
    for (int z = 0; z < 150; z++) {
      text.append("BEGIN:VTIMEZONE\nTZID:z").append(z).append('\n');
      for (int i = 0; i < 190; i++) {
        text.append(
            "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=1SU\nEND:STANDARD\n");
      }
      text.append("END:VTIMEZONE\n");
    }
    for (int z = 0; z < 150; z++) {
      text.append(event(z, "DTSTART;TZID=z" + z + ":20260601T080000", "DURATION:PT1H"));
    }
    assertThat(read(text.append("END:VCALENDAR\n").toString()).problems())
        .hasSize(51)
        .first()
        .asString()
        .contains("time zone \"z0\" is unknown");
  }

  /** A title as long as an event may be, of an event every hour: it is looked up once. */
  @Test
  void aNameIsLookedUpOnce() {
    String text =
        calendar(
            List.of(
                event(
                    1,
                    "DESCRIPTION:" + "x".repeat(200_000),
                    "DTSTART:20200101T000000Z",
                    "DURATION:PT1H",
                    "RRULE:FREQ=HOURLY")));
    int[] asked = {0};
    Instant june = Instant.parse("2026-06-01T00:00:00Z");
    Expansion question =
        read(text)
            .expanded(
                new Window(june, june.plus(Duration.ofDays(100))),
                false,
                name -> {
                  asked[0]++;
                  return List.of();
                });
    assertThat(question.occurrences).hasSize(2_400);
    assertThat(asked[0]).isEqualTo(2);
  }
}
