package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A year of a rota in Berlin, both clock changes in it: no handoff is missed, none is told twice,
 * each is told at its instant.
 */
@Timeout(300) // a year, handoff by handoff
class YearOfHandoffsTest extends Scenario {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday; in the past, because the clock may be set back however far. */
  private static final ZonedDateTime BEGIN = ZonedDateTime.of(2024, 1, 1, 9, 0, 0, 0, BERLIN);

  private String user(String name) {
    return text(create("users", Map.of("username", name, "email", name + "@example.com")), "id");
  }

  private String rotation(String name, int level, String start, int hours, String... people) {
    List<List<String>> groups = new ArrayList<>();
    for (String person : people) groups.add(List.of(person));
    return text(
        create(
            "on_call_shifts",
            Map.of(
                "name",
                name,
                "type",
                "rolling_users",
                "level",
                level,
                "start",
                start,
                "duration",
                hours * 3_600,
                "frequency",
                "weekly",
                "interval",
                1,
                "rolling_users",
                groups,
                "start_rotation_from_user_index",
                0)),
        "id");
  }

  private void moveTo(Instant instant) {
    Map<String, ?> there = Map.of("set", instant.toString(), "skip_idle", true);
    assertThat(send("POST", "/-/clock", there).statusCode()).isEqualTo(200);
  }

  @Test
  void everyHandoffOfAYearIsToldOnceAtItsInstant() {
    moveTo(BEGIN.minusDays(1).toInstant());
    String ann = user("ann");
    String bob = user("bob");
    String cyd = user("cyd");
    // Weeks that take turns, and above them the nights after Mondays.
    String weeks = rotation("weeks", 0, "2024-01-01T09:00:00", 7 * 24, ann, bob, cyd);
    String mondays = rotation("mondays", 1, "2024-01-01T21:00:00", 12, bob, ann);
    String schedule =
        text(
            create(
                "schedules",
                Map.of(
                    "name", "year",
                    "type", "calendar",
                    "time_zone", "Europe/Berlin",
                    "shifts", List.of(weeks, mondays))),
            "id");
    Instant end = BEGIN.plusYears(1).plusMinutes(5).toInstant();
    for (int month = 1; month <= 12; month++) moveTo(BEGIN.plusMonths(month).toInstant());
    moveTo(end);

    assertThat(told(schedule))
        .isEqualTo(expected(end, List.of(ann, bob, cyd)))
        .hasSizeGreaterThan(100);
  }

  /**
   * Who is on call by the rules of the calendar alone, counted in another way than the product's.
   */
  private static List<String> expected(Instant end, List<String> people) {
    List<String> expected = new ArrayList<>();
    String before = "";
    for (Instant at = BEGIN.toInstant(); !at.isAfter(end); at = at.plus(1, ChronoUnit.HOURS)) {
      ZonedDateTime clock = at.atZone(BERLIN);
      long day = ChronoUnit.DAYS.between(BEGIN.toLocalDateTime(), clock.toLocalDateTime());
      long week = Math.floorDiv(day, 7);
      boolean night = Math.floorMod(day, 7) == 0 && (clock.getHour() >= 21 || clock.getHour() < 9);
      String now = people.get(Math.toIntExact(night ? (week + 1) % 2 : week % 3));
      if (!now.equals(before)) expected.add(at + " " + before + ">" + now);
      before = now;
    }
    return expected;
  }

  private List<String> told(String schedule) {
    List<String> told = new ArrayList<>();
    Map<String, @Nullable Object> story = get("schedules/" + schedule + "/decisions?perpage=1000");
    assertThat(story.get("verified")).isEqualTo(true);
    assertThat(story.get("next")).isNull();
    for (Map<String, @Nullable Object> each : results(story)) {
      if (!"handoff".equals(each.get("kind"))) continue;
      if (!(each.get("inputs") instanceof Map<?, ?> inputs)) throw new AssertionError(each);
      Instant at = Instant.parse(text(each, "created_at"));
      told.add(at + " " + inputs.get("from") + ">" + inputs.get("to"));
    }
    return told;
  }
}
