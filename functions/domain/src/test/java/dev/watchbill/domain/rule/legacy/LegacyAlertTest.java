package dev.watchbill.domain.rule.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.rule.Slug;
import dev.watchbill.domain.rule.legacy.AlertState.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec grafana-alerting §16.2 to §16.4, §17.1. */
class LegacyAlertTest {

  private static final Instant AT = Instant.parse("2016-12-25T00:00:00Z");

  static final Dashboard SENSORS =
      new Dashboard("sens", "O1", 1, null, "Sensors", List.of("a", "b"), 1, "x", AT, "x", AT, 1);

  /** The example that the document of 2017 prints. */
  @Test
  void showsTheAlertOfTheDocument() {
    Map<String, @Nullable Object> item = fire().listed("http://grafana.com", true);

    assertThat(item)
        .containsEntry("id", 1L)
        .containsEntry("dashboardId", 1L)
        .containsEntry("panelId", 1L)
        .containsEntry("name", "fire place sensor")
        .containsEntry("message", "Someone is trying to break in through the fire place")
        .containsEntry("state", "alerting")
        .containsEntry("newStateDate", "2016-12-25T00:00:00Z")
        .containsEntry("executionError", "")
        .containsEntry("dashboardUri", "http://grafana.com/dashboard/db/sensors")
        .containsEntry("url", "/d/sens/sensors")
        .containsEntry("evalDate", "0001-01-01T00:00:00Z")
        .containsEntry("evalData", null);
    assertThat(fire().listed("https://x.example/sub/path", true))
        .containsEntry("url", "/sub/path/d/sens/sensors");
  }

  /** A reader that does not mind case takes either spelling, so they agree. */
  @Test
  void spellsOneAlertBothWays() {
    Map<String, @Nullable Object> one = fire().single("http://grafana.com", true);

    assertThat(one).containsKeys("Id", "OrgId", "Handler", "Silenced", "Settings", "Severity");
    assertThat(one).containsEntry("Frequency", 60L).containsEntry("For", 300_000_000_000L);
    List<String> twice = new ArrayList<>();
    for (String name : one.keySet()) {
      String small = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
      if (small.equals(name) || !one.containsKey(small)) continue;
      assertThat(one.get(name)).as(name).isEqualTo(one.get(small));
      twice.add(small);
    }
    assertThat(twice)
        .containsExactlyInAnyOrder(
            "id",
            "dashboardId",
            "panelId",
            "name",
            "message",
            "state",
            "executionError",
            "evalData",
            "newStateDate");
  }

