package dev.watchbill.handlers.oncall;

import static dev.watchbill.handlers.oncall.Session.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.oncall.Session.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesResourceTest {
  private final TestDeployment deployment = new TestDeployment(false);
  private final Session admin = new Session(deployment, TestDeployment.ADMIN);
  private String integration = "";

  @BeforeEach
  void anIntegration() {
    integration = admin.post("integrations/", Map.of("type", "webhook")).is(201).id();
  }

  private Answer route(String term) {
    return admin.post("routes/", object("integration_id", integration, "routing_regex", term));
  }

  private List<Integer> positions() {
    return deployment.integrations.find("OFIRST", integration).orElseThrow().routes().stream()
        .map(Route::position)
        .toList();
  }

  @Test
  void manyAtOnceGetPositionsOfTheirOwn() throws Exception {
    int threads = 8;
    int each = 5;
    CountDownLatch start = new CountDownLatch(threads);
    List<Future<Integer>> created = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int t = 0; t < threads; t++) {
        String thread = "t" + t;
        created.add(
            executor.submit(
                () -> {
                  start.countDown();
                  start.await();
                  int made = 0;
                  for (int i = 0; i < each; i++) {
                    Answer answer = route(thread + "-" + i);
                    // whoever lost ten races is told so, and asks again as clients do
                    while (answer.status() == 409) answer = route(thread + "-" + i);
                    answer.is(201);
                    made++;
                  }
                  return made;
                }));
      }
      for (Future<Integer> one : created) assertThat(one.get()).isEqualTo(each);
    }
    assertThat(positions()).hasSize(threads * each).doesNotHaveDuplicates().isSorted();
    assertThat(positions().getLast()).isEqualTo(threads * each - 1);
  }

  @Test
  void movesAtOnceNeverLeaveTwoAtOnePosition() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) ids.add(route("r" + i).is(201).id());
    try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
      List<Future<?>> moves = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String id = ids.get(i);
        int to = 5 - i;
        moves.add(
            executor.submit(
                () -> {
                  var body = object("position", to, "manual_order", to % 2 == 0);
                  int tries = 0;
                  while (admin.put("routes/" + id + "/", body).status() == 409) {
                    assertThat(++tries).as("others are always faster").isLessThan(1_000);
                  }
                }));
      }
      for (Future<?> move : moves) move.get();
    }
    assertThat(positions()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void swapsInAnyOrderEndWhereTerraformAskedFor() {
    for (int position : new int[] {2, 0, 1}) {
      admin
          .post(
              "routes/",
              object(
                  "integration_id",
                  integration,
                  "routing_regex",
                  "r" + position,
                  "position",
                  position,
                  "manual_order",
                  true))
          .is(201);
    }
    Integration stored = deployment.integrations.find("OFIRST", integration).orElseThrow();
    assertThat(stored.routes()).extracting(Route::term).containsExactly("r0", "r1", "r2");
  }

  @Test
  void aRefusedCreateLeavesNothingBehind() {
    admin
        .post(
            "routes/",
            object(
                "integration_id",
                integration,
                "routing_regex",
                "x",
                "position",
                -1,
                "manual_order",
                true))
        .is(400);
    assertThat(positions()).isEmpty();
  }

  @Test
  void thereIsAnEndToRoutes() {
    for (int i = 0; i < Integration.ROUTES_LIMIT; i++) route("r" + i).is(201);
    assertThat(route("one more").is(409).text("detail")).contains("200 routes");
    assertThat(positions()).hasSize(Integration.ROUTES_LIMIT);
  }

  @Test
  void aNewTermIsReadAsTheStoredTypeSays() {
    String id =
        admin
            .post(
                "routes/",
                object(
                    "integration_id", integration,
                    "routing_type", "jinja2",
                    "routing_regex", "{{ payload.a }}"))
            .is(201)
            .id();
    // no regular expression at all (spec §27)
    String template = "{{ (payload.a) | length > 1 and \"[\" in payload.b }}";
    admin.put("routes/" + id + "/", object("routing_regex", template)).is(200);
    assertThat(admin.get("routes/" + id).text("routing_regex")).isEqualTo(template);
    admin.put("routes/" + id + "/", object("routing_type", "regex", "routing_regex", "(")).is(400);
    assertThat(admin.get("routes/" + id).text("routing_type")).isEqualTo("jinja2");
  }

  @Test
  void theChainCanBeTakenAwayInThreeWays() {
    String chain = admin.post("escalation_chains/", object("name", "chain")).is(201).id();
    String id =
        admin
            .post(
                "routes/",
                object(
                    "integration_id", integration,
                    "routing_regex", "x",
                    "escalation_chain_id", chain))
            .is(201)
            .id();
    for (Object none : new Object[] {"", "null"}) {
      var body = object("escalation_chain_id", none.equals("null") ? null : none);
      assertThat(admin.put("routes/" + id + "/", body).is(200).at("escalation_chain_id")).isNull();
      var back = object("escalation_chain_id", chain);
      assertThat(admin.put("routes/" + id + "/", back).is(200).at("escalation_chain_id"))
          .isEqualTo(chain);
    }
    admin.delete("escalation_chains/" + chain + "/").is(204);
    assertThat(admin.get("routes/" + id + "/").is(200).at("escalation_chain_id")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"slack\":\"x\"} | slack",
        "{\"slack\":{\"enabled\":\"maybe\"}} | slack",
        "{\"telegram\":{\"enabled\":3}} | telegram",
        "{\"msteams\":{\"id\":[1]}} | msteams",
        "{\"slack\":{\"channel_id\":\"C1\"}} | detail",
        "{\"telegram\":{\"id\":\"Z1\"}} | detail",
        "{\"position\":1.5} | position",
        "{\"position\":true} | position",
        "{\"position\":-2} | detail",
        "{\"position\":99999999999} | detail",
        "{\"position\":1,\"manual_order\":\"perhaps\"} | manual_order",
        "{\"routing_type\":\"nope\"} | detail",
        "{\"routing_type\":null} | routing_type",
        "{\"routing_type\":\"labels\"} | non_field_errors",
        "{\"routing_regex\":{}} | routing_regex",
        "{\"routing_regex\":\"a\\u0000b\"} | routing_regex",
        "{\"escalation_chain_id\":[\"F\"]} | escalation_chain_id",
        "{\"escalation_chain_id\":\"FNOPE\"} | escalation_chain_id",
      })
  void whatIsWrongIsNamedAndNothingChanges(String body, String named) throws Json.Malformed {
    String id = route("x").is(201).id();
    Object before = admin.get("routes/" + id + "/").body();
    Object sent = Json.read(body.getBytes(StandardCharsets.UTF_8));
    Answer answer = admin.send("PATCH", "routes/" + id + "/", sent).is(400);
    assertThat(answer.at(named)).as(body).isNotNull();
    assertThat(admin.get("routes/" + id + "/").body()).isEqualTo(before);
  }

  @Test
  void microsoftTeamsIsKeptAlthoughNothingIsConnected() {
    String id = route("x").is(201).id();
    var body = object("msteams", object("id", "TEAMS", "enabled", true));
    admin.put("routes/" + id + "/", body).is(200);
    assertThat(admin.get("routes/" + id + "/").at("msteams"))
        .isEqualTo(object("id", "TEAMS", "enabled", true));
  }
}
