package dev.watchbill.handlers.golden;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the original answered, asked of the whole deployment. */
class RecordedConversationsTest {
  private static final String EXCEPTIONS = "golden/oncall-api-exceptions.json";

  @TestFactory
  Stream<DynamicTest> conversations() {
    return new RecordedWorld(false)
        .replay()
        .tests(
            EXCEPTIONS,
            "golden/oncall-api/users_teams.json",
            "golden/oncall-api/integrations.json",
            "golden/oncall-api/routes.json",
            "golden/oncall-api/escalation_chains.json",
            "golden/oncall-api/escalation_policies.json",
            "golden/oncall-api/personal_notification_rules.json",
            "golden/oncall-api/phone_and_paging.json",
            "golden/oncall-api/ingestion.json",
            "golden/oncall-api/alert_groups.json",
            "golden/oncall-api/alerts.json",
            "golden/oncall-api/resolution_notes.json",
            "golden/oncall-api/on_call_shifts.json",
            "golden/oncall-api/schedules.json",
            "golden/oncall-api/final_shifts.json",
            "golden/oncall-api/shift_swaps.json",
            "golden/oncall-api/webhooks.json",
            "golden/oncall-api/actions.json",
            "golden/oncall-api/general.json");
  }

  @TestFactory
  Stream<DynamicTest> conversationsThatNeedTheLimits() {
    return new RecordedWorld(true).replay().tests(EXCEPTIONS, "golden/oncall-api/throttling.json");
  }
}
