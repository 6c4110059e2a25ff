package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.storage.InterposedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dashboards go with their folder; rules only when that is asked for. */
class DashboardsInFoldersTest {
  private final TestDeployment deployment = new TestDeployment();

  @BeforeEach
  void folders() {
    deployment
        .post(
            "/api/datasources",
            Map.of("name", "prom", "uid", "prom", "type", "prometheus", "isDefault", true))
        .is(200);
    deployment.post("/api/folders", Map.of("title", "outer", "uid", "outer")).is(200);
    deployment
        .post("/api/folders", Map.of("title", "inner", "uid", "inner", "parentUid", "outer"))
        .is(200);
  }

  private static void save(TestDeployment to, String folder, String uid, List<?> panels) {
    Map<String, ?> dashboard = Map.of("uid", uid, "title", "title of " + uid, "panels", panels);
    to.post("/api/dashboards/db", Map.of("dashboard", dashboard, "folderUid", folder)).is(200);
  }

  private static List<?> alerting() {
    return alerting(List.of());
  }

  private static List<?> alerting(List<?> channels) {
    Map<String, ?> condition =
        Map.of(
            "type", "query",
            "query", Map.of("params", List.of("A", "5m", "now")),
            "reducer", Map.of("type", "avg", "params", List.of()),
            "evaluator", Map.of("type", "gt", "params", List.of(80)),
            "operator", Map.of("type", "and"));
    Map<String, ?> alert =
        Map.of(
            "name",
            "cpu",
            "frequency",
            "60s",
            "conditions",
            List.of(condition),
            "notifications",
            channels);
    return List.of(
        Map.of("id", 1, "targets", List.of(Map.of("refId", "A", "expr", "up")), "alert", alert));
  }

  private TestDeployment.Answer delete(String query) {
    return deployment.raw("DELETE", "/api/folders/outer", query, "", "");
  }

  @Test
  void dashboardsGoWithTheirFolders() {
    save(deployment, "outer", "a", List.of());
    save(deployment, "inner", "b", List.of());
    save(deployment, "", "c", List.of());

    delete("").is(200);

    deployment.get("/api/dashboards/uid/a").is(404);
    deployment.get("/api/dashboards/uid/b").is(404);
    deployment.get("/api/dashboards/uid/c").is(200);
    assertThat(deployment.stored())
        .noneMatch(item -> item.type().startsWith("dashboard") && !item.key().sk().equals("c"));
  }

  @Test
  void aDashboardWithAlertsKeepsItsFolderUnlessRulesMayGo() {
    save(deployment, "inner", "a", alerting());

    delete("").is(400);
    deployment.get("/api/dashboards/uid/a").is(200);
    deployment.get("/api/folders/inner").is(200);
    assertThat(deployment.get("/api/alerts").at(0, "dashboardUid")).isEqualTo("a");

    delete("forceDeleteRules=true").is(200);
    deployment.get("/api/dashboards/uid/a").is(404);
    assertThat(deployment.get("/api/alerts").body()).isEqualTo("[]");
    deployment.get("/api/folders/inner").is(404);
  }

  @Test
  void whatIsSavedMeanwhileGoesToo() {
    List<InterposedTable> between = new ArrayList<>();
    TestDeployment slow =
        deployment.through(
            table -> {
              between.add(new InterposedTable(table));
              return between.getFirst();
            });
    between.getFirst().interpose(() -> {}); // the folder inside
    between.getFirst().interpose(() -> save(deployment, "outer", "late", List.of()));

    slow.raw("DELETE", "/api/folders/outer", "", "", "").is(200);

    deployment.get("/api/dashboards/uid/late").is(404);
    assertThat(Json.write(deployment.get("/api/folders").json())).isEqualTo("[]");
  }

  /** A channel that panels name by its number. */
  private static Map<String, Object> channel(String uid) {
    Map<String, String> settings = Map.of("addresses", "a@example.com");
    return Map.of("name", "n", "type", "email", "uid", uid, "settings", settings);
  }

  private static void saveNaming(TestDeployment to, Object number) {
    save(to, "outer", "naming", alerting(List.of(Map.of("id", number))));
  }

  /**
   * A channel gets another uid in each gap of the save of a dashboard that names it, and such a
   * dashboard is saved in each gap of that: the rule names the new uid whoever is first.
   */
  @Test
  void aDashboardNamesAChannelByTheUidThatItHasInTheEnd() {
    int gaps = 0;
    for (boolean savesSecond : new boolean[] {false, true}) {
      boolean interposed = true;
      for (int gap = 1; interposed; gap++) {
        TestDeployment calm = new TestDeployment();
        calm.post("/api/datasources", Map.of("name", "p", "type", "prometheus", "isDefault", true))
            .is(200);
        calm.post("/api/folders", Map.of("title", "outer", "uid", "outer")).is(200);
        Object number =
            Objects.requireNonNull(
                calm.post("/api/alert-notifications", channel("before")).is(200).at("id"));
        List<InterposedTable> between = new ArrayList<>();
        TestDeployment raced =
            calm.through(
                table -> {
                  between.add(new InterposedTable(table));
                  return between.getFirst();
                });
        String address = "/api/alert-notifications/" + number;
        String moved = Json.write(channel("after"));
        List<Boolean> ran = new ArrayList<>();
        between
            .getFirst()
            .interposeBeforeOperation(
                gap,
                () -> {
                  ran.add(true);
                  if (savesSecond) saveNaming(calm, number);
                  else calm.raw("PUT", address, "", moved, "application/json").is(200);
                });

        if (savesSecond) raced.raw("PUT", address, "", moved, "application/json").is(200);
        else saveNaming(raced, number);

        interposed = !ran.isEmpty();
        if (!interposed && !savesSecond) break;
        assertThat(calm.get("/api/v1/provisioning/alert-rules").body())
            .as("gap %s, %s", gap, savesSecond)
            .contains(interposed ? ",after," : "")
            .doesNotContain(",before,");
        gaps++;
      }
    }
    System.out.println("a channel renamed: " + gaps + " gaps");
    assertThat(gaps).isGreaterThan(15);
  }
}
