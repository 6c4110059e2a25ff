package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The small resources beside alerting, as Terraform and scripts use them. */
class GrafanaResourcesTest {
  private final TestDeployment deployment = new TestDeployment();

  private Answer send(String method, String path, @Nullable Object body) {
    int question = path.indexOf('?');
    return deployment.raw(
        method,
        question < 0 ? path : path.substring(0, question),
        question < 0 ? "" : path.substring(question + 1),
        body == null ? "" : Json.write(body),
        "application/json");
  }

  private Answer get(String path) {
    return send("GET", path, null);
  }

  private Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  private static List<@Nullable Object> each(Answer answer, String member) {
    List<@Nullable Object> found = new ArrayList<>();
    if (answer.json() instanceof List<?> list) {
      for (Object row : list)
        found.add(((Map<?, ?>) java.util.Objects.requireNonNull(row)).get(member));
    }
    return found;
  }

  @Test
  void organisationsArePagedFromZeroUntilAnEmptyPage() {
    for (int i = 0; i < 3; i++) post("/api/orgs", Map.of("name", "org " + i)).is(200);

    assertThat(each(get("/api/orgs?page=0"), "id")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(get("/api/orgs?page=1").is(200).body()).isEqualTo("[]");
    assertThat(each(get("/api/orgs?perpage=3&page=1"), "name")).containsExactly("org 2");
    assertThat(get("/api/orgs?page=999999999999999999&perpage=999999999999999999").body())
        .isEqualTo("[]");
    assertThat(get("/api/orgs/name/org%201").is(200).at("id")).isEqualTo(3L);
    assertThat(get("/api/orgs/3").is(200).at("address", "city")).isEqualTo("");
  }

  @Test
  void whoMakesAnOrganisationIsItsAdmin() {
    post("/api/orgs", Map.of("name", "second")).is(200);

    Answer users = get("/api/orgs/2/users").is(200);
    assertThat(users.at(0, "login")).isEqualTo("admin");
    assertThat(users.at(0, "role")).isEqualTo("Admin");
    assertThat(users.at(0, "orgId")).isEqualTo(2L);
    assertThat(get("/api/orgs/3/users").status()).isEqualTo(404);
  }

  @Test
  void namesOfOrganisationsAreTakenOnceHere() {
    post("/api/orgs", Map.of("name", "second")).is(200);

    Answer again = post("/api/orgs", Map.of("name", "second")).is(409);
    assertThat(again.at("message")).isEqualTo("Organization name taken");
    assertThat(again.at("statusCode")).isEqualTo(409L);
    assertThat(again.at("messageId")).isInstanceOf(String.class);
    send("PUT", "/api/orgs/2", Map.of("name", "Watchbill")).is(409);
    send("PUT", "/api/orgs/2", Map.of("name", "renamed")).is(200);
    assertThat(get("/api/orgs/2").at("name")).isEqualTo("renamed");
    post("/api/orgs", Map.of()).is(400);
    post("/api/orgs", Map.of("name", "  ")).is(400);
  }

  @Test
  void aDeletedOrganisationIsGoneWithAllItHad() {
    Map<?, ?> second =
        deployment.created(
            "organizations",
            Map.of("name", "second", "admin", Map.of("username", "b", "email", "b@example.com")));
    Map<String, String> theirs =
        Map.of(
            "authorization",
            String.valueOf(second.get("token")),
            "content-type",
            "application/json");
    deployment.send("POST", "/api/folders", "", "{\"title\":\"f\"}", theirs).is(200);
    deployment.send("POST", "/api/teams", "", "{\"name\":\"t\"}", theirs).is(200);
    String hook =
        "{\"name\":\"h\",\"url\":\"u\",\"http_method\":\"GET\",\"trigger_type\":\"resolve\",\"password\":\"p\"}";
    deployment.send("POST", "/api/v1/webhooks/", "", hook, theirs).is(201);
    String person =
        "{\"username\":\"c\",\"email\":\"c@example.com\",\"phone_number\":\"+4930123456\"}";
    Object user = deployment.send("POST", "/api/v1/users/", "", person, theirs).is(201).at("id");
    String rule = "{\"user_id\":\"" + user + "\",\"type\":\"notify_by_sms\"}";
    deployment.send("POST", "/api/v1/personal_notification_rules/", "", rule, theirs).is(201);
    String id = String.valueOf(second.get("id"));

    send("DELETE", "/api/orgs/2", null).is(200);

    get("/api/orgs/2").is(404);
    send("DELETE", "/api/orgs/2", null).is(404);
    deployment.send("GET", "/api/org", "", "", theirs).is(401);
    deployment.send("GET", "/api/v1/users/", "", "", theirs).is(403);
    assertThat(deployment.stored())
        .filteredOn(item -> item.key().pk().contains(id) || id.equals(item.text("org")))
        .allMatch(item -> item.type().equals("counter") || item.key().pk().startsWith("LIMIT#"));
    assertThat(post("/api/orgs", Map.of("name", "third")).is(200).at("orgId")).isEqualTo(3L);
    send("DELETE", "/api/orgs/1", null).is(400);
  }

  @Test
  void usersAreThoseOfTheOtherDialect() {
    deployment.created("users", Map.of("username", "ann", "email", "ann@example.com"));

    Answer users = get("/api/users?page=1&perpage=1000").is(200);
    assertThat(each(users, "login")).containsExactly("admin", "ann");
    assertThat(users.at(1, "id")).isEqualTo(2L);
    assertThat(get("/api/users?page=2&perpage=1000").body()).isEqualTo("[]");
    assertThat(get("/api/users/search?query=ann").is(200).at("totalCount")).isEqualTo(1L);
    assertThat(get("/api/users/lookup?loginOrEmail=ANN@example.com").is(200).at("id"))
        .isEqualTo(2L);
    assertThat(get("/api/users/2").is(200).at("login")).isEqualTo("ann");
    get("/api/users/lookup?loginOrEmail=eve").is(404);
    get("/api/users/3").is(404);
  }

  @Test
  void aTeamIsTheSameInBothDialects() {
    Answer made = post("/api/teams", Map.of("name", "night watch", "email", "n@example.com"));
    assertThat(made.is(200).at("teamId")).isEqualTo(1L);

    Answer found = get("/api/v1/teams?name=night+watch").is(200);
    assertThat(found.at("results", 0, "id")).isEqualTo(made.at("uid"));
    assertThat(found.at("results", 0, "grafana_id")).isEqualTo(1L);
    assertThat(get("/api/teams/1").is(200).at("name")).isEqualTo("night watch");
    assertThat(get("/api/teams/" + made.at("uid")).is(200).at("id")).isEqualTo(1L);
    assertThat(get("/api/teams/search?name=night+watch").is(200).at("teams", 0, "id"))
        .isEqualTo(1L);
    post("/api/teams", Map.of("name", "night watch")).is(409);
    send("PUT", "/api/teams/1", Map.of("name", "day watch")).is(200);
    assertThat(get("/api/v1/teams?name=day+watch").at("count")).isEqualTo(1L);
    send("DELETE", "/api/teams/1", null).is(200);
    get("/api/teams/1").is(404);
    assertThat(get("/api/v1/teams/").at("count")).isEqualTo(0L);
  }

  @Test
  void aTeamThatIsUsedStays() {
    Object uid = post("/api/teams", Map.of("name", "t")).at("uid");
    deployment.created("escalation_chains", Map.of("name", "c", "team_id", String.valueOf(uid)));

    send("DELETE", "/api/teams/1", null).is(400);
    get("/api/teams/1").is(200);
  }

  @Test
  void membersComeAndGo() {
    deployment.created("users", Map.of("username", "ann", "email", "ann@example.com"));
    post("/api/teams", Map.of("name", "t")).is(200);
    assertThat(get("/api/teams/1/members").is(200).body()).isEqualTo("[]");

    post("/api/teams/1/members", Map.of("userId", 2)).is(200);
    post("/api/teams/1/members", Map.of("userId", 2)).is(400);
    post("/api/teams/1/members", Map.of("userId", 9)).is(404);
    assertThat(get("/api/teams/1/members").at(0, "login")).isEqualTo("ann");
    assertThat(get("/api/teams/1").at("memberCount")).isEqualTo(1L);
    send("DELETE", "/api/teams/1/members/2", null).is(200);
    send("DELETE", "/api/teams/1/members/2", null).is(404);
    send("PUT", "/api/teams/1/members", Map.of("members", List.of("admin@localhost"))).is(200);
    assertThat(get("/api/teams/1/members").at(0, "userId")).isEqualTo(1L);
    get("/api/teams/2/members").is(404);
  }

  @Test
  void preferencesAreKept() {
    post("/api/teams", Map.of("name", "t")).is(200);
    assertThat(get("/api/teams/1/preferences").is(200).body()).isEqualTo("{}");

    send("PUT", "/api/teams/1/preferences", Map.of("theme", "dark", "timezone", "utc")).is(200);
    assertThat(get("/api/teams/1/preferences").json())
        .isEqualTo(Map.of("theme", "dark", "timezone", "utc"));
    send("PUT", "/api/teams/1/preferences", Map.of("theme", "light")).is(200);
    assertThat(get("/api/teams/1/preferences").json()).isEqualTo(Map.of("theme", "light"));
    get("/api/teams/9/preferences").is(404);
  }

  @Test
  void foldersAreMadeNestedMovedAndDeleted() {
    Answer made = post("/api/folders", Map.of("title", "a")).is(200);
    Object a = made.at("uid");
    assertThat(made.at("version")).isEqualTo(1L);
    post("/api/folders", Map.of("title", "b", "uid", "b-1", "parentUid", String.valueOf(a)));

    assertThat(get("/api/folders/b-1").is(200).at("parents", 0, "uid")).isEqualTo(a);
    assertThat(each(get("/api/folders"), "title")).containsExactly("a");
    assertThat(each(get("/api/folders?parentUid=" + a), "title")).containsExactly("b");
    assertThat(get("/api/folders/id/2").is(200).at("uid")).isEqualTo("b-1");
    post("/api/folders/" + a + "/move", Map.of("parentUid", "b-1")).is(400);
    post("/api/folders/b-1/move", Map.of("parentUid", "")).is(200);
    assertThat(get("/api/folders/b-1").at("parentUid")).isNull();
    post("/api/folders/b-1/move", Map.of("parentUid", String.valueOf(a))).is(200);

    Answer gone = send("DELETE", "/api/folders/" + a + "?forceDeleteRules=true", null).is(200);
    assertThat(gone.at("title")).isEqualTo("a");
    get("/api/folders/b-1").is(404);
    assertThat(get("/api/folders").body()).isEqualTo("[]");
    send("DELETE", "/api/folders/" + a, null).is(404);
  }

  @Test
  void foldersKeepTheirRules() {
    post("/api/folders", Map.of("title", "a", "uid", "a")).is(200);

    post("/api/folders", Map.of("title", "b", "uid", "a")).is(409);
    post("/api/folders", Map.of("title", "a")).is(409);
    post("/api/folders", Map.of("title", "")).is(400);
    post("/api/folders", Map.of("title", "c", "uid", "a b")).is(400);
    post("/api/folders", Map.of("title", "c", "uid", "u".repeat(41))).is(400);
    post("/api/folders", Map.of("title", "c", "parentUid", "nowhere")).is(400);
    Answer stale = send("PUT", "/api/folders/a", Map.of("title", "c", "version", 7)).is(412);
    assertThat(stale.at("status")).isEqualTo("version-mismatch");
    Answer changed = send("PUT", "/api/folders/a", Map.of("title", "c", "version", 1)).is(200);
    assertThat(changed.at("version")).isEqualTo(2L);
    send("PUT", "/api/folders/a", Map.of("title", "d", "overwrite", true)).is(200);
    String parent = "a";
    for (int i = 1; i < 4; i++) {
      String uid = "n" + i;
      post("/api/folders", Map.of("title", "n", "uid", uid, "parentUid", parent)).is(200);
      parent = uid;
    }
    post("/api/folders", Map.of("title", "n", "parentUid", parent)).is(400);
  }

  @Test
  void dataSourcesAreKeptAsSentAndTheirSecretsUnseen() {
    Map<String, Object> body =
        Map.of(
            "name",
            "prom",
            "type",
            "prometheus",
            "url",
            "http://p",
            "access",
            "proxy",
            "jsonData",
            Map.of("timeInterval", "5s", "deep", List.of(Map.of())),
            "secureJsonData",
            Map.of("password", "s3cret"),
            "isDefault",
            true);
    Answer made = post("/api/datasources", body).is(200);
    assertThat(made.at("message")).isEqualTo("Datasource added");
    Object uid = made.at("datasource", "uid");

    Answer read = get("/api/datasources/uid/" + uid).is(200);
    assertThat(read.at("jsonData")).isEqualTo(body.get("jsonData"));
    assertThat(read.at("secureJsonFields", "password")).isEqualTo(true);
    assertThat(read.body()).doesNotContain("s3cret");
    assertThat(get("/api/datasources/name/prom").at("uid")).isEqualTo(uid);
    assertThat(get("/api/datasources/id/prom").at("id")).isEqualTo(1L);
    assertThat(get("/api/datasources/1").at("uid")).isEqualTo(uid);
    post("/api/datasources", body).is(409);
    post("/api/datasources", Map.of("name", "x")).is(400);

    Answer changed =
        send(
                "PUT",
                "/api/datasources/uid/" + uid,
                Map.of("name", "prom2", "type", "prometheus", "access", "direct"))
            .is(200);
    assertThat(changed.at("datasource", "version")).isEqualTo(2L);
    assertThat(changed.at("datasource", "secureJsonFields", "password")).isEqualTo(true);
    assertThat(each(get("/api/datasources"), "name")).containsExactly("prom2");
    send("DELETE", "/api/datasources/uid/" + uid, null).is(200);
    get("/api/datasources/uid/" + uid).is(404);
    send("DELETE", "/api/datasources/name/prom2", null).is(404);
  }

  @Test
  void oneDataSourceIsTheDefault() {
    for (String name : List.of("a", "b")) {
      post("/api/datasources", Map.of("name", name, "type", "loki", "isDefault", true)).is(200);
    }

    assertThat(each(get("/api/datasources"), "isDefault")).containsExactly(false, true);
  }

  @Test
  void anOrganisationHasPreferencesToo() {
    String path = "/api/org/preferences";
    assertThat(get(path).is(200).body()).isEqualTo("{}");
    Object dashboard = Map.of("dashboard", Map.of("uid", "home", "title", "Home"));
    Object number = post("/api/dashboards/db", dashboard).is(200).at("id");

    Map<String, Object> all =
        Map.of(
            "theme", "dark",
            "homeDashboardId", 0,
            "homeDashboardUID", "home",
            "timezone", "utc",
            "weekStart", "monday");
    assertThat(send("PUT", path, all).is(200).at("message")).isEqualTo("Preferences updated");
    Map<String, Object> shown =
        Map.of(
            "theme", "dark",
            "homeDashboardId", java.util.Objects.requireNonNull(number),
            "homeDashboardUID", "home",
            "timezone", "utc",
            "weekStart", "monday");
    assertThat(get(path).json()).isEqualTo(shown);
    send("PATCH", path, Map.of("theme", "", "timezone", "browser")).is(200);
    assertThat(get(path).at("theme")).isNull();
    assertThat(get(path).at("timezone")).isEqualTo("browser");
    assertThat(get(path).at("weekStart")).isEqualTo("monday");
    for (Map<String, ?> wrong :
        List.of(
            Map.of("theme", "pink"),
            Map.of("theme", 5),
            Map.of("homeDashboardId", "x"),
            Map.of("timezone", "x".repeat(200)))) {
      send("PUT", path, wrong).is(400);
      send("PATCH", path, wrong).is(400);
      send("PUT", "/api/teams/1/preferences", wrong);
    }
    send("PUT", path, Map.of("homeDashboardId", 99)).is(404);
    assertThat(get(path).at("timezone")).isEqualTo("browser");

    send("PUT", path, Map.of("homeDashboardId", number)).is(200);
    assertThat(get(path).json())
        .isEqualTo(Map.of("homeDashboardUID", "home", "homeDashboardId", number));
    send("PUT", path, Map.of()).is(200);
    assertThat(get(path).body()).isEqualTo("{}");
    get("/api/teams/1/preferences").is(404);
  }

  @Test
  void theUrlOfAFolderEndsWithItsSlug() {
    post("/api/folders", Map.of("title", "Ops & Töne", "uid", "f")).is(200);
    assertThat(get("/api/folders/f").at("url")).isEqualTo("/dashboards/f/f/ops-töne");
  }
}
