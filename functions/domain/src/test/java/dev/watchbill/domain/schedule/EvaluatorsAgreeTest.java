package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.Shift.Effective;
import dev.watchbill.domain.schedule.Shift.RecurrentEvent;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import dev.watchbill.domain.schedule.Shift.SingleEvent;
import dev.watchbill.domain.schedule.Shift.Source;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three evaluators that share no code say who is on call: the fast path; a naive one that walks the
 * calendar from the start with java.time alone; and lib-recur's full expansion of one series for
 * each group. On more than 100,000 random instants around clock changes of 16 zones.
 */
@Timeout(300) // a hundred thousand instants
class EvaluatorsAgreeTest {
  private static final List<String> ZONES =
      List.of(
          "Europe/London",
          "Europe/Berlin",
          "Europe/Dublin",
          "America/New_York",
          "America/St_Johns",
          "America/Santiago",
          "America/Sao_Paulo",
          "America/Havana",
          "Asia/Jerusalem",
          "Asia/Beirut",
          "Africa/Cairo",
          "Africa/Casablanca",
          "Australia/Lord_Howe",
          "Australia/Adelaide",
          "Pacific/Auckland",
          "Pacific/Chatham");
  private static final int ROTAS = 800;
  private static final int INSTANTS = 130;

  @Test
  void onRandomInstants() {
    long seed = Long.getLong("watchbill.seed", new Random().nextLong());
    Random random = new Random(seed);
    int asked = 0;
    int staffed = 0;
    for (int i = 0; i < ROTAS; i++) {
      ZoneId zone = ZoneId.of(ZONES.get(i % ZONES.size()));
      Instant around = change(zone, random);
      List<Shift> shifts = new ArrayList<>();
      for (int s = 0; s <= random.nextInt(3); s++) shifts.add(shift("O" + s, zone, around, random));
      Rota rota = Rota.of(Recorded.calendar(zone), shifts, user -> !user.equals("u7"));
      Instant from = around.minus(Duration.ofDays(6));
      Instant to = around.plus(Duration.ofDays(6));
      List<NaiveRota.Event> naive = NaiveRota.events(shifts, zone, from, to);
      List<NaiveRota.Event> expanded = ExpandedRota.events(shifts, zone, from, to);
      for (int k = 0; k < INSTANTS; k++) {
        Instant at = instant(naive, from, to, random);
        Set<String> ours = new TreeSet<>(OnCall.at(rota, at).users());
        if (!ours.equals(NaiveRota.at(naive, at)) || !ours.equals(NaiveRota.at(expanded, at))) {
          String where = "seed %d, rota %d, %s at %s: %s".formatted(seed, i, zone, at, shifts);
          assertThat(ours).as("naive, %s", where).isEqualTo(NaiveRota.at(naive, at));
          assertThat(ours).as("expanded, %s", where).isEqualTo(NaiveRota.at(expanded, at));
        }
        asked++;
        if (!ours.isEmpty()) staffed++;
      }
    }
    assertThat(asked).isGreaterThanOrEqualTo(100_000);
    assertThat(staffed).as("seed %d", seed).isGreaterThan(asked / 4);
  }

