package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Recurrence rules of two public test suites and random ones. */
class RepetitionGoldenTest {
  private static final List<JsonNode> ROWS = Recorded.cases("rrule.json");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final LocalDateTime END_OF_TIME = LocalDateTime.of(9999, 1, 1, 0, 0);

  @TestFactory
  Stream<DynamicTest> onTheWallClock() {
    return Exceptions.tests("rrule", ROWS, RepetitionGoldenTest::check);
  }

  private static void check(JsonNode row) {
    List<String> expected = texts(row.get("expected_local"));
    List<LocalDateTime> ours = starts(row);
    assertThat(ours.stream().map(LOCAL::format)).isEqualTo(expected);
    if (!row.has("expected_utc")) return;
    // Of a time that comes twice the recorded library takes the second, we the first.
    Set<Integer> repeated = new HashSet<>();
    row.path("hits_repeated_hour").forEach(index -> repeated.add(index.asInt()));
    List<String> utc = texts(row.get("expected_utc"));
    for (int i = 0; i < utc.size(); i++) {
      Instant at = Shift.instantOf(ours.get(i), zone(row));
      String text = LOCAL.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + "Z";
      if (repeated.contains(i)) assertThat(text).isLessThan(utc.get(i));
      else assertThat(text).isEqualTo(utc.get(i));
    }
  }

  /** Beginning late gives the same as beginning at the start. */
  @TestFactory
  Stream<DynamicTest> fastForwarded() {
    return Exceptions.tests("rrule begun late", ROWS, RepetitionGoldenTest::begunLate);
  }

  private static void begunLate(JsonNode row) {
    Repetition rule = rule(row);
    LocalDateTime first = first(row);
    LocalDateTime end = first.plusYears(40);
    List<LocalDateTime> all = rule.between(first, end, 2_000).times();
    for (int i : new int[] {1, all.size() / 2, all.size() - 1}) {
      if (i < 0 || i >= all.size()) continue;
      assertThat(rule.between(all.get(i), end, all.size() - i).times())
          .isEqualTo(all.subList(i, all.size()));
    }
  }

  /** Rules that would never end, and rules that never come: bounded, and in little time. */
  @Test
  void bounded() {
    LocalDateTime old = LocalDateTime.of(1970, 1, 1, 0, 0);
    LocalDateTime now = LocalDateTime.of(2026, 1, 1, 0, 0);
    Repetition seconds = new Repetition("FREQ=SECONDLY", old, ZoneOffset.UTC);
    assertThat(seconds.between(now, now.plusSeconds(3), 10))
        .isEqualTo(
            new Repetition.Starts(List.of(now, now.plusSeconds(1), now.plusSeconds(2)), true));
    assertThat(seconds.between(now, now.plusDays(9), Integer.MAX_VALUE).whole()).isFalse();
    assertThat(
            new Repetition("FREQ=SECONDLY;COUNT=2000000000", old, ZoneOffset.UTC)
                .between(now, now.plusDays(1), 10)
                .whole())
        .isFalse();
    for (String never : List.of("FREQ=MONTHLY", "FREQ=DAILY", "FREQ=HOURLY", "FREQ=YEARLY")) {
      assertThat(
              new Repetition(never + ";BYMONTH=2;BYMONTHDAY=31", old, ZoneOffset.UTC)
                  .between(now, now.plusDays(366), 10)
                  .times())
          .isEmpty();
    }
    assertThat(Repetition.problem("FREQ=SOMETIMES")).isPresent();
    // Read as every day, not as never-ending.
    assertThat(
            new Repetition("FREQ=DAILY;INTERVAL=0", old, ZoneOffset.UTC)
                .between(now, now.plusDays(2), 10)
                .times())
        .containsExactly(now, now.plusDays(1));
    assertThat(Repetition.problem("FREQ=DAILY")).isEmpty();
  }

  private static List<LocalDateTime> starts(JsonNode row) {
    LocalDateTime from =
        row.hasNonNull("only_from")
            ? LocalDateTime.parse(row.get("only_from").asText().replace("Z", ""), LOCAL)
            : first(row);
    return rule(row).between(from, END_OF_TIME, row.get("expected_local").size()).times();
  }

  private static Repetition rule(JsonNode row) {
    return new Repetition(row.get("rrule").asText(), first(row), zone(row));
  }

  private static LocalDateTime first(JsonNode row) {
    return LocalDateTime.parse(row.get("dtstart").asText().replace("Z", ""), LOCAL);
  }

  private static ZoneId zone(JsonNode row) {
    return row.hasNonNull("tzid") ? ZoneId.of(row.get("tzid").asText()) : ZoneOffset.UTC;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  @Test
  void allOfThem() {
    assertThat(ROWS).hasSize(418);
    Exceptions.listed("rrule", ROWS);
    Exceptions.listed("rrule begun late", ROWS);
  }
}
