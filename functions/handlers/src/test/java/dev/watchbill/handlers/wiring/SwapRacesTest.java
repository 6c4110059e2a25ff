package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import dev.watchbill.storage.InterposedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Two requests about the same hours: the other one comes in each gap of this one, before the
 * schedule is read, between the schedule and the swaps, and before the commit. Were the swaps read
 * before the schedule, both would get through in one of them.
 */
class SwapRacesTest {
  private static final String START = "2036-01-01T00:00:00Z";
  private static final String END = "2036-01-02T00:00:00Z";
  private static final String SWAPS = "/api/v1/shift_swaps/";

  private static String user(TestDeployment deployment, String name) {
    Map<String, Object> user =
        Map.of("username", name, "email", name + "@example.com", "role", "editor");
    return String.valueOf(deployment.created("users", user).get("id"));
  }

  private static String schedule(TestDeployment deployment) {
    Map<String, Object> schedule = Map.of("type", "web", "name", "w", "shifts", List.of());
    return String.valueOf(deployment.created("schedules", schedule).get("id"));
  }

  private static Answer ask(TestDeployment deployment, String schedule, String who, String start) {
    return deployment.post(
        SWAPS,
        Map.of("schedule", schedule, "swap_start", start, "swap_end", END, "beneficiary", who));
  }

  /** Two requests against a deployment of their own. */
  private record Two(
      Function<TestDeployment, Answer> one, Function<TestDeployment, Answer> other) {}

  /** How many gaps one request has; in each the other one comes, and one of them is refused. */
  private static int inEveryGap(
      Function<TestDeployment, Two> given, Function<TestDeployment, Long> won) {
    List<Integer> lost = new ArrayList<>();
    for (int gap = 1; ; gap++) {
      TestDeployment calm = new TestDeployment();
      Two two = given.apply(calm);
      List<InterposedTable> between = new ArrayList<>();
      TestDeployment raced =
          calm.through(
              table -> {
                between.add(new InterposedTable(table));
                return between.getFirst();
              });
      List<Answer> others = new ArrayList<>();
      between.getFirst().interposeBeforeOperation(gap, () -> others.add(two.other().apply(calm)));

      Answer answer = two.one().apply(raced);

      if (others.isEmpty()) {
        assertThat(answer.status()).isBetween(200, 201);
        assertThat(lost).hasSizeBetween(4, gap - 1);
        return gap - 1;
      }
      // After the commit of this one the other comes too late.
      List<Integer> statuses = List.of(others.getFirst().status(), answer.status());
      assertThat(statuses).as("gap %s: %s", gap, statuses).containsOnlyOnce(400);
      assertThat(Math.min(statuses.getFirst(), statuses.getLast())).isBetween(200, 201);
      if (answer.status() == 400) lost.add(gap);
      assertThat(won.apply(calm)).as("gap %s", gap).isEqualTo(1);
    }
  }

  private static long swaps(TestDeployment deployment) {
    return Long.parseLong(String.valueOf(deployment.get(SWAPS).is(200).at("count")));
  }

  @Test
  void ofTwoWhoAskForTheSameHoursOneIsRefused() {
    int gaps =
        inEveryGap(
            deployment -> {
              String who = user(deployment, "ann");
              String schedule = schedule(deployment);
              return new Two(
                  any -> ask(any, schedule, who, START),
                  any -> ask(any, schedule, who, "2036-01-01T12:00:00Z"));
            },
            SwapRacesTest::swaps);
    System.out.println("two askers: " + gaps + " gaps");
    assertThat(gaps).isGreaterThan(3);
  }

  @Test
  void ofTwoWhoTakeTheSameHoursOneIsRefused() {
    int gaps =
        inEveryGap(
            deployment -> {
              String ann = user(deployment, "ann");
              String bob = user(deployment, "bob");
              String eve = user(deployment, "eve");
              String schedule = schedule(deployment);
              Answer asked = ask(deployment, schedule, ann, START).is(201);
              String take = SWAPS + asked.at("id") + "/take";
              return new Two(
                  any -> any.post(take, Map.of("benefactor", bob)),
                  any -> any.post(take, Map.of("benefactor", eve)));
            },
            deployment ->
                deployment.get(SWAPS).is(200).body().split("\"status\":\"taken\"", -1).length - 1L);
    System.out.println("two takers: " + gaps + " gaps");
    assertThat(gaps).isGreaterThan(3);
  }
}