  /** A clock change of the zone between 2019 and 2030; any instant where it has none. */
  private static Instant change(ZoneId zone, Random random) {
    Instant after =
        Instant.parse("2019-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(3_600)));
    ZoneOffsetTransition next = zone.getRules().nextTransition(after);
    return next == null ? after : next.getInstant();
  }

  /** Half of them anywhere, half of them at or beside a hand-over. */
  private static Instant instant(
      List<NaiveRota.Event> events, Instant from, Instant to, Random random) {
    if (events.isEmpty() || random.nextBoolean()) {
      return from.plusSeconds(random.nextInt((int) Duration.between(from, to).toSeconds()));
    }
    NaiveRota.Event event = events.get(random.nextInt(events.size()));
    Instant border = random.nextBoolean() ? event.start() : event.end();
    Instant at = border.plusSeconds(random.nextInt(3) - 1);
    return at.isBefore(from) || !at.isBefore(to) ? from : at;
  }

  private static Shift shift(String id, ZoneId zone, Instant around, Random random) {
    Frequency frequency = Frequency.values()[random.nextInt(4)];
    int back =
        switch (frequency) {
          case HOURLY -> 40;
          case DAILY -> 700;
          case WEEKLY -> 1_500;
          case MONTHLY -> 3_000;
        };
    LocalDateTime start =
        LocalDateTime.ofInstant(around, ZoneOffset.UTC)
            .minusDays(random.nextInt(back))
            .withHour(random.nextInt(24))
            .withMinute(random.nextInt(4) * 15)
            .withSecond(0)
            .withNano(0);
    if (frequency == Frequency.MONTHLY) start = start.withDayOfMonth(1 + random.nextInt(28));
    int interval = 1 + random.nextInt(3);
    Duration duration =
        switch (frequency) {
          case HOURLY -> Duration.ofMinutes(30L * (1 + random.nextInt(12)));
          case DAILY -> Duration.ofHours(1L + random.nextInt(40));
          case WEEKLY -> Duration.ofHours(1L + random.nextInt(200));
          case MONTHLY -> Duration.ofHours(1L + random.nextInt(900));
        };
    Details details =
        new Details(
            id,
            "org",
            null,
            null,
            id,
            random.nextInt(3) == 0 ? ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))) : null,
            random.nextInt(3),
            start,
            start,
            duration,
            Source.API,
            Effective.ALWAYS,
            null,
            Instant.EPOCH,
            0);
    int kind = random.nextInt(10);
    if (kind == 0) {
      LocalDateTime once =
          LocalDateTime.ofInstant(around, zone).minusHours(random.nextInt(60)).withNano(0);
      return new Shift.Override(at(details, once), users(random), null);
    }
    if (kind == 1) {
      LocalDateTime once =
          LocalDateTime.ofInstant(around, zone).minusHours(random.nextInt(60)).withNano(0);
      return new SingleEvent(at(details, once), users(random), null);
    }
    List<DayOfWeek> days = new ArrayList<>();
    if (frequency == Frequency.WEEKLY || frequency == Frequency.DAILY) {
      for (DayOfWeek day : DayOfWeek.values()) if (random.nextInt(4) == 0) days.add(day);
    }
    DayOfWeek weekStart = DayOfWeek.of(1 + random.nextInt(7));
    if (kind < 4) {
      List<Integer> months = new ArrayList<>();
      for (int m = 1; m <= 12; m++) if (random.nextInt(3) == 0) months.add(m);
      List<Integer> monthDays = new ArrayList<>();
      if (frequency == Frequency.DAILY || frequency == Frequency.MONTHLY) {
        for (int d : new int[] {-2, 1, 10, 31}) if (random.nextInt(4) == 0) monthDays.add(d);
      }
      return new RecurrentEvent(
          details,
          new Recurrence(frequency, interval, days, months, monthDays, weekStart, null),
          users(random));
    }
    if (frequency == Frequency.DAILY && !days.isEmpty()) interval = Math.min(interval, days.size());
    List<List<String>> groups = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int g = 0; g < count; g++) groups.add(random.nextInt(6) == 0 ? List.of() : users(random));
    return new RollingUsers(
        details,
        new Recurrence(frequency, interval, days, List.of(), List.of(), weekStart, null),
        groups,
        random.nextInt(count));
  }

  private static Details at(Details details, LocalDateTime start) {
    return new Details(
        details.id(),
        details.org(),
        null,
        null,
        details.name(),
        details.zone(),
        details.level(),
        start,
        start,
        details.duration(),
        details.source(),
        details.effective(),
        null,
        Instant.EPOCH,
        0);
  }

  private static List<String> users(Random random) {
    Set<String> users = new TreeSet<>();
    for (int i = 0; i <= random.nextInt(2); i++) users.add("u" + random.nextInt(8));
    return List.copyOf(users);
  }
}
