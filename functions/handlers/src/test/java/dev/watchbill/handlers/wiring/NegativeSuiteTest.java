package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Bad requests, made by combining every address with every way of being wrong. One assertion for
 * all of them: no 5xx, no stack trace, no secret in an answer or a log line.
 */
@ResourceLock(Resources.SYSTEM_OUT)
@Timeout(300) // tens of thousands of requests
class NegativeSuiteTest {

  static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");

  private static final List<String> RESOURCES =
      List.of(
          "integrations",
          "routes",
          "escalation_chains",
          "escalation_policies",
          "make_call",
          "escalation",
          "actions",
          "webhooks",
          "personal_notification_rules",
          "alert_groups",
          "alerts",
          "resolution_notes",
          "users",
          "teams",
          "organizations",
          "tokens",
          "user_groups",
          "slack_channels",
          "info",
          "templates",
          "timers",
          "on_call_shifts",
          "schedules",
          "shift_swaps",
          "nonsense");

  static final List<String> BELOW =
      List.of(
          "",
          "/",
          "/UNKNOWN",
          "/UNKNOWN/",
          "/%2F",
          "/..",
          "/..%2F..",
          "/a.b",
          "/%00",
          "/%zz",
          "/" + "x".repeat(3000),
          "/UNKNOWN/nothing",
          "/UNKNOWN/acknowledge/more",
          "//",
          "/%F0%9F",
          "/'\"<script>",
          "/render");

  private static final List<String> STEP_TYPES =
      List.of(
          "wait",
          "notify_persons",
          "notify_person_next_each_time",
          "notify_team_members",
          "notify_on_call_from_schedule",
          "notify_next_on_call_from_schedule",
          "notify_user_group",
          "trigger_webhook",
          "notify_if_time_from_to",
          "notify_if_num_alerts_in_window",
          "declare_incident",
          "notify_whole_channel",
          "resolve");

  private static final List<String> STEP_FIELDS =
      List.of(
          "duration",
          "position",
          "important",
          "persons_to_notify",
          "persons_to_notify_next_each_time",
          "team_to_notify",
          "notify_on_call_from_schedule",
          "group_to_notify",
          "action_to_trigger",
          "notify_if_time_from",
          "notify_if_time_to",
          "num_alerts_in_window",
          "num_minutes_in_window",
          "severity");

  /** Names of fields that resources read; every bad value is tried in all of them at once. */
  private static final List<String> FIELDS =
      List.of(
          "name",
          "type",
          "team_id",
          "templates",
          "default_route",
          "labels",
          "dynamic_labels",
          "description_short",
          "integration_id",
          "escalation_chain_id",
          "routing_type",
          "routing_regex",
          "position",
          "manual_order",
          "important",
          "persons_to_notify",
          "persons_to_notify_next_each_time",
          "team_to_notify",
          "notify_on_call_from_schedule",
          "group_to_notify",
          "action_to_trigger",
          "notify_if_time_from",
          "notify_if_time_to",
          "num_alerts_in_window",
          "num_minutes_in_window",
          "severity",
          "slack",
          "telegram",
          "delay",
          "mode",
          "duration",
          "alert_group_id",
          "text",
          "username",
          "email",
          "role",
          "timezone",
          "teams",
          "users",
          "avatar_url",
          "user_id",
          "admin",
          "engine",
          "template",
          "payload",
          "vars",
          "heartbeat",
          "time_zone",
          "start",
          "rotation_start",
          "until",
          "frequency",
          "interval",
          "by_day",
          "by_month",
          "by_monthday",
          "week_start",
          "rolling_users",
          "start_rotation_from_user_index",
          "level",
          "source",
          "shifts",
          "ical_url_overrides",
          "enable_web_overrides",
          "schedule",
          "swap_start",
          "swap_end",
          "description",
          "beneficiary",
          "benefactor",
          "start_date",
          "end_date",
          "team",
          "user",
          "url",
          "http_method",
          "trigger_type",
          "password",
          "authorization_header",
          "trigger_template",
          "headers",
          "data",
          "forward_all",
          "forward_whole_payload",
          "is_webhook_enabled",
          "integration_filter",
          "preset");

  private static final List<String> WEBHOOK_FIELDS =
      FIELDS.subList(FIELDS.indexOf("team"), FIELDS.size());

