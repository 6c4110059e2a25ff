package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import dev.watchbill.storage.Item;
import dev.watchbill.storage.SecretBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds at the doors of all dialects: limits, who may keep answers, tokens, names. */
class DoorRulesTest {
  private static final String BASE = "https://oncall.example";

  private final TestDeployment deployment = new TestDeployment();

  private static Answer as(
      TestDeployment any, String token, String method, String path, @Nullable Object body) {
    int question = path.indexOf('?');
    return any.send(
        method,
        question < 0 ? path : path.substring(0, question),
        question < 0 ? "" : path.substring(question + 1),
        body == null ? "" : Json.write(body),
        Map.of("authorization", token, "content-type", "application/json"));
  }

  private Answer as(String token, String method, String path, @Nullable Object body) {
    return as(deployment, token, method, path, body);
  }

  private static Answer newUser(TestDeployment any, String name) {
    Map<String, Object> user =
        Map.of("username", name, "email", name + "@example.com", "role", "admin");
    Object id = as(any, any.token(), "POST", "/api/v1/users/", user).is(201).at("id");
    return as(any, any.token(), "POST", "/api/v1/tokens/", Map.of("name", "t", "user_id", id + ""))
        .is(201);
  }

  private Answer newOrganisation(String name) {
    return deployment
        .post(
            "/api/v1/organizations/",
            Map.of(
                "name",
                name,
                "admin",
                Map.of("username", "a", "email", "a@example.com", "name", "a")))
        .is(201);
  }

  @Test
  void theGrafanaDialectsShareALimitOfAUser() {
    TestDeployment limited = new TestDeployment(true);
    String token = limited.token();
    String other = String.valueOf(newUser(limited, "other").at("token"));
    List<String> addresses =
        List.of("/api/v1/provisioning/policies", "/api/alert-notifications", "/api/org");
    for (int i = 0; i < 6_000; i++) {
      as(limited, token, "GET", addresses.get(i % 3), null).is(200);
    }

    for (String address : addresses) {
      Answer no = as(limited, token, "GET", address, null).is(429);
      assertThat(Long.parseLong(String.valueOf(no.headers().get("retry-after"))))
          .isBetween(1L, 60L);
      assertThat(no.at("message")).asString().startsWith("Too many requests");
      assertThat(no.at("messageId")).isEqualTo("requests.throttled");
      assertThat(no.at("statusCode")).isEqualTo(429L);
      assertThat(no.at("traceID")).isEqualTo("");
    }
    // Permission is decided first; other users and the other dialect have their own budgets.
    as(limited, "x".repeat(30), "GET", "/api/org", null).is(401);
    as(limited, other, "GET", "/api/org", null).is(200);
    as(limited, token, "GET", "/api/v1/users/", null).is(200);
    limited.pass(Duration.ofMinutes(1));
    as(limited, token, "GET", "/api/org", null).is(200);
  }

  @Test
  void answersAreForTheirCallersAndSecretsForNobodyElse() {
    new Provisioning(deployment).post("contact-points", Provisioning.email("c")).is(202);
    String user = deployment.firstId("users");
    Map<?, ?> integration = deployment.created("integrations", Map.of("type", "webhook"));
    String link = String.valueOf(integration.get("link")).replace(BASE, "");
    String exported = "/api/v1/provisioning/contact-points/export";
    Answer key = deployment.post("/api/v1/users/" + user + "/export_token/", Map.of()).is(201);
    String[] feed = String.valueOf(key.at("export_url")).replace(BASE, "").split("\\?", -1);
    List<Answer> open =
        List.of(
            deployment.get("/api/v1/users/"),
            deployment.get("/api/v1/users/NOBODY/"),
            deployment.get("/api/v1/nonsense"),
            deployment.get("/api/org"),
            deployment.get("/api/v1/provisioning/contact-points"),
            deployment.get(exported),
            deployment.get("/api/v1/tokens/"),
            deployment.get("/health"),
            deployment.post(link, Map.of("title", "x")),
            as("x", "GET", "/api/v1/users/", null));
    List<Answer> closed =
        List.of(
            key,
            deployment.get("/api/v1/integrations/"),
            deployment.get("/api/v1/integrations/" + integration.get("id")),
            deployment.post("/api/v1/integrations/", Map.of("type", "webhook")),
            deployment.post("/api/v1/tokens/", Map.of("name", "t")).is(201),
            newOrganisation("o"),
            deployment.get(link).is(200),
            as(deployment.token(), "GET", exported + "?decrypt=true", null).is(200));
    Answer calendar = deployment.send("GET", feed[0], feed[1], "", Map.of()).is(200);

    for (Answer answer : open) {
      assertThat(answer.headers())
          .as(answer.body())
          .containsEntry("cache-control", "private, no-cache");
    }
    for (Answer answer : closed) {
      assertThat(answer.headers()).as(answer.body()).containsEntry("cache-control", "no-store");
    }
    assertThat(calendar.headers()).containsEntry("cache-control", "private, max-age=300");
    List<Answer> all = new ArrayList<>(open);
    all.addAll(closed);
    all.add(calendar);
    for (Answer answer : all) {
      assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
    }
  }

