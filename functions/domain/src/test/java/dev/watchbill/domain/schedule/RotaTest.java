package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.Shift.Effective;
import dev.watchbill.domain.schedule.Shift.RecurrentEvent;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import dev.watchbill.domain.schedule.Shift.SingleEvent;
import dev.watchbill.domain.schedule.Shift.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Layers, swaps, edits, hand-overs and limits; times are hours of 2024-01-01 unless they say more.
 */
class RotaTest {
  private static final Instant DAY = Instant.parse("2024-01-01T00:00:00Z");
  private static final Window TODAY = new Window(DAY, hour(24));

  private static Instant hour(int hours) {
    return DAY.plus(Duration.ofHours(hours));
  }

  private static Details details(String id, int level, int from, Duration duration) {
    LocalDateTime start = LocalDateTime.ofInstant(hour(from), ZoneOffset.UTC);
    return new Details(
        id,
        "org",
        null,
        null,
        id,
        null,
        level,
        start,
        start,
        duration,
        Source.API,
        Effective.ALWAYS,
        null,
        Instant.EPOCH,
        0);
  }

  private static Shift once(String user, int level, int from, int to) {
    return new SingleEvent(
        details(user + from, level, from, Duration.ofHours(to - from)), List.of(user), null);
  }

  private static Shift override(String user, int from, int to) {
    return new Shift.Override(
        details("x" + user + from, 0, from, Duration.ofHours(to - from)), List.of(user), null);
  }

  private static Shift daily(String... users) {
    return new RollingUsers(
        details("rotation", 0, 0, Duration.ofDays(1)),
        Recurrence.every(Frequency.DAILY),
        Stream.of(users).map(List::of).toList(),
        0);
  }

  private static Rota rota(Shift... shifts) {
    return Rota.of(
        Recorded.calendar(ZoneOffset.UTC), List.of(shifts), user -> !user.equals("nobody"));
  }

  private static List<String> rows(Rota rota, Window window) {
    return FinalSchedule.of(rota, window).rows().stream()
        .map(
            row ->
                Duration.between(DAY, row.start()).toHours()
                    + "-"
                    + Duration.between(DAY, row.end()).toHours()
                    + " "
                    + row.user())
        .toList();
  }

  /** Vectors M1 to M9 of the specification (oncall-behaviour §8.14). */
  @Test
  void higherLevelsHideLowerOnes() {
    assertThat(rows(rota(once("alex", 1, 8, 11), once("bob", 2, 9, 11)), TODAY))
        .containsExactly("8-9 alex", "9-11 bob");
    assertThat(rows(rota(once("a", 0, 0, 24), once("b", 1, 9, 17)), TODAY))
        .containsExactly("0-9 a", "9-17 b", "17-24 a");
    assertThat(rows(rota(once("a", 1, 8, 12), once("b", 1, 10, 14)), TODAY))
        .containsExactly("8-12 a", "10-14 b");
    assertThat(rows(rota(once("a", 0, 0, 24), once("b", 1, 6, 18), once("c", 2, 10, 14)), TODAY))
        .containsExactly("0-6 a", "6-10 b", "10-14 c", "14-18 b", "18-24 a");
    assertThat(rows(rota(once("a", 5, 0, 24), override("x", 10, 12)), TODAY))
        .containsExactly("0-10 a", "10-12 x", "12-24 a");
    assertThat(rows(rota(once("a", 1, 0, 10), once("b", 1, 4, 14), once("c", 2, 3, 6)), TODAY))
        .containsExactly("0-3 a", "3-6 c", "6-10 a", "6-14 b");
    assertThat(rows(rota(override("x", 8, 12), override("z", 10, 14), once("a", 0, 0, 24)), TODAY))
        .containsExactly("0-8 a", "8-12 x", "10-14 z", "14-24 a");
    assertThat(rows(rota(once("nobody", 1, 9, 17), once("a", 0, 0, 24)), TODAY))
        .containsExactly("0-24 a");
  }

