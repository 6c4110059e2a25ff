package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.email;
import static dev.watchbill.handlers.wiring.Provisioning.object;
import static dev.watchbill.handlers.wiring.Provisioning.point;
import static dev.watchbill.handlers.wiring.Provisioning.timing;
import static dev.watchbill.handlers.wiring.Provisioning.tree;
import static dev.watchbill.handlers.wiring.Provisioning.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The traps of notification objects (spec grafana-alerting §1, §3 to §6), one by one. */
class ProvisionedNotificationsTest {
  private static final String DEFAULT = "grafana-default-email";

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);

  private List<@Nullable Object> names(String path) {
    List<@Nullable Object> names = new ArrayList<>();
    Answer list = api.get(path).is(200);
    for (int i = 0; list.at(i) != null; i++) names.add(list.at(i, "name"));
    return names;
  }

  // Who may

  @Test
  void rolesDecide() {
    api.folder("f");
    Provisioning viewer = as("viewer");
    Provisioning editor = as("editor");
    for (String path :
        List.of("alert-rules", "contact-points", "policies", "mute-timings", "templates")) {
      Answer denied = viewer.get(path).is(403);
      assertThat(String.valueOf(denied.at("message"))).contains("alert.provisioning:read");
      editor.get(path).is(200);
    }
    editor.post("alert-rules", Provisioning.rule("r")).is(201);
    editor.post("contact-points", email("x")).is(403);
    editor.put("policies", tree(DEFAULT)).is(403);
    editor.delete("policies").is(403);
    editor.post("mute-timings", timing("t")).is(403);
    editor.put("templates/t", Map.of("template", "x")).is(403);
    viewer.post("alert-rules", Provisioning.rule("r")).is(403);
    assertThat(names("contact-points")).containsExactly(DEFAULT);
  }

  private Provisioning as(String role) {
    Map<?, ?> user =
        deployment.created(
            "users", Map.of("username", role, "email", role + "@example.com", "role", role));
    Map<?, ?> made =
        deployment.created(
            "tokens", Map.of("name", role, "user_id", String.valueOf(user.get("id"))));
    return new Provisioning(deployment, String.valueOf(made.get("token")));
  }

  // Contact points

  @Test
  void integrationsOfOneNameAreOneContactPoint() {
    for (String uid : List.of("u2", "u1")) {
      api.post("contact-points", with(email("b"), "uid", uid)).is(202);
    }
    api.post("contact-points", with(email("a"), "uid", "u3")).is(202);

    Answer list = api.get("contact-points").is(200);
    assertThat(names("contact-points")).containsExactly("a", "b", "b", DEFAULT);
    assertThat(list.at(1, "uid")).isEqualTo("u2");
    assertThat(list.at(0, "disableResolveMessage")).isEqualTo(false);
    assertThat(api.get("contact-points?name=b").at(1, "uid")).isEqualTo("u1");
    api.put("policies", tree("b")).is(202);
    assertThat(api.delete("contact-points/u1").is(202).at("message"))
        .as("one of several")
        .isEqualTo("contactpoint deleted");
    api.delete("contact-points/u2").is(409);
  }

  @Test
  void aSecretThatIsNotSentIsGone() {
    Map<String, Object> tls =
        Map.of("insecureSkipVerify", false, "clientKey", "PRIVATE", "caCertificate", "CA");
    Map<String, Object> settings =
        Map.of("url", "https://x.example", "password", "pw", "username", "u", "tlsConfig", tls);
    Answer made = api.post("contact-points", point("w", "webhook", settings)).is(202);
    assertThat(made.at("settings", "password")).isEqualTo("[REDACTED]");
    assertThat(made.at("settings", "tlsConfig", "clientKey")).isEqualTo("[REDACTED]");
    assertThat(made.at("settings", "tlsConfig", "insecureSkipVerify")).isEqualTo(false);
    assertThat(deployment.stored().toString()).doesNotContain("\"pw\"").doesNotContain("PRIVATE");

    String path = "contact-points/" + made.at("uid");
    Map<String, Object> fewer =
        Map.of("url", "https://x.example", "tlsConfig", Map.of("clientKey", "[REDACTED]"));
    assertThat(api.put(path, point("w", "webhook", fewer)).is(202).at("message"))
        .isEqualTo("contactpoint updated");
    Answer read = api.get("contact-points?name=w");
    assertThat(read.at(0, "settings", "password")).isNull();
    assertThat(read.at(0, "settings", "tlsConfig")).isEqualTo(Map.of("clientKey", "[REDACTED]"));
  }

  @Test
  void anotherTypeForgetsTheSecretsOfTheOldOne() {
    Object uid =
        api.post("contact-points", point("c", "threema", threema("s3cret"))).is(202).at("uid");

    Map<String, String> redacted = Map.of("integrationKey", "[REDACTED]");
    api.put("contact-points/" + uid, point("c", "pagerduty", redacted)).is(400);
    assertThat(api.get("contact-points?name=c").at(0, "type")).isEqualTo("threema");
    Map<String, String> key = Map.of("integrationKey", "k");
    api.put("contact-points/" + uid, point("c", "pagerduty", key)).is(202);
    assertThat(api.get("contact-points?name=c").at(0, "settings"))
        .isEqualTo(Map.of("integrationKey", "[REDACTED]"));
  }

  private static Map<String, String> threema(String secret) {
    return Map.of("gateway_id", "*1234567", "recipient_id", "87654321", "api_secret", secret);
  }

  @Test
  void aLastIntegrationThatJoinsAnotherNameTakesReferencesAlong() {
    Object moving = api.post("contact-points", email("old")).at("uid");
    api.post("contact-points", email("there")).is(202);
    api.put("policies", tree("old", Map.of("receiver", "old"))).is(202);

    api.put("contact-points/" + moving, email("there")).is(202);

    assertThat(api.get("policies").at("receiver")).isEqualTo("there");
    assertThat(api.get("policies").at("routes", 0, "receiver")).isEqualTo("there");
    assertThat(names("contact-points")).containsExactly(DEFAULT, "there", "there");
  }

  @Test
  void provenanceOfEveryObject() {
    Map<String, String> header = Map.of("x-disable-provenance", "false");
    Object uid = api.send("POST", "contact-points", email("c"), header).is(202).at("uid");
    api.send("POST", "mute-timings", timing("t"), header).is(201);
    api.send("PUT", "templates/t", Map.of("template", "x"), header).is(202);
    assertThat(api.get("contact-points?name=c").at(0, "provenance")).isNull();
    assertThat(api.get("mute-timings/t").at("provenance")).isNull();
    assertThat(api.get("templates/t").at("provenance")).isNull();

    api.put("contact-points/" + uid, email("c")).is(202);
    api.put("mute-timings/t", timing("t")).is(202);
    api.put("templates/t", Map.of("template", "x")).is(202);
    assertThat(api.get("contact-points?name=c").at(0, "provenance")).isEqualTo("api");
    assertThat(api.get("mute-timings/t").at("provenance")).isEqualTo("api");
    assertThat(api.get("templates/t").at("provenance")).isEqualTo("api");

    api.send("PUT", "contact-points/" + uid, email("c"), header).is(202);
    api.send("PUT", "mute-timings/t", timing("t"), header).is(202);
    api.send("PUT", "templates/t", Map.of("template", "x"), header).is(202);
    assertThat(api.get("mute-timings/t").at("provenance")).isNull();
  }

  @Test
  void theDefaultContactPointMayGoAndComesBackWithTheTree() {
    api.post("contact-points", email("ops")).is(202);
    Object uid = api.get("contact-points?name=" + DEFAULT).at(0, "uid");
    api.delete("contact-points/" + uid).is(409);
    api.put("policies", tree("ops")).is(202);
    api.delete("contact-points/" + uid).is(202);
    assertThat(names("contact-points")).containsExactly("ops");

    assertThat(api.delete("policies").is(202).at("receiver")).isEqualTo(DEFAULT);
    assertThat(names("contact-points")).containsExactly(DEFAULT, "ops");
  }

  // Policies

  @Test
  void nullListsAreNoLists() {
    Map<String, @Nullable Object> route = new LinkedHashMap<>();
    for (String name :
        List.of(
            "group_by",
            "mute_time_intervals",
            "active_time_intervals",
            "routes",
            "matchers",
            "object_matchers",
            "match",
            "match_re")) {
      route.put(name, null);
    }
    Map<String, @Nullable Object> root = new LinkedHashMap<>(route);
    root.put("receiver", DEFAULT);
    root.put("group_by", List.of("..."));
    root.put("routes", List.of(route));
    root.put("group_wait", "0s");

    api.put("policies", root).is(202);
    Map<String, @Nullable Object> shown = object(api.get("policies").is(200));
    assertThat(shown.get("group_wait")).isEqualTo("0s");
    assertThat(shown.get("routes")).isEqualTo(List.of(Map.of()));
    assertThat(shown.get("group_by")).isEqualTo(List.of("..."));
    assertThat(shown.keySet().toString()).doesNotContain("mute_time", "matchers", "continue");
  }

  @Test
  void matchersOfAllGenerations() {
    Map<String, Object> route =
        Map.of(
            "match", Map.of("a", "1"),
            "match_re", Map.of("b", "x.*"),
            "matchers", List.of("c=\"3\"", "d!~\"y|z\""),
            "object_matchers",
                List.of(
                    List.of("b", "=~", "1"), List.of("b", "=", "1"), List.of("ü x", "!=", "\"q\"")),
            "continue", true);
    api.put("policies", tree(DEFAULT, route)).is(202);

    Answer shown = api.get("policies");
    assertThat(shown.at("routes", 0, "match")).isEqualTo(Map.of("a", "1"));
    assertThat(shown.at("routes", 0, "match_re")).isEqualTo(Map.of("b", "x.*"));
    assertThat(shown.at("routes", 0, "continue")).isEqualTo(true);
    assertThat(String.valueOf(shown.at("routes", 0, "object_matchers")))
        .isEqualTo("[[b, =, 1], [b, =~, 1], [c, =, 3], [d, !~, y|z], [ü x, !=, q]]");
    assertThat(shown.at("routes", 0, "matchers")).as("clients look nowhere else").isNull();
    Object whole = shown.json();
    api.put("policies", whole).is(202);
    assertThat(api.get("policies").json()).isEqualTo(whole);
  }

  // Mute timings

  @Test
  void intervalsArePrintedInOneForm() {
    Map<String, @Nullable Object> interval = new LinkedHashMap<>();
    interval.put("months", List.of("january:march", "12"));
    interval.put("weekdays", List.of("Monday:Wednesday", "saturday:saturday"));
    interval.put("days_of_month", List.of("2:2", "-1"));
    interval.put("years", List.of("2024:2026", "2030"));
    interval.put("times", List.of(Map.of("start_time", "06:00", "end_time", "24:00")));
    interval.put("location", "Europe/Berlin");
    Map<String, @Nullable Object> empty = new LinkedHashMap<>();
    for (String name : interval.keySet()) if (!name.equals("location")) empty.put(name, null);
    Map<String, @Nullable Object> body = timing("t");
    body.put("time_intervals", List.of(interval, empty));

    Answer made = api.post("mute-timings", body).is(201);
    assertThat(made.at("time_intervals", 0, "months")).isEqualTo(List.of("1:3", "12"));
    assertThat(made.at("time_intervals", 0, "weekdays"))
        .isEqualTo(List.of("monday:wednesday", "saturday"));
    assertThat(made.at("time_intervals", 0, "days_of_month")).isEqualTo(List.of("2", "-1"));
    assertThat(made.at("time_intervals", 0, "years")).isEqualTo(List.of("2024:2026", "2030"));
    assertThat(made.at("time_intervals", 0, "times", 0, "end_time")).isEqualTo("24:00");
    assertThat(made.at("time_intervals", 1)).isEqualTo(Map.of());
    Map<String, @Nullable Object> none = new LinkedHashMap<>();
    none.put("name", "none");
    none.put("time_intervals", null);
    api.post("mute-timings", none).is(201);
    assertThat(names("mute-timings")).containsExactly("none", "t");
  }

  @Test
  void aTimingKeepsItsNameWhenNoneIsSent() {
    api.post("mute-timings", timing("t")).is(201);
    Map<String, @Nullable Object> nameless = timing("");

    assertThat(api.put("mute-timings/t", nameless).is(202).at("name")).isEqualTo("t");
    nameless.remove("name");
    api.put("mute-timings/t", nameless).is(202);
    api.post("mute-timings", timing("u")).is(201);
    api.put("mute-timings/t", timing("u")).is(400);
    assertThat(api.delete("mute-timings/t?version=x").is(409).at("messageId"))
        .isEqualTo("alerting.notifications.conflict");
    Object version = api.get("mute-timings/t").at("version");
    assertThat(String.valueOf(version)).matches("[0-9a-f]{16}");
    assertThat(api.delete("mute-timings/t?version=" + version).is(204).body()).isEmpty();
  }

  // Templates

  @Test
  void whatTemplatesMayHold() {
    api.post("templates", Map.of("name", "x", "template", "y")).is(405);
    String own = "{{ define \"a\" }}1{{ end }}{{ define \"b\" }}{{ template \"a\" . }}{{ end }}";
    assertThat(api.put("templates/two", Map.of("template", "  " + own + "\n\n")).at("template"))
        .isEqualTo(own);
    assertThat(api.put("templates/lines", Map.of("template", "x\ny")).at("template"))
        .isEqualTo("{{ define \"lines\" }}\n  x\n  y\n{{ end }}");
    api.put("templates/later", Map.of("template", "{{ template \"not.there\" . }}")).is(202);
    Answer refused = api.put("templates/bad", Map.of("template", "{{ nosuchfunction . }}")).is(400);
    assertThat(refused.at("message"))
        .isEqualTo("Template is in invalid format. Correct the payload and try again.");
    assertThat(String.valueOf(refused.at("extra", "Error"))).contains("nosuchfunction");
    api.get("templates/bad").is(404);
    api.put("templates/new", Map.of("template", "x", "version", "1")).is(404);
    api.delete("templates/two?version=1").is(409);
    Object version = api.get("templates/two").at("version");
    api.delete("templates/two?version=" + version).is(204);
    assertThat(names("templates")).containsExactly("later", "lines");
  }

  @Test
  void aTemplateThatIsUsedMayGo() {
    api.put("templates/t", Map.of("template", "x")).is(202);
    Map<String, Object> settings =
        Map.of("addresses", "a@example.com", "message", "{{ template \"t\" . }}");
    api.post("contact-points", point("c", "email", settings)).is(202);

    api.delete("templates/t").is(204);
    assertThat(api.get("contact-points?name=c").at(0, "settings")).isEqualTo(settings);
  }

  @Test
  void namesAreAnyText() {
    for (String name : List.of("a/b", "two words", "\"quoted\"", "ünï 漢字 😀", "100%", "?#&")) {
      String path =
          java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
              .replace("+", "%20");
      api.post("contact-points", email(name)).is(202);
      assertThat(api.get("contact-points?name=" + path).at(0, "name")).isEqualTo(name);
      api.put("templates/" + path, Map.of("template", "x")).is(202);
      assertThat(api.get("templates/" + path).is(200).at("name")).isEqualTo(name);
      api.post("mute-timings", timing(name)).is(201);
      assertThat(api.get("mute-timings/" + path).is(200).at("name")).isEqualTo(name);
      Map<String, Object> route =
          Map.of(
              "receiver", name,
              "mute_time_intervals", List.of(name),
              "object_matchers", List.of(List.of(name, "=", name)));
      api.put("policies", tree(DEFAULT, route)).is(202);
      assertThat(api.get("policies").at("routes", 0, "receiver")).isEqualTo(name);
      api.delete("mute-timings/" + path).is(409);
      api.delete("policies").is(202);
      api.delete("mute-timings/" + path).is(204);
      api.delete("templates/" + path).is(204);
    }
  }

  /** Everywhere they are listed; uids are random, so the last one made would often come first. */
  @Test
  void integrationsStayInTheOrderInWhichTheyWereMade() {
    List<String> uids = List.of("z", "m", "a", "k", "b");
    for (String uid : uids) {
      api.post("contact-points", with(email("ops"), "uid", uid)).is(202);
      assertThat(deployment.get("/api/alert-notifications/uid/z").at("name")).isEqualTo("ops");
    }
    assertThat(deployment.get("/api/alert-notifications/uid/a").at("name"))
        .isEqualTo("ops (email 3)");
    api.put("contact-points/m", with(email("ops"), "disableResolveMessage", true)).is(202);
    Answer list = api.get("contact-points?name=ops");
    for (int i = 0; i < uids.size(); i++) assertThat(list.at(i, "uid")).isEqualTo(uids.get(i));
    Answer file = api.get("contact-points/export?name=ops&format=json");
    for (int i = 0; i < uids.size(); i++) {
      assertThat(file.at("contactPoints", 0, "receivers", i, "uid")).isEqualTo(uids.get(i));
    }
    assertThat(api.get("contact-points/export?name=ops&format=hcl").body())
        .containsOnlyOnce("disable_resolve_message")
        .matches("(?s)[^}]*}[^}]*disable_resolve_message.*"); // in the second block
  }

  /** Whoever reads triples takes a quote off each end; texts must not lose theirs that way. */
  @Test
  void matchersThatCameAsTextsMeanWhatTheyMeant() {
    List<String> texts = List.of("a=\"\\\"q\\\"\"", "b=\"\\\"\"", "c=\"x\\\"\"", "d=\"\"");
    api.post("contact-points", email("quoted")).is(202);
    Map<String, Object> route = Map.of("receiver", "quoted", "matchers", texts);
    api.put("policies", tree(DEFAULT, route)).is(202);
    Map<String, String> labels = Map.of("a", "\"q\"", "b", "\"", "c", "x\"");
    Map<String, Object> trial = Map.of("labels", List.of(labels));
    assertThat(api.post("policies/test", trial).is(200).body()).contains("\"receiver\":\"quoted\"");
  }

  /** Answers show both kinds as one list. */
  @Test
  void asManyMatchersAsAreShownAreTaken() {
    List<String> many = new ArrayList<>();
    List<List<String>> triples = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      many.add("m" + i + "=x");
      if (i < 100) triples.add(List.of("t" + i, "=", "x"));
    }
    Map<String, Object> both = Map.of("matchers", many, "object_matchers", triples);
    api.put("policies", tree(DEFAULT, both)).is(400);
    api.put(
            "policies",
            tree(DEFAULT, Map.of("matchers", many.subList(1, 101), "object_matchers", triples)))
        .is(202);
    api.put("policies", api.get("policies").json()).is(202);
  }
}
