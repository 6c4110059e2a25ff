package dev.watchbill.handlers.oncall;

import dev.watchbill.handlers.golden.GoldenReplay;
import dev.watchbill.handlers.golden.GoldenWorld;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the original answered, asked of this room's resources. */
class RecordedConversationsTest {
  private static final String EXCEPTIONS = "golden/oncall-api-exceptions.json";

  @TestFactory
  Stream<DynamicTest> conversations() {
    return replay(new TestDeployment(false), Map.of())
        .tests(
            EXCEPTIONS,
            "golden/oncall-api/users_teams.json",
            "golden/oncall-api/integrations.json",
            "golden/oncall-api/routes.json",
            "golden/oncall-api/escalation_chains.json",
            "golden/oncall-api/general.json");
  }

  @TestFactory
  Stream<DynamicTest> conversationsThatNeedTheLimits() {
    return replay(new TestDeployment(true), Map.of("default_limits", "1"))
        .tests(EXCEPTIONS, "golden/oncall-api/throttling.json");
  }

  private static GoldenReplay replay(TestDeployment deployment, Map<String, String> more) {
    Map<String, String> world =
        new HashMap<>(
            GoldenWorld.make(deployment::answer, TestDeployment.BASE, TestDeployment.ADMIN));
    world.putAll(more);
    return new GoldenReplay(deployment::answer, deployment, world);
  }
}
