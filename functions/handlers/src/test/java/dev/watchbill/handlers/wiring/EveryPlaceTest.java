package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bodies without fault, with every odd value in every place, and with bytes that are no UTF-8 in
 * every text. Whatever is taken is shown afterwards as the answer showed it, hides nothing else,
 * and can be deleted; nothing is answered with a server error.
 */
@Timeout(300) // thousands of requests
class EveryPlaceTest {

  /**
   * A request that makes something.
   *
   * @param address where the made thing is afterwards, from its answer; null when nowhere
   * @param same whether that answers what making it did
   * @param lists what must be served whatever was made
   */
  private record Making(
      String method,
      String path,
      Map<String, ?> right,
      Address address,
      boolean same,
      List<String> lists) {}

  private interface Address {
    @Nullable String of(Answer answer);
  }

  private static final List<String> NOTIFICATIONS =
      List.of(
          "/api/v1/provisioning/policies",
          "/api/v1/provisioning/contact-points",
          "/api/v1/provisioning/mute-timings",
          "/api/v1/provisioning/templates",
          "/api/v1/provisioning/contact-points/export",
          "/api/v1/provisioning/policies/export",
          "/api/v1/provisioning/mute-timings/export",
          "/api/alert-notifications");

  private static final List<String> RULES =
      List.of(
          "/api/v1/provisioning/alert-rules",
          "/api/v1/provisioning/alert-rules/export",
          "/api/alerts");

  private final TestDeployment deployment = new TestDeployment();
  private final List<String> wrong = new ArrayList<>();
  private int sent;
  private int taken;

  private static Making onCall(String resource, Map<String, ?> right) {
    String path = "/api/v1/" + resource + "/";
    return new Making(
        "POST",
        path,
        right,
        answer -> path + answer.at("id") + "/",
        !resource.equals("tokens"),
        List.of(path));
  }

