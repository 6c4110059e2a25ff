package dev.watchbill.handlers.oncall;

import dev.watchbill.handlers.golden.AlertsWorld;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the original answered about alert groups, alerts and resolution notes. */
class RecordedAlertGroupsTest {

  @TestFactory
  Stream<DynamicTest> conversations() {
    return new AlertsWorld()
        .replay()
        .tests(
            "golden/alert-groups-exceptions.json",
            "golden/oncall-api/alert_groups.json",
            "golden/oncall-api/alerts.json",
            "golden/oncall-api/resolution_notes.json");
  }
}