  @Test
  void gapsAndEmptyShiftsAreToldApart() {
    Rota two = rota(once("a", 0, 8, 10), once("b", 1, 12, 14));
    assertThat(Gaps.in(two, new Window(hour(8), hour(16))))
        .containsExactly(new Window(hour(10), hour(12)), new Window(hour(14), hour(16)));
    Rota nobody = rota(once("nobody", 0, 9, 17));
    assertThat(Gaps.in(nobody, TODAY))
        .containsExactly(new Window(hour(0), hour(9)), new Window(hour(17), hour(24)));
    assertThat(Gaps.emptyShifts(nobody, TODAY))
        .singleElement()
        .satisfies(empty -> assertThat(empty.missing()).containsExactly("nobody"));
    assertThat(Gaps.in(rota(), TODAY)).isEmpty();
  }

  @Test
  void anEmptyGroupKeepsItsTurnAsAGap() {
    Shift rotation =
        new RollingUsers(
            details("rotation", 0, 0, Duration.ofDays(1)),
            Recurrence.every(Frequency.DAILY),
            List.of(List.of("a"), List.of(), List.of("nobody", "b")),
            0);
    Window days = new Window(DAY, hour(96));
    assertThat(rows(rota(rotation), days)).containsExactly("0-24 a", "48-72 b", "72-96 a");
    assertThat(Gaps.in(rota(rotation), days)).containsExactly(new Window(hour(24), hour(48)));
  }

  /** The incoming person is on call at the instant of the hand-over. */
  @Test
  void handOversAreHalfOpen() {
    Rota rota = rota(daily("a", "b"));
    assertThat(OnCall.at(rota, DAY.minusNanos(1)).users()).isEmpty();
    assertThat(OnCall.at(rota, DAY).users()).containsExactly("a");
    assertThat(OnCall.at(rota, hour(24).minusNanos(1)).users()).containsExactly("a");
    assertThat(OnCall.at(rota, hour(24)).users()).containsExactly("b");
    assertThat(OnCall.at(rota, hour(24)).because())
        .singleElement()
        .satisfies(event -> assertThat(event.shift()).isEqualTo("rotation"));
  }

  @Test
  void theNextChangeIsWhenOthersComeOnCall() {
    assertThat(OnCall.nextChange(rota(daily("a", "b")), hour(5))).contains(hour(24));
    assertThat(OnCall.nextChange(rota(daily("a", "b")), hour(24))).contains(hour(48));
    assertThat(OnCall.nextChange(rota(daily("a", "a", "b")), hour(5))).contains(hour(48));
    assertThat(OnCall.nextChange(rota(daily("a")), hour(5))).isEmpty();
    assertThat(OnCall.nextChange(rota(), hour(5))).isEmpty();
    assertThat(OnCall.nextChange(rota(once("a", 0, 1_000, 1_001)), hour(5))).contains(hour(1_000));
    assertThat(OnCall.nextChange(rota(once("a", 0, 1_000, 9_000)), hour(1_000)))
        .contains(hour(9_000));
    // A change that another layer hides is none.
    assertThat(OnCall.nextChange(rota(daily("a", "b"), override("x", 20, 30)), hour(5)))
        .contains(hour(20));
    assertThat(OnCall.nextChange(rota(daily("a", "b"), override("x", 20, 30)), hour(20)))
        .contains(hour(30));
  }

  /** Vectors W1 and W2. */
  @Test
  void swapsPutTheTakerInPlace() {
    ShiftSwap open =
        new ShiftSwap("SSR1", "org", "S1", hour(8), hour(12), null, "a", null, DAY, DAY, null, 0);
    Rota rota = rota(once("a", 0, 0, 24));
    assertThat(rows(rota.withSwaps(List.of(open.takenBy("z", DAY))), TODAY))
        .containsExactly("0-8 a", "8-12 z", "12-24 a");
    FinalSchedule asked = FinalSchedule.of(rota.withSwaps(List.of(open)), TODAY);
    assertThat(asked.pieces().stream().map(Occurrence::swaps))
        .containsExactly(Map.of(), Map.of("a", "SSR1"), Map.of());
    ShiftSwap gone = open.takenBy("z", DAY).deleted(DAY);
    assertThat(rows(rota.withSwaps(List.of(gone)), TODAY)).containsExactly("0-24 a");

    ShiftSwap days =
        new ShiftSwap("SSR2", "org", "S1", hour(12), hour(54), null, "a", "z", DAY, DAY, null, 0);
    assertThat(rows(rota(daily("a", "b")).withSwaps(List.of(days)), new Window(DAY, hour(96))))
        .containsExactly("0-12 a", "12-24 z", "24-48 b", "48-54 z", "54-72 a", "72-96 b");
    // What is masked stays masked.
    assertThat(
            rows(
                rota(once("a", 0, 0, 24), once("b", 1, 8, 12))
                    .withSwaps(List.of(open.takenBy("z", DAY))),
                TODAY))
        .containsExactly("0-8 a", "8-12 b", "12-24 a");
  }

