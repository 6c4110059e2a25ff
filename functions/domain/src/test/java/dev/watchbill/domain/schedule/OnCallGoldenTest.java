package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Who is on call at 2,000 recorded instants. The original is strict on both sides; ours are {@code
 * [start, end)}, so at a border the recorded rows are read that way instead.
 */
class OnCallGoldenTest {

  @Test
  void allInstants() {
    Map<String, JsonNode> schedules = new HashMap<>();
    Recorded.cases("final_shifts.json").forEach(row -> schedules.put(Exceptions.name(row), row));
    int asRecorded = 0;
    int atBorders = 0;
    int plainAnswers = 0;
    int behind = 0;
    for (JsonNode row : Recorded.cases("oncall_now.json")) {
      String name = Exceptions.name(row);
      JsonNode schedule = Objects.requireNonNull(schedules.get(name), name);
      Rota rota = Recorded.withoutApiOverrides(Recorded.rota(schedule));
      Window window = Recorded.window(schedule.get("window"));
      // Rows are clipped to the window: look around it, so that its ends are no borders.
      Window around =
          new Window(
              window.start().minus(Duration.ofDays(9)), window.end().plus(Duration.ofDays(9)));
      List<String> rows = Recorded.rows(FinalSchedule.of(rota, around));
      for (JsonNode instant : row.get("instants")) {
        Instant at = Instant.parse(instant.get("at").asText());
        Set<String> recorded = new TreeSet<>();
        instant.get("users").forEach(user -> recorded.add(user.asText()));
        Set<String> ours = new TreeSet<>(OnCall.at(rota, at).users());
        assertThat(ours).as("%s at %s against our rows", name, at).isEqualTo(Recorded.at(rows, at));
        if (ours.equals(recorded)) {
          asRecorded++;
        } else if (Recorded.border(rows, at)) {
          atBorders++;
        } else if (!at.isBefore(window.end())) {
          behind++; // the derived answer ends with the window
        } else {
          assertThat(row.get("plain_rules").asBoolean()).as("%s at %s", name, at).isFalse();
          assertThat(ours)
              .as("%s at %s", name, at)
              .isEqualTo(Recorded.at(Recorded.segments(schedule.get("plain_rules_segments")), at));
          plainAnswers++;
        }
      }
    }
    // Named by rule: half-open instead of strict, and the original's deviations of its labels.
    assertThat(List.of(asRecorded, atBorders, plainAnswers, behind))
        .isEqualTo(List.of(1887, 76, 36, 1));
  }
}
