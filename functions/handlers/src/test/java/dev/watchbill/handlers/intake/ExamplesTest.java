package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.integration.Route.RoutingType;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.storage.DynamoTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples E1 to E10, G1 to G12 and R1 to R4 of spec oncall-behaviour §2, §4 and §5. */
class ExamplesTest {
  private final IntakeWorld world = new IntakeWorld();

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of(
            "E1",
            IntegrationType.ALERTMANAGER,
            List.of(
                "{\"groupKey\":\"{}:{a=\\\"b\\\"}\",\"status\":\"resolved\",\"groupLabels\":"
                    + "{\"alertname\":\"X\",\"cluster\":\"c1\",\"ns\":\"n\"},\"alerts\":[]}"),
            List.of("X (c1, n)|resolved|1")),
        Arguments.of(
            "E2",
            IntegrationType.ALERTMANAGER,
            List.of(
                "{\"labels\":{\"alertname\":\"Legacy\"},\"status\":\"firing\"}",
                "{\"labels\":{\"alertname\":\"Legacy\"},\"status\":\"firing\"}"),
            List.of("Legacy |firing|1", "Legacy |firing|1")),
        Arguments.of(
            "E3",
            IntegrationType.WEBHOOK,
            List.of("{\"foo\":\"bar\"}", "{\"foo\":\"bar\"}"),
            List.of("Incident|firing|2")),
        Arguments.of(
            "E4",
            IntegrationType.WEBHOOK,
            List.of("{\"state\":\"alerting\"}", "{\"state\":\"ok\"}"),
            List.of("Incident|firing|1", "Incident|resolved|1")),
        Arguments.of(
            "E5", IntegrationType.WEBHOOK, List.of("{\"state\":5}"), List.of("Incident|firing|1")),
        Arguments.of(
            "E6",
            IntegrationType.WEBHOOK,
            List.of("[1,2]", "[1, 2]", "\"text\"", "5", "true"),
            List.of(
                "Incident|firing|2",
                "Incident|firing|1",
                "Incident|firing|1",
                "Incident|firing|1")),
        Arguments.of(
            "E7",
            IntegrationType.FORMATTED_WEBHOOK,
            List.of("{}", "{}", "{\"alert_uid\":\"x\",\"state\":\"Ok\"}"),
            List.of("<any>|firing|1", "<any>|firing|1", "<any>|resolved|1")),
        Arguments.of(
            "E8",
            IntegrationType.FORMATTED_WEBHOOK,
            List.of("{\"title\":null}"),
            List.of("None|firing|1")),
        Arguments.of(
            "E9",
            IntegrationType.KAPACITOR,
            List.of("{\"id\":\"k\",\"level\":\"CRITICAL\"}", "{\"id\":\"k\",\"level\":\"OK\"}"),
            List.of("k|resolved|2")),
        Arguments.of(
            "E10",
            IntegrationType.INBOUND_EMAIL,
            List.of(
                "{\"subject\":\"Disk full\",\"message\":\"it is\"}",
                "{\"subject\":\"DISK FULL\",\"message\":\"ok\"}"),
            List.of("Disk full|resolved|2")),
        Arguments.of(
            "keys in another order",
            IntegrationType.WEBHOOK,
            List.of("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"),
            List.of("Incident|firing|1", "Incident|firing|1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void typesReadTheirBodies(
      String name, IntegrationType type, List<String> bodies, List<String> groups) {
    Integration integration = world.integration(type);
    for (String body : bodies) receive(integration, body);
    List<String> got = new ArrayList<>();
    for (AlertGroup group : world.groupsOf(integration)) {
      boolean any = got.size() < groups.size() && groups.get(got.size()).startsWith("<any>");
      got.add(
          (any ? "<any>" : group.content().title())
              + "|"
              + group.state().slug()
              + "|"
              + group.content().alertsCount());
    }
    assertThat(got).as(name).containsExactlyElementsOf(groups);
  }

  @Test
  void g1ToG4() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    receive(integration, alerting("k"));
    receive(integration, alerting("k"));
    expect(integration, "firing|2");
    receive(integration, ok("k"));
    expect(integration, "resolved|3");
    receive(integration, ok("k"));
    expect(integration, "resolved|4");
    assertThat(world.story(group(integration, 0))).containsExactly("opened", "resolved");
    receive(integration, alerting("k"));
    expect(integration, "resolved|4", "firing|1");
    assertThat(group(integration, 1).previous()).isEqualTo(group(integration, 0).id());
    assertThat(world.alertsOf(group(integration, 0))).hasSize(4);
    assertThat(group(integration, 1).number()).isGreaterThan(group(integration, 0).number());
  }

