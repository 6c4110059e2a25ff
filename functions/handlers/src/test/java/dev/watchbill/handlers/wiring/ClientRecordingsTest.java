package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the published Terraform provider put on the wire in its own alerting tests, asked of this
 * deployment: every status as recorded, every object read back as it was written and with the
 * provenance that was asked for, and nothing left at the end. Of its OnCall tests the calls to the
 * Grafana dialects, and those that see the same things through the other one.
 */
class ClientRecordingsTest {

  /** Rows that no test of a client can be expected to take away again. */
  private static final Set<String> BOOKKEEPING =
      Set.of("counter", "key", "token", "notifications", "rule-locks");

  private static final String PROVISIONING = "/api/v1/provisioning/";

  /** What a new organisation has, and must have again. */
  private static final Map<String, String> NOTIFICATIONS =
      Map.of(
          "mute-timings",
          "[]",
          "templates",
          "[]",
          "policies",
          "{\"receiver\":\"grafana-default-email\",\"group_by\":[\"grafana_folder\",\"alertname\"]}",
          "contact-points",
          "[{\"name\":\"grafana-default-email\",\"type\":\"email\","
              + "\"settings\":{\"addresses\":\"<example@email.com>\"},"
              + "\"disableResolveMessage\":false}]");

  @TestFactory
  Stream<DynamicTest> recordedTests() {
    Map<String, String> exceptions = exceptions();
    return Stream.of("terraform-requests.json", "terraform-provenance.json")
        .flatMap(file -> list(((Map<?, ?>) resource(file)).get("tests")).stream())
        .map(test -> (Map<?, ?>) Objects.requireNonNull(test))
        .filter(test -> !requests(test).isEmpty())
        .map(
            test -> {
              String name = String.valueOf(test.get("test"));
              return dynamicTest(name, () -> run(test, exceptions.get(name)));
            });
  }

  private static void run(Map<?, ?> test, @Nullable String reason) {
    if (reason == null) {
      replay(test);
      return;
    }
    boolean passed;
    try {
      replay(test);
      passed = true;
    } catch (AssertionError expected) {
      passed = false;
    }
    assertThat(passed).as("an exception that passes: " + reason).isFalse();
  }

  private static void replay(Map<?, ?> test) {
    TestDeployment deployment = new TestDeployment();
    Set<String> before = kept(deployment);
    Map<String, Object> captured = new TreeMap<>();
    Map<String, Object> written = new TreeMap<>();
    Map<String, Boolean> editable = new TreeMap<>();
    for (Map<?, ?> request : requests(test)) {
      String method = String.valueOf(request.get("method"));
      String path = String.valueOf(filled(request.get("path"), captured));
      Map<String, String> headers = headers(request, captured);
      Object body = filled(request.get("body"), captured);
      Answer answer =
          deployment.send(
              method,
              path,
              request.get("query") instanceof String query ? query : "",
              body == null ? "" : Json.write(body),
              headers);
      assertThat(answer.status())
          .as(request.get("n") + " " + method + " " + path + ": " + answer.body())
          .isEqualTo(((Long) Objects.requireNonNull(request.get("status"))).intValue());
      if (request.get("captures") instanceof Map<?, ?> captures) {
        captures.forEach(
            (name, pointer) ->
                captured.put(String.valueOf(name), Objects.requireNonNull(value(answer, pointer))));
      }
      String place = headers.get("x-grafana-org-id") + path;
      boolean disabled = headers.containsKey("x-disable-provenance");
      if (method.equals("POST") && path.startsWith(PROVISIONING)) {
        assertProvenance(answer.json(), disabled, path);
      }
      if (method.equals("PUT") && body != null) {
        written.put(place, body);
        if (path.startsWith(PROVISIONING)) editable.put(place, disabled);
      }
      if (method.equals("DELETE")) {
        written.clear();
        editable.clear();
      }
      Boolean asked = editable.get(place);
      if (method.equals("GET") && answer.status() == 200 && asked != null) {
        assertProvenance(answer.json(), asked, path);
      }
      if (method.equals("GET") && answer.status() == 200 && written.containsKey(place)) {
        ReadBack.check(written.get(place), answer.json(), path);
      }
    }
    deployment.pass(Duration.ofMinutes(1)); // users who go have the schedules looked at
    assertThat(kept(deployment)).isEqualTo(before);
    NOTIFICATIONS.forEach((path, left) -> assertLeft(deployment, path, left));
  }

