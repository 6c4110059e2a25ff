package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded schedule. Where the original follows the plain rules, who is on call when is ours,
 * and its rows are ours too; where it does not, who is on call is what the plain rules say.
 */
class FinalShiftsGoldenTest {
  private static final List<JsonNode> RANDOM = Recorded.cases("final_shifts.json");
  private static final List<JsonNode> EDGES = Recorded.cases("edge_cases.json");
  private static final List<JsonNode> TABLES = Recorded.cases("custom_shift_cases.json");

  @TestFactory
  Stream<DynamicTest> whoIsOnCall() {
    return Exceptions.tests("coverage", answered(), row -> sameCoverage(row, Recorded.rota(row)));
  }

  /** The exceptions of the test above are right in all else. */
  @TestFactory
  Stream<DynamicTest> whoIsOnCallWithoutOverridesOfTheApi() {
    return Exceptions.tests(
        "coverage without overrides of the api",
        answered(),
        row -> sameCoverage(row, Recorded.withoutApiOverrides(Recorded.rota(row))));
  }

  @TestFactory
  Stream<DynamicTest> rowByRow() {
    List<JsonNode> plain =
        answered().stream().filter(row -> row.get("plain_rules").asBoolean()).toList();
    return Exceptions.tests(
        "rows",
        plain,
        row -> {
          Rota rota = Recorded.withoutApiOverrides(Recorded.rota(row));
          Window window = Recorded.window(row.get("window"));
          assertThat(Recorded.rows(FinalSchedule.of(rota, window)))
              .isEqualTo(Recorded.rows(row.get("expected")));
        });
  }

  @TestFactory
  Stream<DynamicTest> tables() {
    return Exceptions.tests("tables", TABLES, FinalShiftsGoldenTest::table);
  }

  @Test
  void allOfThem() {
    assertThat(RANDOM).hasSize(760);
    assertThat(EDGES).hasSize(58);
    assertThat(TABLES).hasSize(24);
    assertThat(answered()).hasSize(818);
    Exceptions.listed("tables", TABLES);
    Exceptions.listed("coverage", answered());
    Exceptions.listed("coverage without overrides of the api", answered());
    Exceptions.listed("rows", answered());
  }

  private static List<JsonNode> answered() {
    return Stream.concat(RANDOM.stream(), EDGES.stream())
        .filter(FinalShiftsGoldenTest::hasAnswer)
        .toList();
  }

  private static boolean hasAnswer(JsonNode row) {
    return row.hasNonNull("expected") || row.has("plain_rules_segments");
  }

  private static void sameCoverage(JsonNode row, Rota rota) {
    FinalSchedule ours = FinalSchedule.of(rota, Recorded.window(row.get("window")));
    List<String> theirs =
        row.has("plain_rules_segments")
            ? Recorded.segments(row.get("plain_rules_segments"))
            : Recorded.rows(row.get("expected"));
    assertThat(Recorded.coverage(Recorded.rows(ours))).isEqualTo(Recorded.coverage(theirs));
  }

  private static void table(JsonNode row) {
    Rota rota =
        Rota.of(
            Recorded.calendar(ZoneOffset.UTC),
            List.of(Recorded.shift(row.get("shift"))),
            Recorded.NOTIFIABLE);
    Map<String, TreeSet<String>> byDay = new TreeMap<>();
    for (FinalSchedule.OnCallInterval interval :
        FinalSchedule.of(rota, Recorded.window(row.get("window"))).rows()) {
      byDay.computeIfAbsent(day(interval.start()), day -> new TreeSet<>()).add(interval.user());
    }
    Map<String, TreeSet<String>> expected = new TreeMap<>();
    for (Map.Entry<String, JsonNode> day : row.get("expected_by_start_day").properties()) {
      TreeSet<String> users = new TreeSet<>();
      day.getValue().forEach(user -> users.add(user.asText()));
      expected.put(day.getKey(), users);
    }
    assertThat(byDay).isEqualTo(expected);
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }
}