  @Test
  void g5TheLoneResolveSignalLeavesNothingOpen() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    receive(integration, ok("z"));
    expect(integration, "resolved|1");
    assertThat(world.story(group(integration, 0))).containsExactly("opened", "resolved");
    receive(integration, alerting("z"));
    expect(integration, "resolved|1", "firing|1");
  }

  @Test
  void g6AndG7() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    receive(integration, alerting("a"));
    act(AlertGroupActions.acknowledge(group(integration, 0), Actor.user("U"), now()));
    receive(integration, alerting("a"));
    expect(integration, "acknowledged|2");
    receive(integration, ok("a"));
    expect(integration, "resolved|3");

    receive(integration, alerting("s"));
    act(
        AlertGroupActions.silence(
            group(integration, 1), Duration.ofHours(1), Actor.user("U"), now()));
    receive(integration, alerting("s"));
    expect(integration, "resolved|3", "silenced|2");
    receive(integration, ok("s"));
    expect(integration, "resolved|3", "resolved|3");
    assertThat(world.story(group(integration, 1)))
        .containsExactly("opened", "silenced", "unsilenced", "resolved");
    assertThat(timers(TimerKind.SILENCE_EXPIRY)).isEmpty();
  }

  @Test
  void g8() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    receive(integration, alerting("k"));
    receive(integration, ok("k"));
    act(AlertGroupActions.unresolve(group(integration, 0), Actor.user("U"), now()));
    receive(integration, alerting("k"));
    expect(integration, "firing|2", "firing|1");
    receive(integration, ok("k"));
    receive(integration, ok("k"));
    expect(integration, "firing|2", "resolved|3");
    act(AlertGroupActions.unresolve(group(integration, 1), Actor.user("U"), now()));
    receive(integration, ok("k"));
    // The newest resolved group is none any more, so the signal is alone.
    expect(integration, "firing|2", "firing|3", "resolved|1");
  }

  @Test
  void aResolveSignalFindsTheResolvedGroupBehindAnUnresolvedOne() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    receive(integration, ok("k"));
    receive(integration, alerting("k"));
    receive(integration, ok("k"));
    act(AlertGroupActions.unresolve(group(integration, 1), Actor.user("U"), now()));
    receive(integration, ok("k"));
    expect(integration, "resolved|2", "firing|2");
  }

  @Test
  void g9AChecksTimerFollowsEveryAlertOfAPerAlertType() {
    Integration integration = world.integration(IntegrationType.LEGACY_ALERTMANAGER);
    receive(
        integration,
        "{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"n\":\"1\"}},"
            + "{\"status\":\"resolved\",\"labels\":{\"n\":\"1\"}}]}");
    expect(integration, "firing|2");
    assertThat(timers(TimerKind.AUTO_RESOLVE))
        .extracting(Timer::due)
        .containsExactly(now().plusSeconds(5), now().plusSeconds(5).plusNanos(1_000));
    assertThat(world.alertsOf(group(integration, 0)))
        .extracting(alert -> alert.payload().contains("firing"))
        .containsExactly(true, false);
  }

  @Test
  void g10AndG11() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    receive(integration, "{}");
    receive(integration, "{}");
    expect(integration, "firing|1", "firing|1");

    Integration routed =
        withRoutes(
            world.integration(IntegrationType.FORMATTED_WEBHOOK),
            route("RA", RoutingType.REGEX, "\"team\": \"a\"", 0));
    receive(routed, "{\"alert_uid\":\"k\",\"team\":\"a\"}");
    receive(routed, "{\"alert_uid\":\"k\",\"team\":\"b\"}");
    assertThat(world.groupsOf(routed))
        .extracting(AlertGroup::routeId)
        .containsExactly("RA", routed.defaultRoute().id());
  }

  @Test
  void anAnswerFindsTheOpenGroupOfItsKeyOnWhateverRoute() {
    Integration routed =
        withRoutes(
            world.integration(
                IntegrationType.FORMATTED_WEBHOOK,
                Map.of("acknowledge_signal", "{{ payload.state == 'seen' }}")),
            route("RA", RoutingType.JINJA2, "{{ payload.level == 'warning' }}", 0),
            route("RB", RoutingType.JINJA2, "{{ payload.level == 'critical' }}", 1));
    receive(routed, "{\"alert_uid\":\"k\",\"level\":\"warning\"}");
    receive(routed, "{\"alert_uid\":\"j\",\"level\":\"warning\"}");
    receive(routed, "{\"alert_uid\":\"k\",\"state\":\"seen\"}");
    expect(routed, "acknowledged|2", "firing|1");
    receive(routed, "{\"alert_uid\":\"k\",\"state\":\"ok\",\"level\":\"critical\"}");
    expect(routed, "resolved|3", "firing|1");
    assertThat(world.story(group(routed, 0))).containsExactly("opened", "acknowledged", "resolved");
    assertThat(
            world
                .groups
                .story(IntakeWorld.ORG, group(routed, 0).id())
                .getLast()
                .decision()
                .inputs())
        .containsEntry("came_by_route", "RB");
    // One more end joins what is over already, by the same way.
    receive(routed, "{\"alert_uid\":\"k\",\"state\":\"ok\"}");
    expect(routed, "resolved|4", "firing|1");
    // Firing alerts of one key on two routes are two; ends come one by one.
    receive(routed, "{\"alert_uid\":\"k\",\"level\":\"warning\"}");
    receive(routed, "{\"alert_uid\":\"k\",\"level\":\"critical\"}");
    expect(routed, "resolved|4", "firing|1", "firing|1", "firing|1");
    receive(routed, "{\"alert_uid\":\"k\",\"state\":\"ok\",\"level\":\"warning\"}");
    expect(routed, "resolved|4", "firing|1", "resolved|2", "firing|1");
    receive(routed, "{\"alert_uid\":\"k\",\"state\":\"ok\",\"level\":\"warning\"}");
    expect(routed, "resolved|4", "firing|1", "resolved|2", "resolved|2");
  }

  @Test
  void anAnswerFindsAGroupWhoseRouteIsGone() {
    Integration routed =
        withRoutes(
            world.integration(IntegrationType.FORMATTED_WEBHOOK),
            route("RA", RoutingType.JINJA2, "{{ payload.state == 'alerting' }}", 0));
    receive(routed, alerting("k"));
    withRoutes(routed);
    world.clock.advance(Duration.ofSeconds(6));
    world.receive(routed, ok("k"));
    expect(routed, "resolved|2");
  }

  @Test
  void whatNullRendersAsIsNoKey() {
    Integration formatted = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    receive(formatted, "{\"alert_uid\":null}");
    receive(formatted, "{\"alert_uid\":null}");
    receive(formatted, "{\"alert_uid\":null,\"state\":\"ok\"}");
    expect(formatted, "firing|1", "firing|1", "resolved|1");
    Integration own =
        world.integration(
            IntegrationType.WEBHOOK, Map.of("grouping_key", "\n {{ payload.host }}\n"));
    receive(own, "{\"host\":null}");
    receive(own, "{\"host\":null}");
    receive(own, "{\"host\":\"h\"}");
    receive(own, "{\"host\":\"h\"}");
    expect(own, "firing|1", "firing|1", "firing|2");
  }

  @Test
  void g12() {
    Integration integration =
        world.integration(
            IntegrationType.DIRECT_PAGING,
            Map.of("grouping_key", "k", "resolve_signal", "{{ payload.state == 'ok' }}"));
    receive(integration, "{\"state\":\"alerting\"}");
    receive(integration, "{\"state\":\"ok\"}");
    expect(integration, "firing|2");
  }

  @Test
  void r1ToR4() {
    Integration integration =
        withRoutes(
            world.integration(IntegrationType.WEBHOOK),
            route("R0", RoutingType.REGEX, "\"severity\": \"critical\"", 0),
            route("R1", RoutingType.JINJA2, "{{ payload.team == \"db\" }}", 1),
            route("R2", RoutingType.REGEX, "\"severity\":\"critical\"", 2),
            route("R3", RoutingType.JINJA2, "{{ payload.owner }}", 3),
            route("R4", RoutingType.REGEX, "münchen", 4),
            route("R5", RoutingType.REGEX, "m\\\\u00fcnchen", 5),
            route("R6", RoutingType.JINJA2, "{{ payload.a.b }}", 6),
            route("R7", RoutingType.REGEX, null, 7));
    receive(integration, "{\"severity\":\"critical\",\"team\":\"db\"}");
    receive(integration, "{\"team\":\"db\"}");
    receive(integration, "{\"severity\":\"Critical\"}");
    receive(integration, "{\"owner\":\"db\"}");
    receive(integration, "{\"city\":\"münchen\"}");
    String last = integration.defaultRoute().id();
    assertThat(world.groupsOf(integration))
        .extracting(AlertGroup::routeId)
        .containsExactly("R0", "R1", last, last, "R5");
  }

  @Test
  void templatesThatFailNeverKeepAnAlertOut() {
    String broken = "{{ payload.a.b.c }}{% if %}";
    Integration integration =
        world.integration(
            IntegrationType.WEBHOOK,
            Map.of(
                "grouping_key", broken,
                "resolve_signal", broken,
                "acknowledge_signal", broken,
                "web.title", broken));
    receive(integration, "{\"a\":1}");
    receive(integration, "{\"a\":1}");
    expect(integration, "firing|1", "firing|1");
    assertThat(group(integration, 0).content().title()).startsWith("Template");
  }

  @Test
  void labelsOfTheFirstAlertStayWithTheGroup() {
    Integration plain = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    world.replace(
        plain.withLabels(
            List.of(new Label("team", "ops")),
            List.of(
                new Label("host", "{{ payload.host }}"), new Label("bad", "{{ payload.x.y }}"))));
    Integration integration = world.integrations.find(IntakeWorld.ORG, plain.id()).orElseThrow();
    receive(integration, "{\"alert_uid\":\"k\",\"host\":\"h1\"}");
    receive(integration, "{\"alert_uid\":\"k\",\"host\":\"h2\"}");
    assertThat(group(integration, 0).content().labels())
        .containsExactly(new Label("host", "h1"), new Label("team", "ops"));
  }

  @Test
  void aTemplateThatChangesThePayloadChangesNothingThatIsStored() {
    Integration integration =
        world.integration(IntegrationType.WEBHOOK, Map.of("web.title", "{{ payload.pop('a') }}"));
    receive(integration, "{\"a\":1,\"b\":2}");
    assertThat(world.alertsOf(group(integration, 0)).getFirst().payload())
        .isEqualTo("{\"a\":1,\"b\":2}");
  }

  private static String alerting(String key) {
    return "{\"alert_uid\":\"" + key + "\",\"state\":\"alerting\"}";
  }

  private static String ok(String key) {
    return "{\"alert_uid\":\"" + key + "\",\"state\":\"ok\"}";
  }

  private void receive(Integration integration, String body) {
    world.receive(integration, body);
    world.clock.advance(Duration.ofMillis(10));
  }

  private java.time.Instant now() {
    return world.clock.instant().minus(Duration.ofMillis(10));
  }

  private AlertGroup group(Integration integration, int index) {
    return world.groupsOf(integration).get(index);
  }

  private void expect(Integration integration, String... groups) {
    assertThat(world.groupsOf(integration))
        .extracting(group -> group.state().slug() + "|" + group.content().alertsCount())
        .containsExactly(groups);
  }

  private void act(Outcome outcome) {
    assertThat(world.commits.commit((Change) outcome)).isEqualTo(new Committed.Done());
  }

  private List<Timer> timers(TimerKind kind) {
    return new DynamoTimers(world.table).due(kind, now().plusSeconds(100_000), 100);
  }

  private static Route route(
      String id, RoutingType type, @org.jspecify.annotations.Nullable String term, int position) {
    return new Route(id, null, type, term, position, Map.of(), java.time.Instant.EPOCH);
  }

  private Integration withRoutes(Integration integration, Route... routes) {
    world.replace(integration.withRoutes(integration.defaultRoute(), List.of(routes)));
    return world.integrations.find(IntakeWorld.ORG, integration.id()).orElseThrow();
  }
}
