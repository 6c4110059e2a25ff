package dev.watchbill.handlers.oncall;

import static dev.watchbill.handlers.oncall.Session.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.oncall.Session.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Organisations, users, teams and tokens: the writes of DESIGN §6. */
class PeopleTest {
  private final TestDeployment deployment = new TestDeployment(false);
  private final Session admin = new Session(deployment, TestDeployment.ADMIN);

  private String user(String name, String role) {
    return admin
        .post("users/", object("username", name, "email", name + "@example.com", "role", role))
        .is(201)
        .id();
  }

  private Session of(String user) {
    Answer token = admin.post("tokens/", object("name", "x", "user_id", user)).is(201);
    return new Session(deployment, token.text("token"));
  }

  @Test
  void aUserIsShownAsItWasMade() {
    String team = admin.post("teams/", object("name", "t")).is(201).id();
    Answer made =
        admin
            .post(
                "users/",
                object(
                    "username", "ann",
                    "email", "ann@example.com",
                    "name", "Ann",
                    "timezone", "europe/paris",
                    "teams", List.of(team),
                    "avatar_url", "/a"))
            .is(201);
    assertThat(made.at("role")).isEqualTo("editor");
    assertThat(made.at("timezone")).isEqualTo("Europe/Paris");
    assertThat(made.at("teams")).isEqualTo(List.of(team));
    assertThat(made.at("grafana_id")).isEqualTo(1L);
    assertThat(admin.get("users/" + made.id() + "/").body()).isEqualTo(made.body());
    assertThat(admin.get("teams/" + team).at("users")).isEqualTo(List.of(made.id()));
    admin.put("users/" + made.id() + "/", object("teams", List.of(), "timezone", null)).is(200);
    Answer changed = admin.get("users/" + made.id());
    assertThat(changed.at("teams")).isEqualTo(List.of());
    assertThat(changed.at("timezone")).isNull();
    assertThat(changed.at("name")).isEqualTo("Ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"username\":\"\"} | username",
        "{\"username\":\"ADMIN\"} | username",
        "{\"email\":\"nobody\"} | email",
        "{\"email\":\"a b@c\"} | email",
        "{\"email\":null} | email",
        "{\"role\":\"owner\"} | role",
        "{\"role\":null} | role",
        "{\"timezone\":\"Mars/Olympus\"} | timezone",
        "{\"teams\":[\"TNOPE\"]} | teams",
        "{\"teams\":\"x\"} | teams",
        "{\"name\":{}} | name",
      })
  void whatIsWrongIsNamedAndNothingChanges(String body, String named) throws Json.Malformed {
    String id = user("ann", "viewer");
    Object before = admin.get("users/" + id).body();
    Object sent = Json.read(body.getBytes(StandardCharsets.UTF_8));
    assertThat(admin.send("PATCH", "users/" + id + "/", sent).is(400).at(named)).isNotNull();
    assertThat(admin.get("users/" + id).body()).isEqualTo(before);
  }

  @Test
  void onlyAdminsWriteUsersAndTeams() {
    Session editor = of(user("ed", "editor"));
    editor.post("users/", object("username", "x", "email", "x@y")).is(403);
    editor.delete("users/UNOPE/").is(403);
    editor.post("teams/", object("name", "x")).is(403);
    editor.get("users/").is(200);
  }

  @Test
  void aDeletedUserTakesTokensAndMembershipAlong() {
    String id = user("ann", "editor");
    Session ann = of(id);
    String team = admin.post("teams/", object("name", "t", "users", List.of(id))).is(201).id();
    ann.get("users/current/").is(200);
    admin.delete("users/" + id + "/").is(204);
    ann.get("users/current/").is(403);
    assertThat(admin.get("teams/" + team).at("users")).isEqualTo(List.of());
    assertThat(admin.get("tokens/").at("count")).isEqualTo(1L);
    user("ann", "editor");
  }

  @Test
  void theLastAdminStays() {
    admin.delete("users/UFIRST/").is(400);
    assertThat(admin.put("users/UFIRST/", object("role", "viewer")).is(400).text("detail"))
        .contains("last admin");
    String second = user("second", "admin");
    of(second).delete("users/UFIRST/").is(204);
    assertThat(deployment.users.find("OFIRST", "UFIRST")).isEmpty();
    assertThat(deployment.users.find("OFIRST", second)).isPresent();
  }