  @Test
  void tokensOfADeletedUserAreGone() {
    Answer made = newUser(deployment, "leaver");
    String token = String.valueOf(made.at("token"));
    String user = String.valueOf(made.at("user_id"));
    String id = String.valueOf(made.at("id"));
    as(token, "GET", "/api/v1/users/", null).is(200);
    Item row = stored(id, "hash");

    deployment.raw("DELETE", "/api/v1/users/" + user + "/", "", "", "").is(204);
    assertThat(deployment.stored()).noneMatch(item -> item.key().equals(row.key()));
    // As a crash of an earlier release left one behind.
    deployment.table().put(row, null);

    as(token, "GET", "/api/v1/users/", null).is(403);
    as(token, "GET", "/api/org", null).is(401);
    assertThat(deployment.get("/api/v1/tokens/").body()).doesNotContain(id);
    deployment.post("/api/v1/tokens/", Map.of("name", "t", "user_id", user)).is(400);
  }

  /** One at a time gets through; who was slower counts again, or is told to try later. */
  @Test
  void twentyWhoMakeTokensAtOnceMakeFiveOfThem() throws Exception {
    Answer first = newUser(deployment, "maker");
    Map<String, Object> asked = Map.of("name", "t", "user_id", first.at("user_id") + "");
    List<Callable<Answer>> tasks =
        Collections.nCopies(20, () -> as(deployment.token(), "POST", "/api/v1/tokens/", asked));
    List<Integer> statuses = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(20)) {
      for (Future<Answer> each : executor.invokeAll(tasks)) statuses.add(each.get().status());
    }
    // Those who lost all their races made nothing: they may try again, and then it is full.
    while (as(deployment.token(), "POST", "/api/v1/tokens/", asked).status() == 201) {
      statuses.add(201);
    }