  private static final Map<String, @Nullable Object> WEBHOOK =
      Map.of("url", "https://example.com", "http_method", "POST", "trigger_type", "acknowledge");

  static final List<@Nullable Object> VALUES = values();

  private static List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(null);
    values.add("");
    values.add("   ");
    values.add("null");
    values.add("x".repeat(100_000));
    values.add("nul \u0000 bell \u0007");
    values.add("\uFFFD\u202E\uD83D\uDE00");
    values.add("{% if %}");
    values.add("{{ payload.__class__.__mro__ }}");
    values.add("(?P<a>(");
    values.add("grafana");
    values.add("wipe");
    values.add(0L);
    values.add(-1L);
    values.add(Long.MAX_VALUE);
    values.add(Long.MIN_VALUE);
    values.add(new java.math.BigInteger("9".repeat(60)));
    values.add(1.5);
    values.add(-1e300);
    values.add(true);
    values.add(List.of());
    values.add(List.of("a", 1L, List.of()));
    values.add(Map.of());
    values.add(Map.of("title", Map.of("title", 1L), "id", List.of(), "enabled", "maybe"));
    values.add(nested(150));
    return values;
  }

  private static Object nested(int depth) {
    Object value = "deep";
    for (int i = 0; i < depth; i++) value = List.of(value);
    return value;
  }

  /** A shift without fault, of each type. */
  private static final Map<String, Object> SHIFT =
      Map.of(
          "type",
          "single_event",
          "name",
          "a",
          "start",
          "2024-01-01T00:00:00",
          "duration",
          3_600L,
          "users",
          List.of());

  private static final List<Map<String, @Nullable Object>> TYPES =
      List.of(
          typed("single_event", Map.of()),
          typed("override", Map.of()),
          typed("recurrent_event", Map.of("frequency", "weekly", "week_start", "MO")),
          typed(
              "rolling_users", Map.of("frequency", "daily", "start_rotation_from_user_index", 0L)));

  private static Map<String, @Nullable Object> typed(String type, Map<String, Object> more) {
    Map<String, @Nullable Object> shift = new LinkedHashMap<>(SHIFT);
    shift.put("type", type);
    shift.putAll(more);
    return shift;
  }

  private static final List<String> TIMES =
      List.of(
          "",
          "x",
          "0000-00-00",
          "0000-01-01",
          "0001-01-01",
          "9999-12-31",
          "+1000000-01-01",
          "-999999999-01-01",
          "1000000",
          "2024-02-30",
          "2024-13-01T00:00",
          "2024-01-01T24:00",
          "2024-01-01T00:00:00",
          "2024-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "0001-01-01T00:00:00%2B18:00",
          "2024-01-01T00:00:00.123456789Z",
          "%00",
          "9".repeat(2_000));

  static final List<String> BROKEN_BODIES =
      List.of(
          "{",
          "[",
          "null",
          "5",
          "\"text\"",
          "[1,2]",
          "{\"a\":NaN}",
          "{\"a\":1e999}",
          "{\"a\":\"\\ud800\"}",
          "{\"a\":1,\"a\":2}",
          "\u0000",
          "{\"name\":\"x\"} trailing",
          "[".repeat(100_000),
          "{\"a\":".repeat(5_000),
          "a=1&b=%zz",
          "<xml/>",
          "\uFEFF{}",
          "{\"delay\":" + "9".repeat(2_000) + "}");

  static final List<String> CONTENT_TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "text/plain",
          "application/xml",
          "",
          ";;;",
          "application/json; charset=utf-16");

  private final TestDeployment deployment = new TestDeployment();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  /** Those that no answer shows, to whomever. */
  private final List<String> hidden = new ArrayList<>();

  private int sent;

  @Test
  void noInputYieldsAServerErrorOrLeaksAnything() {
    PrintStream console = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true, UTF_8));
    try {
      everything();
    } finally {
      System.setOut(console);
    }
    String logged = log.toString(UTF_8);
    for (String secret : secrets) {
      if (logged.contains(secret)) wrong.add("a secret is in the log");
    }
    System.out.println("negative suite: " + sent + " requests, " + wrong.size() + " wrong");
    assertThat(sent).isGreaterThan(1_000);
    assertThat(wrong).isEmpty();
  }

  private void webhooks(String integration) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(WEBHOOK);
    whole.put("name", "hook");
    whole.put("password", "pass-3f2a9c");
    whole.put("authorization_header", "Bearer auth-71bd0e");
    whole.put("integration_filter", List.of(integration));
    hidden.addAll(List.of("pass-3f2a9c", "auth-71bd0e"));
    secrets.addAll(hidden);
    String webhook = String.valueOf(deployment.created("webhooks", whole).get("id"));
    for (String field : WEBHOOK_FIELDS) {
      for (Object value : VALUES) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>(WEBHOOK);
        named.put("name", "hook " + sent);
        oneWrong("POST", "webhooks/", named, field, value);
        for (String resource : List.of("webhooks/", "actions/")) {
          oneWrong("PUT", resource + webhook + "/", Map.of(), field, value);
        }
      }
    }
  }

  private void everything() {
    String token = deployment.token();
    secrets.add(token);
    Map<?, ?> integration = deployment.created("integrations", Map.of("type", "webhook"));
    String id = String.valueOf(integration.get("id"));
    String link = String.valueOf(integration.get("link"));
    String path = link.substring(link.indexOf("/integrations/v1/"));
    secrets.add(path.split("/", -1)[4]);
    String chain =
        String.valueOf(deployment.created("escalation_chains", Map.of("name", "c")).get("id"));
    String route =
        String.valueOf(
            deployment
                .created("routes", Map.of("integration_id", id, "routing_regex", "a"))
                .get("id"));
    deployment.post(path, Map.of("state", "alerting"));
    String group = deployment.firstId("alert_groups");
    String note =
        String.valueOf(
            deployment
                .created("resolution_notes", Map.of("alert_group_id", group, "text", "t"))
                .get("id"));

    String shift = String.valueOf(deployment.created("on_call_shifts", SHIFT).get("id"));
    String schedule =
        String.valueOf(
            deployment
                .created("schedules", Map.of("type", "web", "name", "s", "shifts", List.of(shift)))
                .get("id"));
    for (Map<String, @Nullable Object> type : TYPES) {
      for (String field : FIELDS) {
        for (Object value : VALUES) {
          oneWrong("POST", "on_call_shifts/", type, field, value);
          if (type.equals(TYPES.getFirst())) {
            oneWrong("PUT", "on_call_shifts/" + shift + "/", Map.of(), field, value);
            oneWrong("PUT", "schedules/" + schedule + "/", Map.of(), field, value);
          }
        }
      }
    }
    String step =
        String.valueOf(
            deployment
                .created(
                    "escalation_policies", Map.of("escalation_chain_id", chain, "type", "wait"))
                .get("id"));
    for (String type : STEP_TYPES) {
      for (String field : STEP_FIELDS) {
        for (Object value : VALUES) {
          oneWrong("PUT", "escalation_policies/" + step + "/", Map.of("type", type), field, value);
        }
      }
    }
    webhooks(id);
    for (Object value : VALUES) {
      String body = Json.write(everyField(value));
      send("POST", "/api/v1/schedules/" + schedule + "/preview", "", body, "application/json");
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("shifts", List.of(everyField(value)));
      send(
          "POST",
          "/api/v1/schedules/" + schedule + "/preview",
          "",
          Json.write(one),
          "application/json");
    }
    for (String time : TIMES) {
      for (String query :
          List.of(
              "final_shifts?start_date=2024-01-01&end_date=" + time,
              "final_shifts?start_date=" + time + "&end_date=2024-01-01",
              "final_shifts?start_date=" + time + "&end_date=" + time,
              "on_call?at=" + time,
              "quality?date=" + time,
              "quality?days=" + time,
              "export?token=" + time)) {
        String[] parts = query.split("\\?", -1);
        send("GET", "/api/v1/schedules/" + schedule + "/" + parts[0], parts[1], "", "");
      }
      send("GET", "/api/v1/shift_swaps/", "starting_after=" + time, "", "");
      send("GET", "/api/v1/users/x/schedule_export", "token=" + time, "", "");
    }

    for (String resource : RESOURCES) {
      for (String below : BELOW) {
        for (String method : METHODS) {
          send(
              method,
              "/api/v1/" + resource + below,
              "page=x&perpage=-1&name=%00",
              "{}",
              "application/json");
        }
      }
      for (Object value : VALUES) {
        String body = Json.write(everyField(value));
        send("POST", "/api/v1/" + resource, "", body, "application/json");
        for (String one : List.of(id, chain, route, group, note)) {
          send("PUT", "/api/v1/" + resource + "/" + one + "/", "", body, "application/json");
          send("PATCH", "/api/v1/" + resource + "/" + one, "", body, "application/json");
        }
        for (String action :
            List.of(
                "silence", "acknowledge", "unsilence", "maintenance_start", "maintenance_stop")) {
          send(
              "POST",
              "/api/v1/" + resource + "/" + group + "/" + action,
              "",
              body,
              "application/json");
          send(
              "POST",
              "/api/v1/" + resource + "/" + id + "/" + action,
              "",
              body,
              "application/json");
        }
      }
      for (String body : BROKEN_BODIES) {
        for (String type : CONTENT_TYPES) {
          send("POST", "/api/v1/" + resource + "/", "", body, type);
        }
        send("PUT", "/api/v1/" + resource + "/" + id, "", body, "application/json");
        send("DELETE", "/api/v1/" + resource + "/UNKNOWN", "", body, "application/json");
      }
    }
    for (String query :
        List.of(
            "state=x",
            "state=",
            "started_at=x_y",
            "started_at=_",
            "label=a",
            "label=%3A",
            "id=..",
            "team_id=%00",
            "integration_id=" + "x".repeat(2000),
            "route_id=%2F",
            "search=%00",
            "search=%25",
            "page=99999999999999999999",
            "perpage=0",
            "perpage=1e9",
            "format=xml",
            "roles=x",
            "roles=99999999999",
            "alert_group_id=%F0",
            "=&==&&",
            "%=%&a=%")) {
      for (String resource : RESOURCES) {
        send("GET", "/api/v1/" + resource + "/", query, "", "");
      }
    }
    for (String type :
        List.of(
            "webhook",
            "alertmanager",
            "grafana",
            "grafana_alerting",
            "amazon_sns",
            "nonsense",
            "..",
            "%2F")) {
      String alerts = path.replace("/webhook/", "/" + type + "/");
      for (String body : BROKEN_BODIES) {
        for (String contentType : CONTENT_TYPES) send("POST", alerts, "", body, contentType);
      }
      for (Object value : VALUES) {
        send("POST", alerts, "", Json.write(value), "application/json");
        send("POST", alerts, "", Json.write(everyField(value)), "application/json");
        send("POST", alerts + "heartbeat/", "", Json.write(value), "application/json");
      }
      for (String method : METHODS) send(method, alerts, "", "{}", "application/json");
    }
    send("POST", path, "", "\"" + "x".repeat(400_000) + "\"", "application/json");
    for (String odd :
        List.of(
            "/",
            "",
            "/api",
            "/api/v1",
            "/api/v1/",
            "/integrations/v1",
            "/integrations/v1/",
            "/integrations/v1/webhook",
            "/integrations/v1/webhook/",
            "/integrations/v1/webhook/x/y/z",
            "/integrations/v1/inbound_email_webhook",
            "/integrations/v1/inbound_email_webhook/",
            "/integrations/v1/backsync/",
            "/health",
            "/favicon.ico")) {
      for (String method : METHODS) send(method, odd, "", "{", "application/json");
    }
  }

  /** A request that is right but for one field. */
  private void oneWrong(
      String method,
      String path,
      Map<String, @Nullable Object> right,
      String field,
      @Nullable Object value) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(right);
    body.put(field, value);
    send(method, "/api/v1/" + path, "", Json.write(body), "application/json");
  }

  private static Map<String, @Nullable Object> everyField(@Nullable Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String field : FIELDS) fields.put(field, value);
    return fields;
  }

  private void send(String method, String path, String query, String body, String type) {
    sent++;
    var answer = deployment.raw(method, path, query, body, type);
    String where =
        method
            + " "
            + (path.length() > 80 ? path.substring(0, 80) : path)
            + "?"
            + query
            + " <- "
            + (body.length() > 60 ? body.substring(0, 60) : body)
            + " ("
            + type
            + ")";
    if (answer.status() >= 500) wrong.add(answer.status() + " " + where);
    String text = answer.body();
    if (text.contains("\tat ") || text.contains("Exception") || text.contains("dev.watchbill")) {
      wrong.add("a trace: " + where);
    }
    // The link shows its own token to those who may read it; the API token is shown to nobody.
    if (text.contains(secrets.getFirst())) wrong.add("the token: " + where);
    if (hidden.stream().anyMatch(text::contains)) wrong.add("a secret: " + where);
  }
}
