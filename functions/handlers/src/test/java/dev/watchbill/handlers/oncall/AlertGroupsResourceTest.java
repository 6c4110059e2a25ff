package dev.watchbill.handlers.oncall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.handlers.golden.RecordedWorld;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.storage.DynamoTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recorded conversations do not show. */
class AlertGroupsResourceTest {
  private final RecordedWorld world = new RecordedWorld();
  private int made;

  private Map<?, ?> object(Response response, int status) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    return (Map<?, ?>) value(response);
  }

  private static Object value(Response response) {
    try {
      Object value = Json.read(String.valueOf(response.body()).getBytes(UTF_8));
      return Objects.requireNonNull(value);
    } catch (Json.Malformed e) {
      throw new AssertionError(response.body(), e);
    }
  }

  private Map<?, ?> get(String path) {
    return object(world.call("token", "GET", "/api/v1/" + path, null), 200);
  }

  private Response post(String path, @Nullable Object body) {
    return world.call("token", "POST", "/api/v1/" + path, body);
  }

  private void done(String path, @Nullable Object body) {
    Response response = post(path, body);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }

  private List<String> ids(String path) {
    List<String> ids = new ArrayList<>();
    for (Object row : (List<?>) results(path)) ids.add(text((Map<?, ?>) row, "id"));
    return ids;
  }

  private List<?> results(String path) {
    Object results = get(path).get("results");
    return (List<?>) Objects.requireNonNull(results);
  }

  private static String text(Map<?, ?> map, String name) {
    return String.valueOf(map.get(name));
  }

  private Map<?, ?> integration(Map<String, Object> more) {
    Map<String, Object> body =
        new java.util.HashMap<>(Map.of("type", "formatted_webhook", "name", "i" + ++made));
    body.putAll(more);
    return object(post("integrations/", body), 201);
  }

  private String alert(Map<?, ?> integration, String uid) {
    String link = text(integration, "link");
    String path = link.substring(link.indexOf("/integrations/v1/"));
    assertThat(
            world
                .call(
                    "token",
                    "POST",
                    path,
                    Map.of("alert_uid", uid, "state", "alerting", "title", "T " + uid))
                .status())
        .isEqualTo(200);
    return ids("alert_groups/?integration_id=" + text(integration, "id")).getFirst();
  }

  private void start(Map<?, ?> integration) {
    done(
        "integrations/" + text(integration, "id") + "/maintenance_start",
        Map.of("mode", "maintenance", "duration", 3600L));
  }

  private String special() {
    return results("alert_groups/").stream()
        .map(row -> (Map<?, ?>) row)
        .filter(row -> text(row, "title").startsWith("Maintenance of "))
        .map(row -> text(row, "id"))
        .findFirst()
        .orElseThrow();
  }

  private String state(String group) {
    return text(get("alert_groups/" + group), "state");
  }

  @Test
  void aGroupIsOfTheTeamThatItsIntegrationIsOfNow() {
    Map<?, ?> of = integration(Map.of("team_id", world.variable("team_alpha")));
    Map<?, ?> without = integration(Map.of());
    String alpha = alert(of, "a");
    String none = alert(without, "n");
    assertThat(ids("alert_groups/?team_id=" + world.variable("team_alpha"))).containsExactly(alpha);
    assertThat(ids("alert_groups/?team_id=null")).containsExactly(none);
    assertThat(ids("alert_groups/?team_id=")).containsExactly(none, alpha);
    assertThat(ids("alert_groups/?team_id=null&integration_id=" + text(of, "id"))).isEmpty();
    assertThat(
            object(world.call("token", "GET", "/api/v1/alert_groups/?team_id=TNOPE", null), 400)
                .get("team_id"))
        .isInstanceOf(List.class);
    object(
        world.call(
            "token",
            "PUT",
            "/api/v1/integrations/" + text(of, "id"),
            Map.of("team_id", world.variable("team_beta"))),
        200);
    assertThat(ids("alert_groups/?team_id=" + world.variable("team_alpha"))).isEmpty();
    assertThat(text(get("alert_groups/" + alpha), "team_id"))
        .isEqualTo(world.variable("team_beta"));
  }

  @Test
  void severalStatesAskForAnyOfThem() {
    Map<?, ?> integration = integration(Map.of());
    String resolved = alert(integration, "r");
    String acknowledged = alert(integration, "a");
    String firing = alert(integration, "f");
    String silenced = alert(integration, "s");
    done("alert_groups/" + resolved + "/resolve", null);
    done("alert_groups/" + acknowledged + "/acknowledge", null);
    done("alert_groups/" + silenced + "/silence", Map.of("delay", 3600L));
    String of = "alert_groups/?integration_id=" + text(integration, "id");
    assertThat(ids(of + "&state=resolved&state=new")).containsExactly(firing, resolved);
    assertThat(get(of + "&state=resolved&state=new&perpage=1").get("count")).isEqualTo(2L);
    assertThat(ids(of + "&state=new&state=firing&state=")).containsExactly(firing);
    assertThat(ids(of + "&state=acknowledged&state=silenced&state=resolved"))
        .containsExactly(silenced, acknowledged, resolved);
    assertThat(ids("alert_groups/?id=" + firing + "&state=resolved&state=silenced")).isEmpty();
    assertThat(
            object(world.call("token", "GET", "/api/v1/" + of + "&state=new&state=odd", null), 400)
                .get("state"))
        .isNotNull();
  }

  @Test
  void aFilterThatDoesNotExistIsRefusedByName() {
    for (String query : List.of("search=x", "stat=new", "State=new", "page=1&title=", "a=1&b=2")) {
      Map<?, ?> refusal =
          object(world.call("token", "GET", "/api/v1/alert_groups/?" + query, null), 400);
      assertThat(refusal.keySet().isEmpty()).isFalse();
      for (Object name : refusal.keySet()) {
        assertThat(query).contains(name + "=");
        assertThat(name).isNotEqualTo("page");
      }
      assertThat(String.valueOf(refusal)).contains("started_at");
    }
    get("alert_groups/?name=x&page=1&perpage=5&state=&label=&id=");
  }

  @Test
  void labelsAreShownAndFound() {
    Map<?, ?> integration =
        integration(
            Map.of(
                "labels",
                List.of(
                    Map.of(
                        "key", Map.of("id", "env", "name", "env"),
                        "value", Map.of("id", "prod", "name", "prod")))));
    String group = alert(integration, "x");
    assertThat(get("alert_groups/" + group).get("labels"))
        .isEqualTo(
            List.of(
                Map.of(
                    "key", Map.of("id", "env", "name", "env"),
                    "value", Map.of("id", "prod", "name", "prod"))));
    assertThat(ids("alert_groups/?label=env:prod")).containsExactly(group);
    assertThat(ids("alert_groups/?label=env:prod&label=env:test")).isEmpty();
    assertThat(ids("alert_groups/?label=env:prod&label=nocolon")).containsExactly(group);
  }

  @Test
  void aRouteThatIsGoneIsNull() {
    Map<?, ?> integration = integration(Map.of());
    String chain = text(object(post("escalation_chains/", Map.of("name", "c")), 201), "id");
    String route =
        text(
            object(
                post(
                    "routes/",
                    Map.of(
                        "integration_id",
                        text(integration, "id"),
                        "escalation_chain_id",
                        chain,
                        "routing_regex",
                        "x")),
                201),
            "id");
    String group = alert(integration, "x");
    assertThat(text(get("alert_groups/" + group), "route_id")).isEqualTo(route);
    assertThat(world.call("token", "DELETE", "/api/v1/routes/" + route, null).status())
        .isEqualTo(204);
    assertThat(get("alert_groups/" + group).get("route_id")).isNull();
    assertThat(
            world
                .call("token", "DELETE", "/api/v1/integrations/" + text(integration, "id"), null)
                .status())
        .isEqualTo(204);
    assertThat(text(get("alert_groups/" + group), "integration_id"))
        .isEqualTo(text(integration, "id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"delay\":1.5}",
        "{\"delay\":[5]}",
        "[]",
        "{\"delay\":99999999999999999999}",
        "{\"delay\":9000000000000}",
        "{\"delay\":\"1e3\"}",
        "{\"delay\":true}",
        "not json"
      })
  void oddDelaysAreRefused(String body) throws Exception {
    String group = alert(integration(Map.of()), "x");
    Response response =
        world.answer(
            dev.watchbill.handlers.http.Request.of(
                "POST",
                "/api/v1/alert_groups/" + group + "/silence",
                "",
                Map.of(
                    "authorization", world.variable("token"), "content-type", "application/json"),
                body.getBytes(UTF_8),
                "r"));
    assertThat(response.status()).as(response.body()).isEqualTo(400);
    assertThat(state(group)).isEqualTo("firing");
  }

  @ParameterizedTest
  @CsvSource({"viewer_token,403", "editor_token,200", "other_org_token,404"})
  void whoMay(String token, int status) {
    String group = alert(integration(Map.of()), "x");
    assertThat(
            world
                .call(token, "POST", "/api/v1/alert_groups/" + group + "/acknowledge", null)
                .status())
        .isEqualTo(status);
    assertThat(
            world.call(token, "GET", "/api/v1/alert_groups/" + group + "/decisions", null).status())
        .isEqualTo(status == 404 ? 404 : 200);
  }

  @Test
  void theStoryOfAGroup() {
    String group = alert(integration(Map.of()), "x");
    done("alert_groups/" + group + "/silence", Map.of("delay", 60L));
    done("alert_groups/" + group + "/acknowledge", null);
    Map<?, ?> story = get("alert_groups/" + group + "/decisions/?perpage=2");
    assertThat(story.get("verified")).isEqualTo(true);
    assertThat(story.get("problems")).isEqualTo(List.of());
    assertThat(story.get("count")).isEqualTo(4L);
    List<String> kinds = new ArrayList<>();
    for (Object row : results("alert_groups/" + group + "/decisions")) {
      kinds.add(text((Map<?, ?>) row, "kind"));
    }
    assertThat(kinds).containsExactly("opened", "silenced", "unsilenced", "acknowledged");
    Map<?, ?> last = (Map<?, ?>) results("alert_groups/" + group + "/decisions").getLast();
    assertThat(last.get("actor"))
        .isEqualTo(Map.of("type", "user", "user_id", world.variable("user1")));
  }

  @Test
  void aWipeIsDoneWhenItIsAnswered() {
    Map<?, ?> integration = integration(Map.of());
    String group = alert(integration, "x");
    for (int i = 0; i < 60; i++) alert(integration, "x");
    assertThat(world.call("token", "DELETE", "/api/v1/alert_groups/" + group, null).status())
        .isEqualTo(204);
    Map<?, ?> wiped = get("alert_groups/" + group);
    assertThat(wiped.get("title")).isNull();
    assertThat(text(wiped, "state")).isEqualTo("resolved");
    assertThat(results("alerts/?perpage=100&alert_group_id=" + group))
        .hasSize(61)
        .allSatisfy(alert -> assertThat(((Map<?, ?>) alert).get("payload")).isEqualTo(Map.of()));
    assertThat(alert(integration, "x")).isNotEqualTo(group);
  }

  @Test
  void aDeletionIsDoneWhenItIsAnswered() {
    Map<?, ?> integration = integration(Map.of());
    String group = alert(integration, "x");
    object(post("resolution_notes/", Map.of("alert_group_id", group, "text", "why")), 201);
    Map<String, Object> mode = Map.of("mode", "delete");
    assertThat(world.call("token", "DELETE", "/api/v1/alert_groups/" + group, mode).status())
        .isEqualTo(204);
    assertThat(world.call("token", "GET", "/api/v1/alert_groups/" + group, null).status())
        .isEqualTo(404);
    assertThat(ids("alert_groups/")).isEmpty();
    assertThat(ids("alerts/?alert_group_id=" + group)).isEmpty();
    assertThat(ids("resolution_notes/")).isEmpty();
    assertThat(post("alert_groups/" + group + "/acknowledge", null).status()).isEqualTo(404);
    assertThat(alert(integration, "x")).isNotEqualTo(group);
    world.pass(Duration.ofMinutes(1));
    assertThat(ids("alerts/")).hasSize(1);
  }

  @Test
  void resolvingTheSpecialGroupEndsItsMaintenance() {
    Map<?, ?> integration = integration(Map.of());
    start(integration);
    String follower = alert(integration, "x");
    String special = special();
    assertThat(object(post("alert_groups/" + follower + "/resolve", null), 400))
        .isEqualTo(Map.of("detail", "Can't resolve an attached alert group"));
    assertThat(object(post("alert_groups/" + special + "/acknowledge", null), 400))
        .isEqualTo(Map.of("detail", "Can't acknowledge a maintenance alert group"));
    done("alert_groups/" + special + "/resolve", null);
    assertThat(get("integrations/" + text(integration, "id")).get("maintenance_mode")).isNull();
    Map<?, ?> resolved = get("alert_groups/" + special);
    assertThat(text(resolved, "state")).isEqualTo("resolved");
    assertThat(resolved.get("resolved_by")).isNull();
    assertThat(resolved.get("route_id")).isNull();
    world.pass(Duration.ofSeconds(1));
    assertThat(state(follower)).isEqualTo("resolved");
    assertThat(object(post("alert_groups/" + special + "/resolve", null), 400))
        .isEqualTo(Map.of("detail", "Can't resolve a resolved alert group"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wipe", "delete"})
  void removingTheSpecialGroupEndsItsMaintenance(String mode) {
    Map<?, ?> integration = integration(Map.of());
    start(integration);
    String follower = alert(integration, "x");
    assertThat(
            world
                .call("token", "DELETE", "/api/v1/alert_groups/" + special(), Map.of("mode", mode))
                .status())
        .isEqualTo(204);
    assertThat(get("integrations/" + text(integration, "id")).get("maintenance_mode")).isNull();
    world.pass(Duration.ofMinutes(2));
    if (mode.equals("wipe")) assertThat(state(follower)).isEqualTo("resolved");
    else done("alert_groups/" + follower + "/acknowledge", null);
  }

  @Test
  void parkedTimersAreListedAndRetriedByAdmins() {
    Timers timers = new DynamoTimers(world.table);
    String group = alert(integration(Map.of()), "x");
    done("alert_groups/" + group + "/silence", Map.of("delay", 3600L));
    Timer expiry =
        timers.due(TimerKind.SILENCE_EXPIRY, world.now().plus(Duration.ofDays(1)), 1).getFirst();
    for (int i = 0; i < Timer.ATTEMPTS; i++) timers.failed(expiry, "IllegalStateException");
    Map<?, ?> listed = (Map<?, ?>) results("timers/").getFirst();
    assertThat(text(listed, "kind")).isEqualTo("silence-expiry");
    assertThat(text(listed, "subject")).isEqualTo(group);
    assertThat(listed.get("attempts")).isEqualTo(5L);
    String path = "/api/v1/timers/" + text(listed, "id") + "/retry";
    assertThat(post("timers/n0-such~timer/retry", null).status()).isEqualTo(404);
    assertThat(world.call("editor_token", "POST", path, null).status()).isEqualTo(403);
    assertThat(world.call("other_org_token", "POST", path, null).status()).isEqualTo(404);
    world.pass(Duration.ofHours(2));
    assertThat(state(group)).as("parked it does nothing").isEqualTo("silenced");
    assertThat(world.call("token", "POST", path, null).status()).isEqualTo(204);
    assertThat(world.call("token", "POST", path, null).status()).isEqualTo(404);
    assertThat(ids("timers/")).isEmpty();
    world.pass(Duration.ofMinutes(1));
    assertThat(state(group)).isEqualTo("firing");
  }

  @Test
  void theStoryShowsDamage() {
    String group = alert(integration(Map.of()), "x");
    done("alert_groups/" + group + "/acknowledge", null);
    // as if a row of the story had been taken away
    var item =
        world.table.everything().stream()
            .filter(each -> each.key().sk().startsWith("LOG#"))
            .findFirst()
            .orElseThrow();
    world.table.delete(item.key(), null);
    Map<?, ?> story = get("alert_groups/" + group + "/decisions");
    assertThat(story.get("verified")).isEqualTo(false);
    assertThat((List<?>) story.get("problems")).isNotEmpty();
  }
}
