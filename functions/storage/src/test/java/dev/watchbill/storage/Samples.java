package dev.watchbill.storage;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.ChannelSetting;
import dev.watchbill.domain.integration.EscalationChain;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.TeamPreferences;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.rule.DataSource;
import dev.watchbill.domain.rule.Folder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Things to store. */
final class Samples {

  static final Instant NOW = Instant.parse("2100-01-01T08:30:00.123456Z");
  static final SecretBox SECRETS = new SecretBox(new byte[32]);
  static final String ROUTE = "R1";
  static final String KEY = "d41d8cd98f00b204e9800998ecf8427e";

  private static final Random RANDOM = new Random(7);
  private static final PublicIds IDS = new PublicIds(() -> RANDOM);

  private Samples() {}

  static Organization organization(String id, boolean first) {
    return new Organization(id, first ? 1 : 2, "The " + id, first, NOW, 1);
  }

  static User user(String org, String id, String username) {
    return new User(
        id, org, 3, username, "a@example.org", "Ann", Role.EDITOR, null, "/a.png", NOW, 1);
  }

  static Team team(String org, String id, String name) {
    return new Team(id, org, 2, name, null, "/t.png", List.of("U2", "U1"), NOW, 1);
  }

  static Folder folder(String org, String uid, String title) {
    return new Folder(uid, org, 4, title, "parent", "ann", NOW, "bob", NOW, 1);
  }

  static DataSource source(String org, String uid, String name) {
    return new DataSource(
        uid,
        org,
        5,
        name,
        "prometheus",
        "proxy",
        "http://prometheus.example",
        "u",
        "d",
        true,
        "b",
        false,
        true,
        "{\"a\":[null]}",
        Map.of("password", "secret", "empty", ""),
        NOW,
        1);
  }

  static TeamPreferences preferences(String org, String team, String theme) {
    return new TeamPreferences(team, org, theme, "", "utc", "monday", "de-DE", NOW, 1);
  }

  static ApiToken token(String org, String id, String hash) {
    return new ApiToken(id, org, "U1", "ci", hash, NOW, null, 1);
  }

  static EscalationChain chain(String org, String id, String name) {
    return new EscalationChain(id, org, name, null, NOW, 1);
  }

  static Route route(String id, int position, @Nullable String chain) {
    return new Route(
        id,
        chain,
        Route.RoutingType.JINJA2,
        "{{ payload.x }}",
        position,
        Map.of("telegram", new ChannelSetting("Z1", true), "slack", ChannelSetting.OFF),
        NOW);
  }

  static Integration integration(String org, String id, String name) {
    return new Integration(
        id,
        org,
        "T1",
        name,
        null,
        IntegrationType.WEBHOOK,
        "token-of-" + org + "-" + id,
        Map.of("web.title", "{{ payload.title }}"),
        List.of(new Label("team", "a"), new Label("team", "b")),
        List.of(new Label("host", "{{ payload.host }}")),
        new Maintenance(Maintenance.Mode.MAINTENANCE, NOW, NOW.plusSeconds(3600), "I9"),
        Integration.newDefaultRoute("R-default-" + id, NOW),
        List.of(route("R-b-" + id, 1, null), route("R-a-" + id, 0, "F1")),
        NOW,
        null,
        1);
  }

  /** A firing group that nobody has seen, with the decision that opened it. */
  static Change opening(String org, String id, String integration, String key, Instant at) {
    return opening(org, id, integration, key, at, null);
  }

  static Change opening(
      String org,
      String id,
      String integration,
      String key,
      Instant at,
      @Nullable String previous) {
    var group =
        new AlertGroup(
            id,
            org,
            integration,
            ROUTE,
            1,
            key,
            at,
            at.minusMillis(3),
            previous,
            false,
            Lock.OF_KEY,
            new Content("Disk full on db-1", List.of(new Label("host", "db-1")), 1, null, false),
            Status.NEW,
            Ledger.Head.EMPTY,
            0);
    return Change.at(at)
        .create(group)
        .record(
            group.subject(),
            Decision.of("opened", Actor.SOURCE, "No open group has its key").with("route", ROUTE))
        .record(
            group.subject(), Decision.of("routed", Actor.SYSTEM, "The first route that matched"));
  }

  /** The n-th alert of a group, one second after the other. */
  static Alert alert(String org, String group, int n) {
    return alert(org, group, NOW.plus(Duration.ofSeconds(n)), "{\"n\":" + n + "}");
  }

  static Alert alert(String org, String group, Instant at, String payload) {
    return new Alert(IDS.nextAlert(at), org, group, at, payload, "title", null, null, "https://l");
  }
}
