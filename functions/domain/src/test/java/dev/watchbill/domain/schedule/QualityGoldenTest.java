package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Recorded gaps, empty shifts and quality reports. */
class QualityGoldenTest {
  private static final List<JsonNode> ROWS = Recorded.cases("quality.json");
  private static final Map<String, JsonNode> SCHEDULES = new HashMap<>();

  static {
    Recorded.cases("final_shifts.json").forEach(row -> SCHEDULES.put(Exceptions.name(row), row));
  }

  @TestFactory
  Stream<DynamicTest> gaps() {
    return Exceptions.tests(
        "gaps",
        ROWS,
        row -> {
          List<String> recorded = new ArrayList<>();
          row.get("gaps")
              .forEach(
                  gap -> recorded.add(gap.get("start").asText() + " " + gap.get("end").asText()));
          assertThat(
                  Gaps.in(rota(row), Recorded.window(row.get("window"))).stream()
                      .map(gap -> gap.start() + " " + gap.end()))
              .isEqualTo(recorded);
        });
  }

  @TestFactory
  Stream<DynamicTest> emptyShifts() {
    return Exceptions.tests(
        "empty shifts",
        ROWS,
        row -> {
          List<String> recorded = new ArrayList<>();
          for (JsonNode empty : row.get("empty_shifts")) {
            List<String> missing = new ArrayList<>();
            empty.get("missing_users").forEach(user -> missing.add(user.asText()));
            recorded.add(
                empty.get("start").asText() + " " + empty.get("end").asText() + " " + missing);
          }
          assertThat(
                  Gaps.emptyShifts(rota(row), Recorded.window(row.get("window"))).stream()
                      .map(empty -> empty.start() + " " + empty.end() + " " + empty.missing()))
              .isEqualTo(recorded);
        });
  }

  @TestFactory
  Stream<DynamicTest> reports() {
    return Exceptions.tests("quality", ROWS, QualityGoldenTest::report);
  }

  private static void report(JsonNode row) {
    JsonNode quality = row.get("quality");
    QualityReport ours =
        QualityReport.of(
            rota(row), Instant.parse(quality.get("date").asText()), quality.get("days").asInt());
    JsonNode report = quality.get("report");
    List<String> comments = new ArrayList<>();
    report
        .get("comments")
        .forEach(of -> comments.add(of.get("type").asText() + " " + of.get("text").asText()));
    List<String> overloaded = new ArrayList<>();
    report
        .get("overloaded_users")
        .forEach(of -> overloaded.add(of.get("id").asText() + " " + of.get("score").asInt()));
    assertThat(
            ours.comments().stream().map(of -> (of.warning() ? "warning " : "info ") + of.text()))
        .isEqualTo(comments);
    assertThat(ours.overloaded().stream().map(of -> of.user() + " " + of.score()))
        .containsExactlyInAnyOrderElementsOf(overloaded);
    assertThat(ours.totalScore()).isEqualTo(report.get("total_score").asInt());
  }

  private static Rota rota(JsonNode row) {
    JsonNode schedule = Objects.requireNonNull(SCHEDULES.get(Exceptions.name(row)));
    return Recorded.withoutApiOverrides(Recorded.rota(schedule));
  }

  @Test
  void allOfThem() {
    assertThat(ROWS).hasSize(80);
    for (String comparison : List.of("gaps", "empty shifts", "quality")) {
      Exceptions.listed(comparison, ROWS);
    }
  }
}