  @Test
  void adminsWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
    for (int round = 0; round < 30; round++) {
      TestDeployment fresh = new TestDeployment(false);
      Session first = new Session(fresh, TestDeployment.ADMIN);
      String other =
          first
              .post("users/", object("username", "o", "email", "o@e.x", "role", "admin"))
              .is(201)
              .id();
      String token =
          first.post("tokens/", object("name", "x", "user_id", other)).is(201).text("token");
      Session second = new Session(fresh, token);
      try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
        List<Future<?>> both = new ArrayList<>();
        both.add(executor.submit(() -> first.delete("users/" + other + "/")));
        both.add(executor.submit(() -> second.put("users/UFIRST/", object("role", "viewer"))));
        for (Future<?> one : both) one.get();
      }
      assertThat(fresh.users.all("OFIRST")).extracting(User::role).contains(Role.ADMIN);
    }
  }

  @Test
  void fiveTokensAUserAndEachIsShownOnce() {
    String id = user("ann", "viewer");
    Session ann = of(id);
    for (int i = 0; i < 4; i++) ann.post("tokens/", object("name", "more")).is(201);
    assertThat(ann.post("tokens/", object("name", "more")).is(400).text("detail")).contains("5");
    Answer list = ann.get("tokens/").is(200);
    assertThat(list.at("count")).isEqualTo(5L);
    assertThat(Json.write(list.body())).doesNotContain(ann.token()).doesNotContain("hash");
    String one = list.text("results", 0, "id");
    assertThat(ann.get("tokens/" + one).is(200).at("token")).isNull();
    ann.delete("tokens/" + one + "/").is(204);
    ann.get("tokens/").is(403);
    assertThat(deployment.table.everything().toString()).doesNotContain(ann.token());
  }

  @Test
  void tokensAtOnceAreNeverMoreThanFive() throws Exception {
    String id = user("ann", "viewer");
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      List<Future<?>> made = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        made.add(executor.submit(() -> admin.post("tokens/", object("name", "x", "user_id", id))));
      }
      for (Future<?> one : made) one.get();
    }
    // five of hers and one of the admin
    assertThat((Long) admin.get("tokens/").at("count")).isLessThanOrEqualTo(6L);
  }

  @Test
  void tokensOfOthersAreForAdmins() {
    Session ann = of(user("ann", "editor"));
    ann.post("tokens/", object("name", "x", "user_id", "UFIRST")).is(403);
    ann.get("tokens/ATFIRST/").is(404);
    ann.delete("tokens/ATFIRST/").is(404);
    admin.get("tokens/ATFIRST/").is(200);
    assertThat(admin.post("tokens/", object("name", "x", "user_id", "UNOPE")).is(400).at("user_id"))
        .isNotNull();
    assertThat(admin.post("tokens/", object()).is(400).at("name")).isNotNull();
  }

  @Test
  void organisationsAreMadeByTheFirstOne() {
    Answer made = admin.post("organizations/", organisation("ann", null)).is(201);
    assertThat(made.at("admin", "role")).isEqualTo("admin");
    Session ann = new Session(deployment, made.text("token"));
    assertThat(ann.get("organizations/").at("results", 0, "id")).isEqualTo(made.id());
    assertThat(ann.get("organizations/whatever/").at("id")).isEqualTo(made.id());
    ann.post("organizations/", organisation("bob", null)).is(403);
    ann.get("users/UFIRST/").is(404);
    admin.post("organizations/", organisation("ann", "viewer")).is(400);
    Answer wrong = admin.post("organizations/", object("admin", object("email", "x"))).is(400);
    assertThat(wrong.at("name")).isNotNull();
    assertThat(wrong.at("admin", "username")).isNotNull();
    assertThat(wrong.at("admin", "email")).isNotNull();
    assertThat(admin.post("organizations/", object("name", "x")).is(400).at("admin")).isNotNull();
    of(user("ed", "editor")).post("organizations/", organisation("x", null)).is(403);
  }

  private static Map<String, @Nullable Object> organisation(String admin, @Nullable String role) {
    Map<String, @Nullable Object> person =
        object("username", admin, "email", admin + "@example.com");
    if (role != null) person.put("role", role);
    return object("name", "org", "admin", person);
  }

  @Test
  void teamsHaveNamesOfTheirOwn() {
    String team = admin.post("teams/", object("name", "t", "email", null)).is(201).id();
    assertThat(admin.post("teams/", object("name", "t")).is(400).at("name")).isNotNull();
    assertThat(
            admin
                .post("teams/", object("name", "u", "users", List.of("UNOPE")))
                .is(400)
                .at("users"))
        .isNotNull();
    Answer changed = admin.put("teams/" + team + "/", object("email", "")).is(200);
    assertThat(changed.at("email")).isEqualTo("");
    admin.delete("teams/" + team + "/").is(204);
    admin.get("teams/" + team + "/").is(404);
  }

  @Test
  void whoIsNobodyMaySeeNothing() {
    Session none = of(user("none", "none"));
    none.get("users/").is(403);
    none.get("tokens/").is(200);
  }
}