  @Test
  void statusOfASwap() {
    ShiftSwap swap =
        new ShiftSwap("SSR1", "org", "S1", hour(8), hour(12), null, "a", null, DAY, DAY, null, 0);
    assertThat(swap.status(hour(7))).isEqualTo(ShiftSwap.Status.OPEN);
    assertThat(swap.status(hour(8))).isEqualTo(ShiftSwap.Status.PAST_DUE);
    assertThat(swap.takenBy("z", DAY).status(hour(8))).isEqualTo(ShiftSwap.Status.TAKEN);
    assertThat(swap.deleted(DAY).status(hour(8))).isEqualTo(ShiftSwap.Status.DELETED);
  }

  /** Two edits in a row, the second of them in the same instant as the first. */
  @Test
  void editsLeaveEveryPastAsItWas() {
    Shift stored = daily("a", "b");
    Shift wanted = daily("c");
    RotationEdit first = RotationEdit.update(stored, wanted, ZoneOffset.UTC, "retired1", hour(30));
    assertThat(first).isInstanceOf(RotationEdit.Split.class);
    RotationEdit.Split split = (RotationEdit.Split) first;
    assertThat(split.shift().id()).isEqualTo("rotation");
    assertThat(split.retired().details().replacedBy()).isEqualTo("rotation");
    Window days = new Window(DAY, hour(96));
    assertThat(rows(rota(split.retired(), split.shift()), days))
        .containsExactly("0-24 a", "24-30 b", "30-48 c", "48-72 c", "72-96 c");

    RotationEdit again =
        RotationEdit.update(split.shift(), daily("d"), ZoneOffset.UTC, "retired2", hour(30));
    assertThat(again).isInstanceOf(RotationEdit.InPlace.class);
    RotationEdit later =
        RotationEdit.update(split.shift(), daily("d"), ZoneOffset.UTC, "retired2", hour(50));
    RotationEdit.Split second = (RotationEdit.Split) later;
    assertThat(rows(rota(split.retired(), second.retired(), second.shift()), days))
        .containsExactly("0-24 a", "24-30 b", "30-48 c", "48-50 c", "50-72 d", "72-96 d");

    RotationEdit.Retired deleted =
        (RotationEdit.Retired) RotationEdit.delete(second.shift(), ZoneOffset.UTC, hour(80));
    assertThat(rows(rota(deleted.shift()), days)).containsExactly("50-72 d", "72-80 d");
    assertThat(RotationEdit.delete(stored, ZoneOffset.UTC, DAY))
        .isInstanceOf(RotationEdit.Removed.class);
    // Another name decides nothing.
    assertThat(RotationEdit.update(stored, stored, ZoneOffset.UTC, "retired", hour(30)))
        .isEqualTo(new RotationEdit.InPlace(stored));
  }

  @Test
  void aPreviewTellsWhoGainsAndLoses() {
    SchedulePreview preview =
        SchedulePreview.of(
            rota(once("a", 0, 0, 24)), rota(once("a", 0, 0, 10), once("b", 0, 12, 24)), TODAY);
    assertThat(preview.newGaps()).containsExactly(new Window(hour(10), hour(12)));
    assertThat(preview.closedGaps()).isEmpty();
    assertThat(preview.people())
        .containsExactly(
            new SchedulePreview.Person(
                "a",
                List.of(),
                List.of(new Window(hour(10), hour(24))),
                Duration.ofHours(24),
                Duration.ofHours(10)),
            new SchedulePreview.Person(
                "b",
                List.of(new Window(hour(12), hour(24))),
                List.of(),
                Duration.ZERO,
                Duration.ofHours(12)));
  }

