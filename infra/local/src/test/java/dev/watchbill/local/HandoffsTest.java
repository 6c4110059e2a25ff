package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A rota changes hands every hour, every minute is swept; each handoff is told once, at its hour.
 */
class HandoffsTest extends Scenario {

  private Map<String, @Nullable Object> user(String name) {
    return create("users", Map.of("username", name, "email", name + "@example.com"));
  }

  @Test
  void everyHandoffIsToldOnceAtItsHour() {
    var ann = user("ann");
    var bob = user("bob");
    var shift =
        create(
            "on_call_shifts",
            Map.of(
                "name", "hours",
                "type", "rolling_users",
                "time_zone", "UTC",
                "start", "2024-01-01T00:00:00",
                "duration", 3600,
                "frequency", "hourly",
                "interval", 1,
                "rolling_users", List.of(List.of(text(ann, "id")), List.of(text(bob, "id"))),
                "start_rotation_from_user_index", 0));
    var schedule =
        create(
            "schedules",
            Map.of(
                "name", "ops",
                "type", "calendar",
                "time_zone", "Europe/Berlin",
                "shifts", List.of(text(shift, "id"))));
    String path = "schedules/" + text(schedule, "id");
    pass("PT2M");
    int before = handoffs(path).size();
    assertThat(before).isPositive();
    pass("PT2H");
    List<Map<String, @Nullable Object>> told = handoffs(path);
    assertThat(told).hasSize(before + 2);
    for (int i = 1; i < told.size(); i++) {
      assertThat(inputs(told.get(i)).get("from")).isEqualTo(inputs(told.get(i - 1)).get("to"));
      assertThat(Duration.between(at(told.get(i - 1)), at(told.get(i))))
          .isLessThanOrEqualTo(Duration.ofHours(1))
          .isPositive();
      assertThat(at(told.get(i)).getEpochSecond() % 3600).isZero();
    }
    Object last = inputs(told.getLast()).get("to");
    assertThat(get(path + "/").get("on_call_now")).isEqualTo(List.of(String.valueOf(last)));
  }

  private List<Map<String, @Nullable Object>> handoffs(String schedule) {
    Map<String, @Nullable Object> story = get(schedule + "/decisions");
    assertThat(story.get("verified")).isEqualTo(true);
    return results(story).stream().filter(each -> "handoff".equals(each.get("kind"))).toList();
  }

  private static Map<?, ?> inputs(Map<String, @Nullable Object> decision) {
    if (decision.get("inputs") instanceof Map<?, ?> inputs) return inputs;
    throw new AssertionError(decision);
  }

  private static Instant at(Map<String, @Nullable Object> decision) {
    return Instant.parse(text(decision, "created_at"));
  }
}
