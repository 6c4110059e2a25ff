package dev.watchbill.domain.schedule;

import static dev.watchbill.domain.schedule.ScheduleNewsTest.zoned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.schedule.Schedule.ZoneChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A new zone of a schedule counts from the change on: the past never changes. */
class ScheduleZoneTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** 21:00 in Tokyo, 14:00 in Berlin, 08:00 in New York. */
  private static final Instant CHANGE = Instant.parse("2026-07-01T12:00:00Z");

  private static final Schedule.Calendar TOKYO_ONLY = (Schedule.Calendar) Recorded.calendar(TOKYO);

  private static Shift.Details details(String start, @Nullable ZoneId zone) {
    LocalDateTime at = LocalDateTime.parse(start);
    return new Shift.Details(
        "O1",
        "org",
        null,
        null,
        null,
        zone,
        0,
        at,
        at,
        Duration.ofHours(24),
        Shift.Source.API,
        Shift.Effective.ALWAYS,
        null,
        Instant.EPOCH,
        1);
  }

  private static Shift turns(@Nullable ZoneId zone) {
    return new Shift.RollingUsers(
        details("2026-06-01T09:00:00", zone),
        Recurrence.every(Recurrence.Frequency.DAILY),
        List.of(List.of("ann"), List.of("bob")),
        0);
  }

  private static List<String> rows(Schedule schedule, Shift shift, String from, String to) {
    Rota rota = Rota.of(schedule, List.of(shift), user -> true);
    return FinalSchedule.of(rota, new Window(Instant.parse(from), Instant.parse(to)))
        .rows()
        .stream()
        .map(row -> row.user() + " " + row.start() + " " + row.end())
        .toList();
  }

  @Test
  void whatWasStaysOnTheOldClockAndWhatComesIsOnTheNewOne() {
    Schedule.Calendar berlin = zoned(TOKYO_ONLY, BERLIN, CHANGE);
    String from = "2026-06-29T00:00:00Z";
    assertThat(rows(berlin, turns(null), from, CHANGE.toString()))
        .isEqualTo(rows(TOKYO_ONLY, turns(null), from, CHANGE.toString()));
    String to = "2026-07-04T00:00:00Z";
    assertThat(rows(berlin, turns(null), CHANGE.toString(), to))
        .isEqualTo(rows(Recorded.calendar(BERLIN), turns(null), CHANGE.toString(), to));
    assertThat(rows(berlin, turns(null), "2026-06-30T12:00:00Z", "2026-07-03T00:00:00Z"))
        .containsExactly(
            "bob 2026-06-30T12:00:00Z 2026-07-01T00:00:00Z",
            "ann 2026-07-01T00:00:00Z 2026-07-01T12:00:00Z",
            "ann 2026-07-01T12:00:00Z 2026-07-02T07:00:00Z",
            "bob 2026-07-02T07:00:00Z 2026-07-03T00:00:00Z");
  }

  @Test
  void aShiftWithAZoneOfItsOwnAndAnOverrideDoNotNotice() {
    Schedule.Calendar berlin = zoned(TOKYO_ONLY, BERLIN, CHANGE);
    Shift own = turns(NEW_YORK);
    Shift override = new Shift.Override(details("2026-07-01T09:00:00", null), List.of("ann"), null);
    for (Shift shift : List.of(own, override)) {
      assertThat(berlin.asRead(shift)).containsExactly(shift);
      assertThat(berlin.firstZoneOf(shift)).isEqualTo(berlin.zoneOf(shift));
    }
  }

  @Test
  void everyZoneHasItsTime() {
    Schedule.Calendar three =
        zoned(zoned(TOKYO_ONLY, BERLIN, CHANGE), NEW_YORK, CHANGE.plus(Duration.ofDays(2)));
    assertThat(three.asRead(turns(null)))
        .extracting(
            piece -> piece.details().zone(),
            piece -> piece.details().effective().from(),
            piece -> piece.details().effective().to())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(TOKYO, null, CHANGE),
            org.assertj.core.groups.Tuple.tuple(BERLIN, CHANGE, CHANGE.plus(Duration.ofDays(2))),
            org.assertj.core.groups.Tuple.tuple(NEW_YORK, CHANGE.plus(Duration.ofDays(2)), null));
    assertThat(three.firstZoneOf(turns(null))).isEqualTo(TOKYO);
    // What an edit has kept of the past before the first change has one zone.
    Shift past =
        turns(null).with(turns(null).details().withEffective(new Shift.Effective(null, CHANGE)));
    assertThat(three.asRead(past)).hasSize(1);
  }

  @Test
  void zonesWithTheSameClockAreOne() {
    Schedule.Calendar utc = (Schedule.Calendar) Recorded.calendar(ZoneOffset.UTC);
    assertThat(zoned(utc, ZoneId.of("UTC"), CHANGE).changes()).isEmpty();
    assertThat(zoned(TOKYO_ONLY, TOKYO, CHANGE).changes()).isEmpty();
  }

  @Test
  void ofTwoChangesInOneSecondTheSecondCounts() {
    Schedule.Calendar twice = zoned(zoned(TOKYO_ONLY, BERLIN, CHANGE), NEW_YORK, CHANGE);
    assertThat(twice.changes()).containsExactly(new ZoneChange(CHANGE, TOKYO));
    assertThat(zoned(twice, TOKYO, CHANGE).changes()).isEmpty();
    // What is written without a change of zone leaves what is known of earlier ones.
    assertThat(zoned(twice, NEW_YORK, CHANGE).changes()).isEqualTo(twice.changes());
  }

  @Test
  void theOldestChangesAreForgotten() {
    Schedule.Calendar many = TOKYO_ONLY;
    for (int i = 0; i < 120; i++) {
      many = zoned(many, i % 2 == 0 ? BERLIN : TOKYO, CHANGE.plusSeconds(i));
    }
    assertThat(many.changes()).hasSize(50);
    assertThat(many.changes().getLast().at()).isEqualTo(CHANGE.plusSeconds(119));
    assertThat(many.with(many.details()).withShifts(List.of()).changes()).hasSize(50);
  }

  /** Begun in Tokyo and not yet in New York: what was must be kept when it is deleted now. */
  @Test
  void aShiftThatHadBegunInAnEarlierZoneHasAPast() {
    Shift shift =
        new Shift.RecurrentEvent(
            details("2026-07-01T09:00:00", null),
            Recurrence.every(Recurrence.Frequency.DAILY),
            List.of("ann"));
    Schedule.Calendar moved = zoned(TOKYO_ONLY, NEW_YORK, CHANGE);
    assertThat(RotationEdit.delete(shift, moved.zoneOf(shift), CHANGE))
        .isInstanceOf(RotationEdit.Removed.class);
    assertThat(RotationEdit.delete(shift, moved.firstZoneOf(shift), CHANGE))
        .isInstanceOf(RotationEdit.Retired.class);
  }
}
