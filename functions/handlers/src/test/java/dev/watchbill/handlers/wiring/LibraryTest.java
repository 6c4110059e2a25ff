package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders and dashboards found again, and dashboards that come from elsewhere. */
class LibraryTest {
  private final TestDeployment deployment = new TestDeployment();

  private Answer send(String method, String path, @Nullable Object body) {
    int question = path.indexOf('?');
    return deployment.raw(
        method,
        question < 0 ? path : path.substring(0, question),
        question < 0 ? "" : path.substring(question + 1),
        body == null ? "" : Json.write(body),
        "");
  }

  private List<Object> found(String query) {
    List<Object> uids = new ArrayList<>();
    if (send("GET", "/api/search?" + query, null).is(200).json() instanceof List<?> list) {
      for (Object each : list) {
        uids.add(Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(each)).get("uid")));
      }
    }
    return uids;
  }

  private void dashboard(String uid, String title, String folder, String... tags) {
    send(
            "POST",
            "/api/dashboards/db",
            Map.of(
                "folderUid",
                folder,
                "dashboard",
                Map.of("uid", uid, "title", title, "tags", List.of(tags))))
        .is(200);
  }

  @BeforeEach
  void library() {
    send("POST", "/api/folders", Map.of("title", "Ops", "uid", "ops")).is(200);
    send("POST", "/api/folders", Map.of("title", "api", "uid", "api")).is(200);
    send("POST", "/api/folders", Map.of("title", "In", "uid", "in", "parentUid", "ops")).is(200);
    dashboard("d1", "Zoo", "", "a");
    dashboard("d2", "latency", "ops", "a", "b");
    dashboard("d3", "Errors %", "ops", "b");
    dashboard("d4", "Deep", "in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                    | api,in,ops,d4,d3,d2,d1
          type=dash-folder                      | api,in,ops
          type=dash-db                          | d4,d3,d2,d1
          type=dash-db&sort=alpha-desc          | d1,d2,d3,d4
          query=LAT                             | d2
          query=%25                             | d3
          query=o&type=dash-folder              | ops
          tag=a                                 | d2,d1
          tag=a&tag=b                           | d2
          tag=nobody                            | ''
          folderUIDs=ops                        | in,d3,d2
          folderUIDs=ops&type=dash-db           | d3,d2
          folderUIDs=ops,in&type=dash-db        | d4,d3,d2
          folderUIDs=ops&folderUIDs=in&limit=2  | in,d4
          folderUIDs=general&type=dash-db       | d1
          folderUIDs=gone                       | ''
          folderIds=1&type=dash-db              | d3,d2
          folderIds=0                           | api,ops,d1
          folderIds=99                          | ''
          folderIds=x                           | ''
          dashboardUIDs=d3&dashboardUIDs=d1     | d3,d1
          dashboardIds=2                        | d2
          dashboardIds=2,3                      | d3,d2
          dashboardIds=-2                       | ''
          limit=2&page=1                        | api,in
          limit=2&page=4                        | d1
          limit=2&page=5                        | ''
          limit=99999999999999999999&page=-7    | api,in,ops,d4,d3,d2,d1
          page=99999999999999999999             | api,in,ops,d4,d3,d2,d1
          starred=true                          | ''
          starred=false&permission=Edit         | api,in,ops,d4,d3,d2,d1
          """)
  void isFound(String query, String uids) {
    assertThat(found(query)).isEqualTo(uids.isEmpty() ? List.of() : List.of(uids.split(",", -1)));
  }

  @Test
  void whatIsFoundSaysWhereItIs() {
    Answer deep = send("GET", "/api/search?dashboardUIDs=d4", null);
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("id", 4L);
    expected.put("uid", "d4");
    expected.put("title", "Deep");
    expected.put("uri", "db/deep");
    expected.put("url", "/d/d4/deep");
    expected.put("slug", "");
    expected.put("type", "dash-db");
    expected.put("tags", List.of());
    expected.put("isStarred", false);
    expected.put("folderId", 3L);
    expected.put("folderUid", "in");
    expected.put("folderTitle", "In");
    expected.put("folderUrl", "/dashboards/f/in/in");
    expected.put("sortMeta", 0L);
    assertThat(deep.json()).isEqualTo(List.of(expected));
    Answer folder = send("GET", "/api/search?type=dash-folder&query=ops", null);
    assertThat(folder.at(0, "url")).isEqualTo("/dashboards/f/ops/ops");
    assertThat(folder.at(0, "folderUid")).isNull();
    send("GET", "/api/search/x", null).is(404);
    send("POST", "/api/search", Map.of()).is(405);
    assertThat(deployment.send("GET", "/api/search", "", "", Map.of()).status()).isEqualTo(401);
  }

  @Test
  void anotherOrganisationFindsNothingOfThis() {
    Object org = send("POST", "/api/orgs", Map.of("name", "second")).is(200).at("orgId");
    Answer theirs =
        deployment.send(
            "GET",
            "/api/search",
            "",
            "",
            Map.of("authorization", deployment.token(), "x-grafana-org-id", String.valueOf(org)));
    assertThat(theirs.is(200).body()).isEqualTo("[]");
  }

  private static Map<String, @Nullable Object> exported() {
    Map<String, @Nullable Object> exported = new LinkedHashMap<>();
    exported.put(
        "__inputs",
        List.of(
            Map.of("name", "DS_PROM", "type", "datasource", "pluginId", "prometheus"),
            Map.of("name", "DS_EXPRESSION", "type", "datasource", "pluginId", "__expr__"),
            Map.of("name", "VAR_X", "type", "constant")));
    exported.put("id", 77);
    exported.put("version", 12);
    exported.put("uid", "imported");
    exported.put("title", "From ${VAR_X}");
    exported.put(
        "panels",
        List.of(
            Map.of(
                "datasource",
                Map.of("uid", "${DS_PROM}"),
                "targets",
                List.of(
                    Map.of("expr", "up{a=\"${VAR_X}/${variable}/${VAR_X}\"}"),
                    Map.of("datasource", "${DS_EXPRESSION}")))));
    return exported;
  }

  private static Map<String, Object> importing(Map<String, @Nullable Object> exported) {
    return Map.of(
        "dashboard",
        exported,
        "folderUid",
        "ops",
        "overwrite",
        false,
        "inputs",
        List.of(
            Map.of("name", "DS_PROM", "type", "datasource", "value", "prom"),
            Map.of("name", "VAR_X", "type", "constant", "value", "afar")));
  }

  @Test
  void aDashboardIsImportedWithItsInputs() {
    Answer imported = send("POST", "/api/dashboards/import", importing(exported())).is(200);
    assertThat(imported.at("uid")).isEqualTo("imported");
    assertThat(imported.at("title")).isEqualTo("From afar");
    assertThat(imported.at("imported")).isEqualTo(true);
    assertThat(imported.at("importedUrl")).isEqualTo("/d/imported/from-afar");
    assertThat(imported.at("dashboardId")).isEqualTo(5L);
    assertThat(imported.at("folderUid")).isEqualTo("ops");

    Answer kept = send("GET", "/api/dashboards/uid/imported", null);
    assertThat(kept.at("dashboard", "panels", 0, "datasource", "uid")).isEqualTo("prom");
    assertThat(kept.at("dashboard", "panels", 0, "targets", 0, "expr"))
        .isEqualTo("up{a=\"afar/${variable}/afar\"}");
    assertThat(kept.at("dashboard", "panels", 0, "targets", 1, "datasource")).isEqualTo("__expr__");
    assertThat(kept.at("dashboard", "__inputs")).isNull();
    assertThat(kept.at("dashboard", "version")).isEqualTo(1L);

    assertThat(send("POST", "/api/dashboards/import", importing(exported())).is(412).at("status"))
        .isEqualTo("version-mismatch");
    Map<String, Object> over = new LinkedHashMap<>(importing(exported()));
    over.put("overwrite", true);
    assertThat(send("POST", "/api/dashboards/import", over).is(200).at("revision")).isEqualTo(2L);
  }

  @Test
  void aDashboardWithoutItsInputsIsRefused() {
    Map<String, Object> without = new LinkedHashMap<>(importing(exported()));
    without.put("inputs", List.of(Map.of("name", "DS_PROM", "type", "constant", "value", "x")));
    assertThat(send("POST", "/api/dashboards/import", without).is(400).at("message"))
        .isEqualTo("Dashboard input missing in import: DS_PROM");
    send("POST", "/api/dashboards/import", Map.of()).is(400);
    send("POST", "/api/dashboards/import", Map.of("dashboard", List.of())).is(400);
    assertThat(found("query=from")).isEmpty();
  }

  /** A small body must not become a large dashboard. */
  @Test
  void inputsAreBounded() {
    Map<String, @Nullable Object> many = exported();
    many.put("description", "${VAR_X}".repeat(50_000));
    Map<String, Object> body = new LinkedHashMap<>(importing(many));
    body.put(
        "inputs",
        List.of(
            Map.of("name", "DS_PROM", "type", "datasource", "value", "prom"),
            Map.of("name", "VAR_X", "type", "constant", "value", "y".repeat(100_000))));
    assertThat(send("POST", "/api/dashboards/import", body).is(400).at("message"))
        .isEqualTo("the dashboard has more than 4000000 characters with its inputs");
  }
}