  private static Map<String, @Nullable Object> members(@Nullable Object... pairs) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) members.put(String.valueOf(pairs[i]), pairs[i + 1]);
    return members;
  }

  private List<Making> onCall() {
    String integration = id(deployment.created("integrations", Map.of("type", "webhook")));
    String chain = id(deployment.created("escalation_chains", Map.of("name", "chain")));
    String user = deployment.firstId("users");
    String team = id(deployment.created("teams", Map.of("name", "team")));
    String shift =
        id(
            deployment.created(
                "on_call_shifts",
                members(
                    "type",
                    "single_event",
                    "name",
                    "s",
                    "start",
                    "2024-01-01T00:00:00",
                    "duration",
                    3_600L,
                    "users",
                    List.of(user))));
    String schedule =
        id(
            deployment.created(
                "schedules", members("type", "web", "name", "w", "shifts", List.of(shift))));
    Map<String, @Nullable Object> channel = members("channel_id", null, "enabled", true);
    Map<String, @Nullable Object> recurring =
        members(
            "type",
            "recurrent_event",
            "name",
            "r",
            "team_id",
            team,
            "time_zone",
            "Europe/Berlin",
            "level",
            2L,
            "start",
            "2024-01-01T00:00:00",
            "rotation_start",
            "2024-01-02T00:00:00",
            "duration",
            3_600L,
            "frequency",
            "weekly",
            "interval",
            2L,
            "week_start",
            "MO",
            "by_day",
            List.of("MO", "FR"),
            "by_month",
            List.of(1L, 12L),
            "by_monthday",
            List.of(1L, -1L),
            "until",
            "2034-01-02T00:00:00",
            "users",
            List.of(user));
    Map<String, @Nullable Object> rolling =
        members(
            "type",
            "rolling_users",
            "name",
            "o",
            "start",
            "2024-01-01T00:00:00",
            "duration",
            3_600L,
            "frequency",
            "daily",
            "by_day",
            List.of("MO"),
            "rolling_users",
            List.of(List.of(user), List.of(user)),
            "start_rotation_from_user_index",
            1L,
            "source",
            3L);
    return List.of(
        onCall(
            "integrations",
            members(
                "type",
                "alertmanager",
                "name",
                "i",
                "team_id",
                team,
                "description_short",
                "d",
                "templates",
                members(
                    "grouping_key",
                    "{{ payload.a }}",
                    "resolve_signal",
                    "x",
                    "slack",
                    members("title", "t", "message", "m", "image_url", null),
                    "web",
                    members("title", "t"),
                    "sms",
                    members("title", "t")),
                "default_route",
                members("escalation_chain_id", chain, "slack", channel),
                "labels",
                List.of(members("key", members("name", "k"), "value", members("name", "v"))),
                "dynamic_labels",
                List.of())),
        onCall("escalation_chains", members("name", "c", "team_id", team)),
        onCall(
            "routes",
            members(
                "integration_id",
                integration,
                "escalation_chain_id",
                chain,
                "routing_type",
                "regex",
                "routing_regex",
                "a.*",
                "position",
                0L,
                "slack",
                channel,
                "telegram",
                members("id", null, "enabled", false))),
        onCall("on_call_shifts", recurring),
        onCall("on_call_shifts", rolling),
        onCall(
            "schedules",
            members(
                "type",
                "web",
                "name",
                "x",
                "team_id",
                team,
                "time_zone",
                "UTC",
                "shifts",
                List.of(shift),
                "slack",
                members("channel_id", null, "user_group_id", null))),
        onCall(
            "schedules",
            members(
                "type",
                "calendar",
                "name",
                "y",
                "time_zone",
                "Asia/Tokyo",
                "shifts",
                List.of(shift),
                "enable_web_overrides",
                true,
                "ical_url_overrides",
                null)),
        onCall(
            "shift_swaps",
            members(
                "schedule",
                schedule,
                "swap_start",
                "2036-01-01T00:00:00Z",
                "swap_end",
                "2036-01-02T00:00:00Z",
                "description",
                "d",
                "beneficiary",
                user)),
        onCall(
            "users",
            members(
                "username",
                "u",
                "email",
                "u@example.com",
                "name",
                "n",
                "role",
                "editor",
                "timezone",
                "UTC",
                "teams",
                List.of(team),
                "avatar_url",
                "https://x.example/a")),
        onCall(
            "teams",
            members(
                "name", "t", "email", "t@example.com", "avatar_url", "", "users", List.of(user))),
        onCall("tokens", members("name", "t", "user_id", user)));
  }

  private List<Making> alerting() {
    Provisioning api = new Provisioning(deployment);
    api.folder("f");
    String base = "/api/v1/provisioning/";
    Map<String, @Nullable Object> rule = new LinkedHashMap<>(Provisioning.rule("r"));
    rule.put("labels", Map.of("a", "b"));
    rule.put("annotations", Map.of("a", "b"));
    rule.put("notification_settings", members("receiver", "grafana-default-email"));
    rule.put("keep_firing_for", "1m");
    rule.put("isPaused", false);
    rule.put("missingSeriesEvalsToResolve", 2L);
    Map<String, @Nullable Object> recording = new LinkedHashMap<>(Provisioning.rule("q"));
    recording.put("record", members("metric", "m", "from", "A", "target_datasource_uid", "p"));
    Map<String, @Nullable Object> interval =
        members(
            "times",
            List.of(members("start_time", "08:00", "end_time", "09:00")),
            "weekdays",
            List.of("monday:friday"),
            "days_of_month",
            List.of("1", "-1"),
            "months",
            List.of("1:3"),
            "years",
            List.of("2026"),
            "location",
            "Europe/Berlin");
    Map<String, @Nullable Object> point =
        Provisioning.point(
            "c",
            "webhook",
            members(
                "url",
                "https://x.example",
                "password",
                "p",
                "maxAlerts",
                1L,
                "tlsConfig",
                members("insecureSkipVerify", true),
                "headers",
                members("a", "b")));
    List<Making> makings = new ArrayList<>();
    for (Map<String, @Nullable Object> each : List.of(rule, recording)) {
      makings.add(
          new Making(
              "POST",
              base + "alert-rules",
              each,
              answer -> base + "alert-rules/" + answer.at("uid"),
              false,
              RULES));
    }
    makings.add(
        new Making(
            "POST",
            base + "mute-timings",
            Provisioning.with(Provisioning.timing("n"), "time_intervals", List.of(interval)),
            answer -> base + "mute-timings/" + answer.at("uid"),
            true,
            NOTIFICATIONS));
    makings.add(
        new Making(
            "POST",
            base + "contact-points",
            point,
            answer -> base + "contact-points/" + answer.at("uid"),
            false,
            NOTIFICATIONS));
    makings.add(
        new Making(
            "PUT",
            base + "policies",
            Provisioning.tree(
                "grafana-default-email",
                members(
                    "receiver",
                    "grafana-default-email",
                    "group_by",
                    List.of("a"),
                    "object_matchers",
                    List.of(List.of("a", "=", "b")),
                    "matchers",
                    List.of("c!~\"d\""),
                    "match",
                    members("e", "f"),
                    "match_re",
                    members("g", "h.*"),
                    "group_wait",
                    "30s",
                    "continue",
                    true)),
            answer -> null,
            false,
            NOTIFICATIONS));
    makings.add(
        new Making(
            "PUT",
            base + "templates/t",
            members("template", "x"),
            answer -> base + "templates/t",
            true,
            NOTIFICATIONS));
    makings.add(
        new Making(
            "POST",
            "/api/alert-notifications",
            members(
                "name",
                "l",
                "type",
                "slack",
                "isDefault",
                false,
                "sendReminder",
                true,
                "frequency",
                "15m",
                "disableResolveMessage",
                false,
                "settings",
                members("recipient", "#a"),
                "secureSettings",
                members("url", "https://x.example/p")),
            answer -> "/api/alert-notifications/" + answer.at("id"),
            true,
            NOTIFICATIONS));
    makings.add(
        new Making(
            "POST",
            "/api/folders",
            members("title", "x", "uid", "x", "parentUid", "f"),
            answer -> "/api/folders/" + answer.at("uid"),
            true,
            List.of("/api/folders")));
    makings.add(
        new Making(
            "POST",
            "/api/datasources",
            members(
                "name",
                "x",
                "type",
                "loki",
                "access",
                "proxy",
                "url",
                "http://x.example",
                "user",
                "u",
                "database",
                "d",
                "basicAuth",
                true,
                "basicAuthUser",
                "b",
                "withCredentials",
                false,
                "isDefault",
                false,
                "jsonData",
                members("a", List.of(1L, "b")),
                "secureJsonData",
                members("password", "p")),
            answer -> "/api/datasources/" + answer.at("id"),
            false,
            List.of("/api/datasources")));
    makings.add(
        new Making(
            "POST",
            "/api/teams",
            members("name", "x", "email", "x@example.com"),
            answer -> "/api/teams/" + answer.at("teamId"),
            false,
            List.of("/api/teams/search", "/api/v1/teams/")));
    makings.add(
        new Making(
            "POST",
            "/api/dashboards/db",
            members(
                "overwrite",
                true,
                "message",
                "m",
                "dashboard",
                members(
                    "title",
                    "d",
                    "tags",
                    List.of("a"),
                    "panels",
                    List.of(members("id", 1L, "type", "graph", "title", "p")))),
            answer -> "/api/dashboards/uid/" + answer.at("uid"),
            false,
            List.of("/api/v1/provisioning/alert-rules", "/api/alerts")));
    return makings;
  }

  private static String id(Map<?, ?> made) {
    return String.valueOf(made.get("id"));
  }

  @Test
  void whatIsTakenOfTheOnCallDialectIsShownAndHidesNothing() {
    all(onCall());
  }

  @Test
  void whatIsTakenOfTheGrafanaDialectsIsShownAndHidesNothing() {
    all(alerting());
  }

  private void all(List<Making> makings) {
    for (Making making : makings) {
      int before = taken;
      make(making, making.right());
      if (taken == before) {
        Answer no =
            deployment.raw(making.method(), making.path(), "", Json.write(making.right()), JSON);
        wrong.add("not taken without fault: " + making.path() + " " + no);
      }
      for (List<Object> place : Places.in(making.right())) {
        for (Object odd : OddValues.ALL) make(making, Places.with(making.right(), place, odd));
        octets(making, place);
      }
    }
    System.out.println("every place: " + sent + " requests, " + taken + " taken");
    assertThat(wrong).isEmpty();
    assertThat(taken).isGreaterThan(sent / 20);
    assertThat(deployment.table().damageHeard()).isEmpty();
  }

  private void make(Making making, @Nullable Object body) {
    String text = Json.write(body);
    judge(making, text, deployment.raw(making.method(), making.path(), "", text, JSON));
  }

  private static final String JSON = "application/json";

  /** The right body with a byte in one of its texts that begins no character. */
  private void octets(Making making, List<Object> place) {
    String mark = "placeholder-for-bytes";
    Object marked = Places.with(making.right(), place, mark);
    String[] parts = Json.write(marked).split(mark, -1);
    if (parts.length != 2) return;
    for (String bytes : List.of("\u00ff", "caf\u00e9", "\u00c3(", "\u00ed\u00a0\u0080")) {
      byte[] body =
          (new String(parts[0].getBytes(UTF_8), ISO_8859_1)
                  + bytes
                  + new String(parts[1].getBytes(UTF_8), ISO_8859_1))
              .getBytes(ISO_8859_1);
      judge(
          making, "octets at " + place, deployment.raw(making.method(), making.path(), body, JSON));
    }
  }

  private void judge(Making making, String sentText, Answer answer) {
    sent++;
    String where =
        making.method()
            + " "
            + making.path()
            + " <- "
            + sentText.substring(0, Math.min(300, sentText.length()));
    if (answer.status() >= 500) wrong.add(answer.status() + " " + where);
    if (answer.status() >= 300) return;
    taken++;
    for (String list : making.lists()) {
      Answer served = deployment.get(list);
      if (served.status() != 200) wrong.add(list + " " + served.status() + " after " + where);
    }
    String address = making.address().of(answer);
    if (address == null) return;
    Answer shown = deployment.get(address);
    if (shown.status() != 200 && shown.status() != 405) {
      wrong.add(address + " " + shown.status() + " after " + where);
    } else if (making.same() && !Objects.equals(answer.json(), shown.json())) {
      wrong.add(where + "\n made  " + answer.body() + "\n shown " + shown.body());
    }
    Answer gone = deployment.raw("DELETE", address, "", "", "");
    if (gone.status() >= 300) wrong.add("not deleted " + gone.status() + " " + where);
  }
}
