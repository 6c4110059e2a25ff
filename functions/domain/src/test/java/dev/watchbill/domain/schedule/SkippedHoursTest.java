package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.IanaZones;
import dev.watchbill.domain.schedule.ical.ImportedCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Events that begin or end where a clock jumps, in all zones and at all their changes: one of
 * positive length is never nothing, and one that begins in a skipped hour keeps its length.
 */
class SkippedHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final DateTimeFormatter ICAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private static List<String> onCall(Shift shift, ZoneId zone, Instant from, Instant to) {
    Rota rota = Rota.of(Recorded.calendar(zone), List.of(shift), user -> true);
    return FinalSchedule.of(rota, new Window(from, to)).rows().stream()
        .map(row -> row.start() + " " + row.end())
        .toList();
  }

  private static Shift.Details details(String start, Duration duration, ZoneId zone) {
    LocalDateTime at = LocalDateTime.parse(start);
    return new Shift.Details(
        "O1",
        "org",
        null,
        null,
        "shift",
        zone,
        0,
        at,
        at,
        duration,
        Shift.Source.API,
        Shift.Effective.ALWAYS,
        null,
        Instant.EPOCH,
        1);
  }

  private static Shift once(String start, Duration duration) {
    return new Shift.SingleEvent(details(start, duration, BERLIN), List.of("alice"), null);
  }

  @Test
  void theLastSundayOfMarchInBerlin() {
    Instant from = Instant.parse("2026-03-28T00:00:00Z");
    Instant to = Instant.parse("2026-03-31T00:00:00Z");
    // 02:30 is 03:30 there.
    assertThat(onCall(once("2026-03-29T02:30:00", Duration.ofHours(1)), BERLIN, from, to))
        .containsExactly("2026-03-29T01:30:00Z 2026-03-29T02:30:00Z");
    assertThat(onCall(once("2026-03-29T02:30:00", Duration.ofHours(2)), BERLIN, from, to))
        .containsExactly("2026-03-29T01:30:00Z 2026-03-29T03:30:00Z");
    // A day is one of the clock, as ever: who begins at 02:30 is relieved at 02:30.
    assertThat(onCall(once("2026-03-29T02:30:00", Duration.ofDays(1)), BERLIN, from, to))
        .containsExactly("2026-03-29T01:30:00Z 2026-03-30T00:30:00Z");
    var daily =
        new Shift.RecurrentEvent(
            details("2026-03-01T02:30:00", Duration.ofHours(1), BERLIN),
            new Recurrence(
                Recurrence.Frequency.DAILY,
                1,
                List.of(),
                List.of(),
                List.of(),
                DayOfWeek.MONDAY,
                null),
            List.of("alice"));
    assertThat(onCall(daily, BERLIN, from, to))
        .containsExactly(
            "2026-03-28T01:30:00Z 2026-03-28T02:30:00Z",
            "2026-03-29T01:30:00Z 2026-03-29T02:30:00Z",
            "2026-03-30T00:30:00Z 2026-03-30T01:30:00Z");
  }

  @Test
  void untilStillCutsAnEventThatHasMoved() {
    var until = Instant.parse("2026-03-29T01:45:00Z"); // a quarter of an hour after 02:30
    Shift shift =
        new Shift.SingleEvent(
            details("2026-03-29T02:30:00", Duration.ofHours(2), BERLIN), List.of("alice"), until);
    assertThat(onCall(shift, BERLIN, until.minusSeconds(86_400), until.plusSeconds(86_400)))
        .containsExactly("2026-03-29T01:30:00Z 2026-03-29T01:45:00Z");
  }

  @Test
  void noEventIsNothing() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int asked = 0;
    int skipped = 0;
    for (String name : IanaZones.names()) {
      ZoneId zone = IanaZones.find(name).orElseThrow();
      for (ZoneOffsetTransition change : changes(zone, random)) {
        LocalDateTime before = change.getDateTimeBefore();
        long jump = Math.abs(change.getDuration().toSeconds());
        for (int i = 0; i < 6; i++) {
          LocalDateTime start =
              before.plusSeconds((long) ((random.nextDouble() * 3 - 1) * (jump + 1)));
          Duration length = length(random);
          String where = "seed %d, %s, %s for %s".formatted(seed, name, start, length);
          Instant begin = Shift.instantOf(start, zone);
          Instant end = Shift.endOf(start, length, zone.getRules());
          assertThat(end).as(where).isAfter(begin);
          boolean moved = zone.getRules().getValidOffsets(start).isEmpty();
          if (moved && length.compareTo(Duration.ofDays(1)) < 0) {
            assertThat(Duration.between(begin, end)).as(where).isEqualTo(length);
          }
          if (!moved) {
            assertThat(end).as(where).isEqualTo(Shift.instantOf(start.plus(length), zone));
          }
          if (moved) skipped++;
          if (asked++ % 8 == 0) asEvents(zone, start, length, begin, end, where);
        }
      }
    }
    assertThat(asked).isGreaterThan(10_000);
    assertThat(skipped).isGreaterThan(1_000);
  }

  /** The same as a shift and as an event of a calendar. */
  private static void asEvents(
      ZoneId zone, LocalDateTime start, Duration length, Instant begin, Instant end, String where) {
    Instant from = begin.minus(Duration.ofDays(1));
    Instant to = end.plus(Duration.ofDays(1));
    Shift shift =
        new Shift.SingleEvent(details(start.toString(), length, zone), List.of("alice"), null);
    assertThat(onCall(shift, zone, from, to)).as(where).containsExactly(begin + " " + end);
    if (begin.isBefore(Instant.parse("1900-01-03T00:00:00Z"))) return;
    String text =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:alice\nDTSTART;TZID=%s:%s\nDURATION:PT%dS\nEND:VEVENT\nEND:VCALENDAR\n"
            .formatted(zone.getId(), ICAL.format(start), length.toSeconds());
    if (ImportedCalendar.read(text) instanceof ImportedCalendar.Reading.Read(var calendar)) {
      assertThat(calendar.events(new Window(from, to), false, List::of).events())
          .as(where)
          .singleElement()
          .matches(event -> event.start().equals(begin) && event.end().equals(end));
    } else {
      throw new AssertionError(text);
    }
  }

  private static Duration length(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofSeconds(1 + random.nextInt(7_200));
      case 1 -> Duration.ofHours(1 + random.nextInt(24));
      case 2 -> Duration.ofDays(1 + random.nextInt(8));
      default -> Duration.ofSeconds(1 + random.nextInt(200_000));
    };
  }

  /** Up to four of the past, and two of the rules that go on, if it has any. */
  private static List<ZoneOffsetTransition> changes(ZoneId zone, Random random) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    List<ZoneOffsetTransition> all = zone.getRules().getTransitions();
    for (int i = 0; i < Math.min(4, all.size()); i++) {
      changes.add(all.get(random.nextInt(all.size())));
    }
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 2; i++) {
      ZoneOffsetTransition next = zone.getRules().nextTransition(at);
      if (next == null) break;
      changes.add(next);
      at = next.getInstant();
    }
    return changes;
  }
}
