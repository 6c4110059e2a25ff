package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who gets in, where, and how a refusal looks (spec grafana-alerting §1.1 to §1.4). */
class GrafanaDoorTest {
  private final TestDeployment deployment = new TestDeployment();
  private final String token = deployment.token();

  private Answer get(String path, Map<String, String> headers) {
    return deployment.send("GET", path, "", "", headers);
  }

  private Answer as(String authorization) {
    return get("/api/org", Map.of("authorization", authorization));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  @Test
  void oneTokenInThreeForms() {
    for (String form :
        List.of(
            token,
            "Bearer " + token,
            "bearer  " + token,
            basic("admin:" + token),
            basic("api_key:" + token),
            basic(":" + token))) {
      assertThat(as(form).is(200).at("id")).isEqualTo(1L);
    }
  }

  @Test
  void refusalsNameWhatWasSent() {
    assertRefused(get("/api/org", Map.of()), "Unauthorized", "auth.unauthorized");
    assertRefused(as("nobody"), "Invalid API key", "api-key.invalid");
    assertRefused(as("Bearer glsa_x"), "Invalid API key", "api-key.invalid");
    for (String wrong : List.of(basic("admin:admin"), "Basic %%%", basic("admin"), basic("a:"))) {
      assertRefused(as(wrong), "Invalid username or password", "password-auth.failed");
    }
    assertRefused(as("x".repeat(9_000)), "Invalid API key", "api-key.invalid");
  }

  private static void assertRefused(Answer answer, String message, String id) {
    assertThat(answer.is(401).json())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("message", message)
        .containsEntry("msg", message)
        .containsEntry("messageId", id)
        .containsEntry("statusCode", 401L)
        .containsEntry("extra", null)
        .containsEntry("traceID", "");
    assertThat(answer.headers()).doesNotContainKey("www-authenticate");
  }

  @Test
  void anAdminOfTheFirstOrganisationActsInAll() {
    Answer made = deployment.post("/api/orgs", Map.of("name", "second")).is(200);
    assertThat(made.at("orgId")).isEqualTo(2L);

    assertThat(in("2", "/api/org").is(200).at("name")).isEqualTo("second");
    assertThat(in("1", "/api/org").is(200).at("name")).isEqualTo("Watchbill");
    assertThat(in("0", "/api/org").is(200).at("id")).isEqualTo(1L);
    assertThat(in("nonsense", "/api/org").is(200).at("id")).isEqualTo(1L);
    assertThat(in("3", "/api/org").is(404).at("message")).isEqualTo("Organization not found");
  }

  private Answer in(String org, String path) {
    return get(path, Map.of("authorization", token, "x-grafana-org-id", org));
  }

  @Test
  void othersActInTheirOwnOnly() {
    Map<?, ?> second =
        deployment.created(
            "organizations",
            Map.of("name", "second", "admin", Map.of("username", "b", "email", "b@example.com")));
    String theirs = String.valueOf(second.get("token"));

    assertThat(get("/api/org", Map.of("authorization", theirs)).is(200).at("id")).isEqualTo(2L);
    for (String other : List.of("1", "3")) {
      assertRefused(
          get("/api/org", Map.of("authorization", theirs, "x-grafana-org-id", other)),
          "API key does not belong to the requested organization",
          "api-key.organization-mismatch");
    }
    assertDenied(get("/api/orgs", Map.of("authorization", theirs)), "orgs:read");
    assertDenied(get("/api/orgs/2", Map.of("authorization", theirs)), "orgs:read");
  }

  @Test
  void rolesDecide() {
    String viewer = tokenOf("viewer");
    String editor = tokenOf("editor");
    String folder = Json.write(Map.of("title", "f"));

    assertThat(get("/api/folders", Map.of("authorization", viewer)).status()).isEqualTo(200);
    assertDenied(
        deployment.send("POST", "/api/folders", "", folder, Map.of("authorization", viewer)),
        "folders:create");
    deployment.send("POST", "/api/folders", "", folder, Map.of("authorization", editor)).is(200);
    assertDenied(get("/api/datasources", Map.of("authorization", editor)), "datasources:read");
    assertDenied(get("/api/org", Map.of("authorization", tokenOf("none"))), "orgs:read");
  }

  private String tokenOf(String role) {
    Map<?, ?> user =
        deployment.created(
            "users", Map.of("username", role, "email", role + "@example.com", "role", role));
    Map<?, ?> made =
        deployment.created(
            "tokens", Map.of("name", role, "user_id", String.valueOf(user.get("id"))));
    return String.valueOf(made.get("token"));
  }

  private static void assertDenied(Answer answer, String action) {
    assertThat(String.valueOf(answer.is(403).at("accessErrorId"))).matches("ACE[0-9]{10}");
    assertThat(answer.at("title")).isEqualTo("Access denied");
    assertThat(answer.at("message"))
        .isEqualTo(
            "You'll need additional permissions to perform this action. Permissions needed: "
                + action);
  }

  @Test
  void whatIsNotThereIs404InThisDialect() {
    for (String path :
        List.of(
            "/api/nothing",
            "/api/orgs/1/nothing",
            "/api/orgs//users",
            "/api/teams/1/members/2/3")) {
      Answer answer = get(path, Map.of("authorization", token)).is(404);
      assertThat(answer.at("message")).isEqualTo("Not found");
      assertThat(answer.at("traceID")).isEqualTo("");
    }
  }

  @Test
  void otherMethodsAre405WithThoseThatWork() {
    Answer answer = deployment.send("PATCH", "/api/orgs", "", "", Map.of("authorization", token));
    assertThat(answer.is(405).headers()).containsEntry("allow", "GET, HEAD, POST, OPTIONS");
    assertThat(deployment.send("OPTIONS", "/api/orgs", "", "", Map.of()).is(200).headers())
        .containsKey("allow");
    assertThat(deployment.send("HEAD", "/api/orgs", "", "", Map.of("authorization", token)).body())
        .isEmpty();
    deployment.send("PATCH", "/api/orgs", "", "", Map.of()).is(401);
  }

  @Test
  void bodiesAreJsonWhateverTheyClaimAndNamesHaveNoCase() {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("authorization", token));
    assertThat(
            deployment
                .send("POST", "/api/folders/", "", "{\"TITLE\":\"a\",\"Uid\":\"a1\"}", headers)
                .is(200)
                .at("uid"))
        .isEqualTo("a1");
    headers.put("content-type", "application/x-www-form-urlencoded");
    deployment.send("POST", "/api/folders", "", "{\"title\":\"b\",\"more\":[1]}", headers).is(200);
  }