  /** Spec oncall-behaviour §8.13, Q1 to Q4. */
  @ParameterizedTest
  @CsvSource({"2,24,10,100", "2,12,10,75", "2,24,9,90", "3,24,7,89"})
  void quality(int users, int hours, int days, int score) {
    Shift rotation =
        new RollingUsers(
            details("rotation", 0, 0, Duration.ofHours(hours)),
            Recurrence.every(Frequency.DAILY),
            List.of(List.of("a"), List.of("b"), List.of("c")).subList(0, users),
            0);
    assertThat(QualityReport.of(rota(rotation), DAY, days).totalScore()).isEqualTo(score);
  }

  @Test
  void noEventsAreNoQuality() {
    assertThat(QualityReport.of(rota(), DAY, 10))
        .isEqualTo(
            new QualityReport(
                0, List.of(new QualityReport.Comment(true, "Schedule is empty")), List.of()));
  }

  /** Skipped: the offset before the change. Twice: the first. */
  @Test
  void placesOfTimesThatDoNotExistOrExistTwice() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(Shift.instantOf(LocalDateTime.of(2024, 3, 31, 2, 30), berlin))
        .isEqualTo("2024-03-31T01:30:00Z");
    assertThat(Shift.instantOf(LocalDateTime.of(2024, 10, 27, 2, 30), berlin))
        .isEqualTo("2024-10-27T00:30:00Z");
    assertThat(Shift.instantOf(LocalDateTime.of(2024, 3, 31, 3, 0), berlin))
        .isEqualTo("2024-03-31T01:00:00Z");
  }

  @Test
  void whateverTheRuleSaysItEnds() {
    Recurrence never =
        new Recurrence(Frequency.HOURLY, 1, List.of(), List.of(2), List.of(31), null, null);
    Shift recurrent =
        new RecurrentEvent(details("never", 0, 0, Duration.ofHours(1)), never, List.of("a"));
    Shift rotation =
        new RollingUsers(
            details("never2", 0, 0, Duration.ofHours(1)),
            never,
            List.of(List.of("a"), List.of("b")),
            0);
    Window tenYears = new Window(hour(48), hour(48).plus(Duration.ofDays(3_600)));
    assertThat(FinalSchedule.of(rota(recurrent), tenYears).pieces()).isEmpty();
    assertThat(OnCall.at(rota(rotation), hour(480)).users()).isEmpty();

    assertThat(Window.problem(DAY, DAY.plus(Window.LONGEST))).isEmpty();
    assertThat(Window.problem(DAY, DAY.plus(Window.LONGEST).plusSeconds(1)).orElseThrow())
        .contains("3660 days");
    assertThat(Window.problem(hour(2), hour(1)).orElseThrow())
        .contains(hour(2).toString(), hour(1).toString());
    assertThatThrownBy(() -> new Window(hour(2), hour(1)))
        .isInstanceOf(IllegalArgumentException.class);

    Shift hourly =
        new RecurrentEvent(
            details("hourly", 0, 0, Duration.ofHours(1)),
            Recurrence.every(Frequency.HOURLY),
            List.of("a"));
    Rota many = rota(hourly, hourly, hourly);
    assertThat(many.problem(TODAY)).isEmpty();
    assertThat(many.problem(tenYears)).isPresent();
    assertThatThrownBy(() -> FinalSchedule.of(many, tenYears))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A rota of twenty years' standing is where a naive count says it is. */
  @Test
  void ageChangesNothing() {
    Shift old =
        new RollingUsers(
            details("rotation", 0, -24 * 10_000, Duration.ofDays(1)),
            Recurrence.every(Frequency.DAILY),
            List.of(List.of("a"), List.of("b"), List.of("c")),
            0);
    assertThat(OnCall.at(rota(old), DAY).users())
        .containsExactly(List.of("a", "b", "c").get(10_000 % 3));
  }
}