  @Test
  void belongsToNoDashboard() {
    LegacyAlert alert = alert(2, "x", AlertState.OK, null);

    assertThat(alert.listed("http://h", false))
        .containsEntry("dashboardId", 0L)
        .containsEntry("dashboardUid", "")
        .containsEntry("dashboardUri", "")
        .containsEntry("url", "/alerting/grafana/rule2/view");
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, '', unknown",
    "false, true, '', ok",
    "false, true, NORMAL, ok",
    "false, true, NORMAL NO_DATA, no_data",
    "false, true, NO_DATA PENDING NORMAL, pending",
    "false, true, PENDING ALERTING, alerting",
    "false, true, RECOVERING, alerting",
    "false, true, NORMAL ERROR, alerting",
    "true, true, ALERTING, paused",
    "true, false, '', paused"
  })
  void isInTheWorstState(boolean paused, boolean evaluated, String instances, String state) {
    List<Instance> in =
        instances.isEmpty()
            ? List.of()
            : Arrays.stream(instances.split(" ")).map(Instance::valueOf).toList();

    assertThat(AlertState.of(paused, evaluated, in).wire()).isEqualTo(state);
  }

  @Test
  void saysItsMessageOrWhatComesNearest() {
    assertThat(LegacyAlert.message(Map.of("message", "m", "description", "d"))).isEqualTo("m");
    assertThat(LegacyAlert.message(Map.of("description", "d", "summary", "s"))).isEqualTo("d");
    assertThat(LegacyAlert.message(Map.of("message", "", "summary", "s"))).isEqualTo("s");
    assertThat(LegacyAlert.message(Map.of())).isEmpty();
    assertThat(LegacyAlert.panelId(Map.of("__panelId__", "12"))).isEqualTo(12);
    assertThat(LegacyAlert.panelId(Map.of("__panelId__", "9".repeat(40)))).isZero();
    assertThat(LegacyAlert.panelId(Map.of())).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, true, Paused, alert paused",
    "true, false, true, Pending, alert un-paused",
    "true, true, false, paused, Alert is already paused",
    "false, false, false, un-paused, Alert is already un-paused"
  })
  void pausesInTheWordsOfTheDocument(
      boolean paused, boolean wanted, boolean changes, String state, String message) {
    assertThat(AlertPause.decide(paused, wanted))
        .isEqualTo(new AlertPause(changes, state, message));
  }

  @Test
  void listsByNameThenByNumber() {
    assertThat(ids(any())).containsExactly(4L, 2L, 3L, 1L);
    assertThat(ids(new AlertSearch(null, 0, "", List.of(), 2))).containsExactly(4L, 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "ok, 2",
    "alerting, 1",
    "ok alerting, 2 1",
    "all ok, 4 2 3 1",
    "ALL, 4 2 3 1",
    "not_ok, 4 3 1",
    "not_no_data, 2 3 1",
    "not_ok ok, 4 2 3 1",
    "nonsense, ''"
  })
  void filtersByState(String states, String expected) {
    AlertSearch query = new AlertSearch(null, 0, "", List.of(states.split(" ")), 0);

    assertThat(String.join(" ", ids(query).stream().map(String::valueOf).toList()))
        .isEqualTo(expected);
  }

  @Test
  void filtersByDashboardPanelAndName() {
    assertThat(ids(new AlertSearch(Set.of(1L), 0, "", List.of(), 0))).containsExactly(1L);
    assertThat(ids(new AlertSearch(Set.of(), 0, "", List.of(), 0))).isEmpty();
    assertThat(ids(new AlertSearch(null, 1, "", List.of(), 0))).containsExactly(1L);
    assertThat(ids(new AlertSearch(null, 0, "PLACE", List.of(), 0))).containsExactly(1L);
  }

  @Test
  void searchesDashboards() {
    Map<String, Long> folders = Map.of("f", 7L);
    List<Dashboard> all = List.of(SENSORS);

    assertThat(new DashboardSearch("ENS", List.of("b", "a"), Set.of(0L)).of(all, folders))
        .containsExactly(SENSORS);
    assertThat(new DashboardSearch("", List.of("c"), Set.of()).of(all, folders)).isEmpty();
    assertThat(new DashboardSearch("", List.of(), Set.of(7L)).of(all, folders)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Sensors, sensors",
    "'My  Servers: load & CPU!', my-servers-load-cpu",
    "Ärger, ärger",
    "---, -",
    "'', -"
  })
  void makesAReadableAddress(String title, String slug) {
    assertThat(Slug.of(title)).isEqualTo(slug);
  }

  private static List<Long> ids(AlertSearch query) {
    return query
        .of(
            List.of(
                fire(),
                alert(2, "b", AlertState.OK, null),
                alert(3, "b", AlertState.PAUSED, null),
                alert(4, "a", AlertState.NO_DATA, null)))
        .stream()
        .map(LegacyAlert::id)
        .toList();
  }

  private static AlertSearch any() {
    return new AlertSearch(null, 0, "", List.of(), 0);
  }

  private static LegacyAlert fire() {
    return alert(1, "fire place sensor", AlertState.ALERTING, SENSORS);
  }

  private static LegacyAlert alert(
      long id, String name, AlertState state, @Nullable Dashboard dashboard) {
    return new LegacyAlert(
        id,
        3,
        1,
        "rule" + id,
        dashboard,
        dashboard == null ? 0 : 1,
        name,
        "Someone is trying to break in through the fire place",
        state,
        AT,
        null,
        null,
        "",
        2,
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        AT,
        AT,
        Map.of("handler", 1L));
  }
}