  @Test
  void whatIsNotAnObjectIsBadData() {
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "\"x\"",
            "{\"title\":5}",
            "{\"title\":\"x\"}}",
            "[".repeat(10_000) + "]".repeat(10_000),
            "{\"title\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")) {
      Answer answer =
          deployment.send("POST", "/api/folders", "", body, Map.of("authorization", token));
      assertThat(answer.is(400).at("message")).isEqualTo("bad request data");
      assertThat(answer.at("msg")).isEqualTo("bad request data");
    }
  }

  /**
   * Clients that are told {@code admin:<token>} for all dialects send it to each in its own form.
   */
  @Test
  void everyFormOpensEveryDialect() {
    for (String path : List.of("/api/org", "/api/v1/users/", "/api/v1/provisioning/policies")) {
      for (String form :
          List.of(
              token,
              "Bearer " + token,
              "admin:" + token,
              ":" + token,
              "Bearer admin:" + token,
              basic("admin:" + token),
              basic("api_key:" + token))) {
        assertThat(get(path, Map.of("authorization", form)).status())
            .as(path + " " + form)
            .isEqualTo(200);
      }
      for (String wrong :
          List.of(
              "",
              "admin:",
              "admin:x",
              token + ":admin",
              "admin:x:" + token,
              "Basic " + token,
              "Basic",
              "Bearer",
              basic(token),
              basic(token + ":"),
              "admin:" + token.substring(1),
              "x".repeat(1_001))) {
        assertThat(get(path, Map.of("authorization", wrong)).status())
            .as(path + " " + wrong)
            .isBetween(401, 403);
      }
    }
  }
}
