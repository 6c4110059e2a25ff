package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.policy.Fnv64;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Exports in all formats (spec grafana-alerting §7). */
class ExportsTest {
  private static final String BASE = "/api/v1/provisioning/";
  private static final String SECRET = "hooks.example/very-secret";

  /** Whatever breaks a format that is put together by hand. */
  private static final String ODD =
      "a \"b\" 'c'\nnew: line\t# ${x} %{y} $z \\ é 日本 \uD83D\uDE00 - yes\u2028 ";

  private final TestDeployment deployment = new TestDeployment();

  @BeforeEach
  void folders() {
    deployment.post("/api/folders", Map.of("title", "Top", "uid", "top")).is(200);
    deployment.post("/api/folders", Map.of("title", "In", "uid", "f", "parentUid", "top")).is(200);
    deployment.post("/api/folders", Map.of("title", "Other", "uid", "e")).is(200);
  }

  private Answer send(
      String token, String method, String path, @Nullable Object body, String accept) {
    int question = path.indexOf('?');
    return deployment.send(
        method,
        BASE + (question < 0 ? path : path.substring(0, question)),
        question < 0 ? "" : path.substring(question + 1),
        body == null ? "" : Json.write(body),
        Map.of("authorization", token, "accept", accept));
  }

  private Answer get(String path) {
    return send(deployment.token(), "GET", path, null, "*/*");
  }

  private Answer put(String path, Object body) {
    return send(deployment.token(), "PUT", path, body, "*/*");
  }

  private Answer post(String path, Object body) {
    return send(deployment.token(), "POST", path, body, "*/*");
  }

  private static Map<String, @Nullable Object> rule(String title, String uid) {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    rule.put("title", title);
    rule.put("uid", uid);
    rule.put("condition", "C");
    rule.put("noDataState", "NoData");
    rule.put("execErrState", "Error");
    rule.put("for", "90s");
    rule.put(
        "annotations",
        Map.of("summary", "$labels.x", "__dashboardUid__", "dash", "__panelId__", "4"));
    rule.put("labels", Map.of("team", "a"));
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("refId", "A");
    query.put("datasourceUid", "prom");
    query.put("relativeTimeRange", Map.of("from", 600));
    query.put("model", Map.of("expr", "rate(x[$__interval]) > 1", "list", List.of(1.5, 2, "0x1F")));
    rule.put("data", List.of(query));
    return rule;
  }