    assertThat(statuses).isSubsetOf(201, 400, 409);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(4);
    long held =
        deployment.stored().stream()
            .filter(
                item ->
                    item.type().equals("token")
                        && String.valueOf(asked.get("user_id")).equals(item.text("user")))
            .count();
    assertThat(held).isEqualTo(5);
  }

  private Item stored(String id, String attribute) {
    return deployment.stored().stream()
        .filter(item -> item.key().sk().equals(id) && item.has(attribute))
        .findFirst()
        .orElseThrow();
  }

  private void rewrite(String id, String attribute, Object value) {
    Item row = stored(id, attribute);
    deployment.table().put(row.toBuilder().set(attribute, value).build(), null);
  }

  @Test
  void renamingTellsNothingOfOtherOrganisations() {
    newOrganisation("secret project");
    String token = String.valueOf(newOrganisation("third").at("token"));

    Answer taken = as(token, "PUT", "/api/org", Map.of("name", "secret project")).is(200);
    Answer free = as(token, "PUT", "/api/org", Map.of("name", "nobody's")).is(200);

    assertThat(taken.body()).isEqualTo(free.body());
    // Who sees all of them is still told.
    as(deployment.token(), "PUT", "/api/org", Map.of("name", "secret project")).is(409);
  }

  @Test
  void secretsOfDataSourcesHaveNamesAndAreTexts() {
    List<Object> wrong =
        List.of(Map.of("", "v"), Map.of("a", 5L), Map.of("a", List.of()), Map.of("", ""));
    for (Object secrets : wrong) source("POST", "/api/datasources", secrets).is(400);
    Map<String, @Nullable Object> absent = new LinkedHashMap<>();
    absent.put("password", null);
    Answer made = source("POST", "/api/datasources", absent).is(200);
    assertThat(made.at("datasource", "secureJsonFields")).isEqualTo(Map.of());
    String address = "/api/datasources/uid/" + made.at("datasource", "uid");
    for (Object secrets : wrong) source("PUT", address, secrets).is(400);
    assertThat(source("PUT", address, Map.of("password", "p")).at("datasource", "secureJsonFields"))
        .isEqualTo(Map.of("password", true));
  }

  private Answer source(String method, String path, Object secrets) {
    return as(
        deployment.token(),
        method,
        path,
        Map.of("name", "s", "type", "loki", "secureJsonData", secrets));
  }

  @Test
  void aDamagedRowHidesNoOtherAndCanBeDeleted() {
    Map<String, String> addresses = new LinkedHashMap<>();
    made(addresses, "integrations", Map.of("type", "webhook"));
    made(addresses, "escalation_chains", Map.of("name", "c"));
    made(addresses, "teams", Map.of("name", "t"));
    made(addresses, "schedules", Map.of("type", "web", "name", "w", "shifts", List.of()));
    deployment.post("/api/folders", Map.of("title", "f", "uid", "f")).is(200);
    deployment.post("/api/datasources", Map.of("name", "d", "type", "loki", "uid", "d")).is(200);
    addresses.put("f", "/api/folders/");
    addresses.put("d", "/api/datasources/uid/");
    addresses.keySet().forEach(id -> rewrite(id, "created", 5L));

    addresses.forEach(
        (id, resource) -> {
          String list = resource.replace("/uid/", "").replaceAll("/$", "");
          assertThat(deployment.get(list).is(200).body()).doesNotContain("\"" + id + "\"");
          deployment.get(resource + id).is(409);
          int gone = resource.contains("v1") ? 204 : 200;
          deployment.raw("DELETE", resource + id, "", "", "").is(gone);
          deployment.get(resource + id).is(404);
        });
    assertThat(deployment.table().damageHeard()).hasSizeGreaterThan(addresses.size());
    // Their names are free again.
    deployment.created("escalation_chains", Map.of("name", "c"));
    deployment.created("teams", Map.of("name", "t"));
  }

  private void made(Map<String, String> addresses, String resource, Map<String, ?> body) {
    String id = String.valueOf(deployment.created(resource, body).get("id"));
    addresses.put(id, "/api/v1/" + resource + "/");
  }

  @Test
  void aSecretThatCannotBeOpenedIsNotShownAndHidesNothing() {
    Map<?, ?> made = deployment.created("integrations", Map.of("type", "webhook"));
    String id = String.valueOf(made.get("id"));
    String link = String.valueOf(made.get("link")).replace(BASE, "");
    deployment
        .post(
            "/api/datasources",
            Map.of("name", "d", "type", "loki", "uid", "d", "secureJsonData", Map.of("k", "v")))
        .is(200);
    byte[] another = new byte[32];
    Arrays.fill(another, (byte) 9);
    String foreign = new SecretBox(another).seal("other");
    rewrite(id, "token", foreign);
    rewrite("d", "secrets", Map.of("k", foreign));

    assertThat(deployment.get("/api/v1/integrations/").is(200).at("results", 0, "link")).isNull();
    String address = "/api/v1/integrations/" + id + "/";
    assertThat(deployment.get(address).is(200).body()).doesNotContain(foreign, "unopened");
    deployment.post(link, Map.of("title", "x")).is(200);
    assertThat(deployment.get(link).is(200).body()).contains(link).doesNotContain("unopened");
    deployment.get("/api/datasources").is(200);
    assertThat(deployment.get("/api/datasources/uid/d").is(200).body())
        .doesNotContain(foreign, "unopened");
    as(deployment.token(), "PUT", address, Map.of("name", "n")).is(200);
    deployment.raw("DELETE", address, "", "", "").is(204);
    deployment.raw("DELETE", "/api/datasources/uid/d", "", "", "").is(200);
  }
}