  /** What the last write asked for, of the object or of every rule in the group. */
  private static void assertProvenance(@Nullable Object shown, boolean disabled, String path) {
    if (!(shown instanceof Map<?, ?> object)) return;
    if (object.get("rules") instanceof List<?> rules) {
      rules.forEach(rule -> assertProvenance(rule, disabled, path));
    } else {
      assertThat(object.get("provenance")).as(path).isEqualTo(disabled ? null : "api");
    }
  }

  /** One row holds the notification objects, so its being there says nothing. */
  private static void assertLeft(TestDeployment deployment, String path, String left) {
    Answer answer = deployment.get("/api/v1/provisioning/" + path);
    assertThat(answer.body().replaceAll("\"uid\":\"[a-z0-9]+\",", "")).isEqualTo(left);
  }

  private static Set<String> kept(TestDeployment deployment) {
    Set<String> kept = new TreeSet<>();
    deployment.stored().stream()
        .filter(item -> !BOOKKEEPING.contains(item.type()))
        // what was asked of a team may still name the integration that took it
        .filter(item -> !item.key().pk().endsWith("#integration-gone"))
        .forEach(item -> kept.add(item.key() + " " + item.attributes().keySet()));
    return kept;
  }

  private static Map<String, String> headers(Map<?, ?> request, Map<String, Object> captured) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    headers.put("authorization", "Bearer " + "t".repeat(64));
    headers.put("x-grafana-org-id", "1");
    if (request.get("headers") instanceof Map<?, ?> own) {
      own.forEach(
          (name, value) ->
              headers.put(
                  String.valueOf(name).toLowerCase(java.util.Locale.ROOT),
                  String.valueOf(filled(value, captured))));
    }
    return headers;
  }

  private static @Nullable Object value(Answer answer, Object pointer) {
    List<Object> way = new ArrayList<>();
    for (String part : pointer.toString().substring(1).split("/", -1)) {
      way.add(part.matches("[0-9]+") ? (Object) Integer.valueOf(part) : part);
    }
    return answer.at(way.toArray());
  }

  /** The requests of a test that concern these dialects. */
  private static List<Map<?, ?>> requests(Map<?, ?> test) {
    boolean alerting = "alerting".equals(test.get("family"));
    List<Map<?, ?>> requests = new ArrayList<>();
    for (Object each : list(test.get("requests"))) {
      Map<?, ?> request = (Map<?, ?>) Objects.requireNonNull(each);
      String path = String.valueOf(request.get("path"));
      if (alerting || !path.startsWith("/api/v1/")) requests.add(request);
      else if (path.equals("/api/v1/teams") && usesTeams(test)) requests.add(request);
    }
    return requests;
  }

  private static boolean usesTeams(Map<?, ?> test) {
    return Json.write(test).contains("\"/api/teams\"");
  }

  /** With captured values in place of their names; a name alone keeps the value's type. */
  private static @Nullable Object filled(@Nullable Object value, Map<String, Object> captured) {
    return switch (value) {
      case String text when captured.containsKey(text) -> captured.get(text);
      case String text -> {
        String filled = text;
        for (Map.Entry<String, Object> each : captured.entrySet()) {
          filled = filled.replace(each.getKey(), each.getValue().toString());
        }
        yield filled;
      }
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>();
        for (Object each : list) filled.add(filled(each, captured));
        yield filled;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        map.forEach((name, member) -> filled.put(String.valueOf(name), filled(member, captured)));
        yield filled;
      }
      case null, default -> value;
    };
  }

  private static Map<String, String> exceptions() {
    Map<String, String> exceptions = new TreeMap<>();
    for (Object each : list(resource("terraform-exceptions.json"))) {
      Map<?, ?> entry = (Map<?, ?>) Objects.requireNonNull(each);
      exceptions.put(String.valueOf(entry.get("test")), String.valueOf(entry.get("reason")));
    }
    return exceptions;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Object resource(String name) {
    try (InputStream in =
        ClientRecordingsTest.class.getResourceAsStream("/golden/clients/" + name)) {
      return Objects.requireNonNull(Json.read(Objects.requireNonNull(in).readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Json.Malformed e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