  private void group(String folder, String title, Object... rules) {
    put(
            "folder/" + folder + "/rule-groups/" + encoded(title),
            Map.of("interval", 60, "rules", List.of(rules)))
        .is(200);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private void everything() {
    group("f", "g", rule("one", "r1"), rule("two", "r2"));
    group("e", "h", rule("three", "r3"));
    post(
            "contact-points",
            Map.of(
                "name",
                "team",
                "type",
                "slack",
                "settings",
                Map.of("url", "https://" + SECRET, "recipient", "#a", "mentionUsers", "u")))
        .is(202);
    post("mute-timings", Map.of("name", "nights", "time_intervals", List.of(interval()))).is(201);
    put("policies", tree()).is(202);
  }

  private static Map<String, Object> interval() {
    return Map.of(
        "times",
        List.of(Map.of("start_time", "06:00", "end_time", "23:59")),
        "weekdays",
        List.of("monday:wednesday", "saturday"),
        "months",
        List.of("january:march"),
        "location",
        "Europe/Berlin");
  }

  private static Map<String, Object> tree() {
    return Map.of(
        "receiver",
        "grafana-default-email",
        "group_by",
        List.of("alertname"),
        "routes",
        List.of(
            Map.of(
                "receiver",
                "team",
                "object_matchers",
                List.of(List.of("a", "=", "b")),
                "continue",
                true,
                "mute_time_intervals",
                List.of("nights"),
                "group_wait",
                "30s")));
  }

  private static @Nullable Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) return map;
    throw new AssertionError("not an object: " + value);
  }

  /** Integers of both readers alike. */
  private static @Nullable Object normal(@Nullable Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, normal(each)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(normal(each)));
        yield copy;
      }
      case null -> null;
      default -> value;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alert-rules/export",
        "alert-rules/r1/export",
        "folder/f/rule-groups/g/export",
        "contact-points/export",
        "policies/export",
        "mute-timings/export",
        "mute-timings/nights/export"
      })
  void everyExportInEveryFormat(String path) {
    everything();
    Answer json = get(path + "?format=json").is(200);
    assertThat(json.headers()).containsEntry("content-type", "application/json");
    assertThat(json.headers()).doesNotContainKey("content-disposition");
    assertThat(json.at("apiVersion")).isEqualTo(1L);
    assertThat((Map<?, ?>) json.json()).hasSize(2);
    assertThat(json.body()).doesNotContain(SECRET).doesNotContain("provenance", "\"updated\"");

    Answer yaml = get(path).is(200);
    assertThat(yaml.headers()).containsEntry("content-type", "text/yaml");
    assertThat(normal(yaml(yaml.body()))).isEqualTo(json.json());
    assertThat(yaml.body()).doesNotContain(SECRET).doesNotContain("&id", "*id");

    Answer hcl = get(path + "?format=hcl").is(200);
    assertThat(hcl.headers()).containsEntry("content-type", "text/hcl");
    assertThat(hcl.body()).startsWith("resource \"grafana_").doesNotContain(SECRET);
    assertThat(get(path + "?format=hcl").body()).isEqualTo(hcl.body());
    assertThat(get(path + "/").is(200).body()).isEqualTo(yaml.body());
  }

  @ParameterizedTest
  @CsvSource({
    "'', */*, text/yaml",
    "'', application/json, application/json",
    "'', application/yaml, text/yaml",
    "'', 'text/yaml, application/json', application/json",
    "format=yaml, application/json, text/yaml",
    "format=hcl, application/json, text/hcl",
    "format=json, application/yaml, application/json",
    "format=xml, application/json, application/json",
    "format=, */*, text/yaml",
  })
  void theQueryDecidesThenTheHeader(String query, String accept, String type) {
    Answer answer =
        send(deployment.token(), "GET", "policies/export?" + query, null, accept).is(200);
    assertThat(answer.headers()).containsEntry("content-type", type);
  }

  @ParameterizedTest
  @CsvSource({
    "yaml, application/yaml, export.yaml",
    "json, application/json, export.json",
    "hcl, application/terraform+hcl, export.tf"
  })
  void downloadsAreAttachments(String format, String type, String file) {
    Answer answer = get("policies/export?download=true&format=" + format).is(200);
    assertThat(answer.headers())
        .containsEntry("content-type", type)
        .containsEntry("content-disposition", "attachment;filename=" + file);
    assertThat(get("policies/export?download=false&format=" + format).headers())
        .doesNotContainKey("content-disposition");
  }

  @Test
  void aRuleHasTheShapeOfTheFile() {
    everything();
    Answer file = get("alert-rules/r1/export?format=json");
    Map<?, ?> group = object(file.at("groups", 0));
    assertThat(group.get("orgId")).isEqualTo(1L);
    assertThat(group.get("name")).isEqualTo("g");
    assertThat(group.get("folder")).isEqualTo("Top/In");
    assertThat(group.get("interval")).isEqualTo("1m");
    assertThat((List<?>) group.get("rules")).hasSize(1);
    Map<?, ?> rule = object(file.at("groups", 0, "rules", 0));
    assertThat(List.copyOf(rule.keySet()))
        .isEqualTo(
            List.of(
                "uid",
                "title",
                "condition",
                "data",
                "dashboardUid",
                "panelId",
                "noDataState",
                "execErrState",
                "for",
                "annotations",
                "labels",
                "isPaused"));
    assertThat(rule.get("for")).isEqualTo("1m30s");
    assertThat(rule.get("dashboardUid")).isEqualTo("dash");
    assertThat(rule.get("panelId")).isEqualTo(4L);
    assertThat(file.at("groups", 0, "rules", 0, "annotations", "summary")).isEqualTo("$$labels.x");
    assertThat(file.at("groups", 0, "rules", 0, "data", 0, "queryType")).isNull();
    assertThat(file.at("groups", 0, "rules", 0, "data", 0, "model", "expr"))
        .isEqualTo("rate(x[$$__interval]) > 1");
    assertThat(file.at("groups", 0, "rules", 0, "data", 0, "model", "list"))
        .isEqualTo(List.of(1.5, 2L, "0x1F"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 200, r1 r2 r3",
    "folderUid=f, 200, r1 r2",
    "folderUid=f&folderUid=e, 200, r1 r2 r3",
    "folderUid=, 200, r1 r2 r3",
    "folderUid=f&folderUid=&group=g, 200, r1 r2",
    "ruleUid=r3, 200, r3",
    "folderUid=none, 404, ''",
    "folderUid=f&group=h, 404, ''",
    "ruleUid=none, 404, ''",
    "ruleUid=r1&group=g, 400, ''",
    "ruleUid=r1&folderUid=f, 400, ''",
    "group=g, 400, ''",
    "group=g&folderUid=, 400, ''",
    "group=g&folderUid=f&folderUid=e, 400, ''"
  })
  void theQueryChoosesRules(String query, int status, String uids) {
    everything();
    Answer answer =
        get("alert-rules/export?format=json" + (query.isEmpty() ? "" : "&" + query)).is(status);
    if (status == 404) assertThat(answer.body()).isIn("", "null");
    if (status == 400) assertThat(String.valueOf(answer.at("message"))).isNotEmpty();
    if (status != 200) return;
    List<String> found = new ArrayList<>();
    if (answer.at("groups") instanceof List<?> groups) {
      for (Object group : groups) {
        if (object(group).get("rules") instanceof List<?> rules) {
          rules.forEach(rule -> found.add(String.valueOf(object(rule).get("uid"))));
        }
      }
    }
    assertThat(found).containsExactlyInAnyOrder(uids.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alert-rules/export",
        "alert-rules/none/export",
        "folder/f/rule-groups/none/export",
        "mute-timings/none/export"
      })
  void whatIsNotThereHasNoBody(String path) {
    assertThat(get(path).is(404).body()).isIn("", "null");
  }

  @Test
  void emptySectionsAreThere() {
    assertThat(get("mute-timings/export?format=json").is(200).at("muteTimes")).isEqualTo(List.of());
    assertThat(get("contact-points/export?format=json&name=none").is(200).at("contactPoints"))
        .isEqualTo(List.of());
  }

  @Test
  void namesNeverBreakAFormat() {
    group("f", ODD, rule(ODD.strip(), "r1"));
    post("mute-timings", Map.of("name", ODD, "time_intervals", List.of(interval()))).is(201);
    post(
            "contact-points",
            Map.of(
                "name",
                ODD,
                "type",
                "email",
                "settings",
                Map.of("addresses", "a@example.com", ODD, ODD, "s", "0012")))
        .is(202);
    String doubled = ODD.replace("$", "$$");
    for (String path :
        List.of(
            "folder/f/rule-groups/" + encoded(ODD) + "/export",
            "mute-timings/" + encoded(ODD) + "/export",
            "contact-points/export?name=" + encoded(ODD))) {
      String and = path.contains("?") ? "&" : "?";
      Answer json = get(path + and + "format=json").is(200);
      String section = String.valueOf(object(json.json()).keySet().toArray()[1]);
      assertThat(json.at(section, 0, "name")).isEqualTo(doubled);
      assertThat(normal(yaml(get(path).is(200).body()))).isEqualTo(json.json());
      assertThat(get(path + and + "format=hcl").is(200).body())
          .contains(
              "\"a \\\"b\\\" 'c'\\nnew: line\\t# $${x} %%{y} $z \\\\ é 日本 \uD83D\uDE00 - yes\\u2028 \"");
    }
  }

  @Test
  void onlyAdminsSeeSecretsAndOnlyWhenTheyAsk() {
    everything();
    for (String format : List.of("yaml", "json", "hcl")) {
      String path = "contact-points/export?name=team&format=" + format;
      assertThat(get(path).body()).contains("[REDACTED]").doesNotContain(SECRET);
      assertThat(get(path + "&decrypt=false").body()).doesNotContain(SECRET);
      assertThat(get(path + "&decrypt=true").is(200).body())
          .contains(SECRET)
          .doesNotContain("[REDACTED]");
      String editor = tokenOf("editor", format);
      assertThat(send(editor, "GET", path, null, "*/*").is(200).body()).doesNotContain(SECRET);
      Answer refused = send(editor, "GET", path + "&decrypt=true", null, "*/*").is(403);
      assertThat(refused.body()).contains("alert.provisioning.secrets:read").doesNotContain(SECRET);
    }
    send("", "GET", "contact-points/export?decrypt=true", null, "*/*").is(401);
    send(tokenOf("viewer", "v"), "GET", "policies/export", null, "*/*").is(403);
  }

  private String tokenOf(String role, String suffix) {
    String name = role + suffix;
    Map<?, ?> user =
        deployment.created(
            "users", Map.of("username", name, "email", name + "@example.com", "role", role));
    Map<?, ?> token =
        deployment.created(
            "tokens", Map.of("name", name, "user_id", String.valueOf(user.get("id"))));
    return String.valueOf(token.get("token"));
  }

  @Test
  void rulesForTerraform() {
    Map<String, @Nullable Object> rule = rule("one", "r1");
    rule.put("annotations", Map.of("summary", "${x}"));
    rule.put(
        "notification_settings", Map.of("receiver", "grafana-default-email", "group_wait", "30s"));
    group("f", "g", rule);
    String hcl = get("alert-rules/export?format=hcl").body();
    int model = hcl.indexOf("model ");
    assertThat(hcl.substring(0, model))
        .isEqualTo(
            """
            resource "grafana_rule_group" "rule_group_%s" {
              org_id           = 1
              name             = "g"
              folder_uid       = "f"
              interval_seconds = 60

              rule {
                name      = "one"
                condition = "C"

                data {
                  ref_id = "A"

                  relative_time_range {
                    from = 600
                    to   = 0
                  }

                  datasource_uid = "prom"
                  \
            """
                .formatted(Fnv64.of("g", "f")));
    assertThat(hcl).contains("\\\"expr\\\":\\\"rate(x[$__interval]) > 1\\\"");
    assertThat(hcl.substring(hcl.indexOf("    no_data_state")))
        .isEqualTo(
            """
                no_data_state  = "NoData"
                exec_err_state = "Error"
                for            = "1m30s"
                annotations = {
                  "summary" = "$${x}"
                }
                labels = {
                  "team" = "a"
                }
                is_paused = false

                notification_settings {
                  contact_point = "grafana-default-email"
                  group_wait    = "30s"
                }
              }
            }
            """);
  }

  @Test
  void otherObjectsForTerraform() {
    everything();
    assertThat(get("policies/export?format=hcl").body())
        .isEqualTo(
            """
            resource "grafana_notification_policy" "notification_policy_1" {
              contact_point = "grafana-default-email"
              group_by      = ["alertname"]

              policy {
                contact_point = "team"
                continue      = true
                mute_timings  = ["nights"]
                group_wait    = "30s"

                matcher {
                  label = "a"
                  match = "="
                  value = "b"
                }
              }
            }
            """);
    assertThat(get("mute-timings/export?format=hcl").body())
        .isEqualTo(
            """
            resource "grafana_mute_timing" "mute_timing_%s" {
              name = "nights"

              intervals {
                times {
                  start = "06:00"
                  end   = "23:59"
                }

                weekdays = ["monday:wednesday", "saturday"]
                months   = ["1:3"]
                location = "Europe/Berlin"
              }
            }
            """
                .formatted(Fnv64.of("nights")));
    assertThat(get("contact-points/export?format=hcl&name=team").body())
        .contains(
            "\"contact_point_" + Fnv64.of("team") + "\"",
            "  slack {\n",
            "= \"[REDACTED]\"",
            "mention_users",
            "recipient");
  }

  @Test
  void manyRulesAreExported() {
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < 100; i++) rules.add(rule("t" + i, ""));
    for (int i = 0; i < 10; i++) {
      List<Object> own = new ArrayList<>();
      int at = i;
      rules.forEach(each -> own.add(renamed((Map<?, ?>) each, at)));
      group("f", "g" + i, own.toArray());
    }
    Answer json = get("alert-rules/export?format=json").is(200);
    assertThat(json.body().split("\"condition\":", -1)).hasSize(1001);
    assertThat(normal(yaml(get("alert-rules/export").is(200).body()))).isEqualTo(json.json());
    assertThat(get("alert-rules/export?format=hcl").is(200).body().split(" rule \\{", -1))
        .hasSize(1001);
  }

  private static Map<String, @Nullable Object> renamed(Map<?, ?> rule, int group) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    rule.forEach((name, value) -> copy.put(String.valueOf(name), value));
    copy.put("title", rule.get("title") + "-" + group);
    return copy;
  }

  @Test
  void onesCalledExportCanStillBeChanged() {
    post("mute-timings", Map.of("name", "export", "time_intervals", List.of())).is(201);
    assertThat(get("mute-timings/export/export?format=json").is(200).at("muteTimes", 0, "name"))
        .isEqualTo("export");
    send(deployment.token(), "DELETE", "mute-timings/export", null, "*/*").is(204);
  }
}
