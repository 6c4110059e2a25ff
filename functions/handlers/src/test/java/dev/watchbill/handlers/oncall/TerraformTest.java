package dev.watchbill.handlers.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.oncall.Session.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the Terraform provider put on the wire, asked of this room (spec oncall-api §23): the
 * statuses it was content with, and every object it wrote read back as it was sent.
 */
class TerraformTest {
  /** Not part of the object, or made by the server. */
  private static final Set<String> WRITE_ONLY =
      Set.of("manual_order", "id", "source", "schedule_filter");

  /** Shown masked, and not read back. */
  private static final Set<String> SECRETS = Set.of("password", "authorization_header");

  /** Sent for every type of schedule, and a field of some only (spec oncall-api §8.1). */
  private static final Set<String> OF_SOME_TYPES = Set.of("enable_web_overrides", "level");

  private static final List<String> TESTS =
      List.of(
          "golden/clients/terraform-integrations.json",
          "golden/clients/terraform-schedules.json",
          "golden/clients/terraform-webhooks.json");
  private static final List<String> EXAMPLES =
      List.of(
          "golden/clients/examples-integrations.json",
          "golden/clients/examples-schedules.json",
          "golden/clients/examples-webhooks.json");

  /** A chat channel that is not connected is refused here (golden: routes, validation). */
  private static final String NOT_CONNECTED = "C1EXAMPLE";

  /** Presets come with the channels. */
  private static final String PRESET = "incident_webhook";

  private final Map<String, Object> captured = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> recordedTests() {
    return TESTS.stream()
        .flatMap(file -> list(resource(file).get("tests")).stream())
        .map(test -> (Map<?, ?>) test)
        .map(
            test ->
                dynamicTest(
                    String.valueOf(test.get("test")), () -> replay(list(test.get("requests")))));
  }

  @TestFactory
  Stream<DynamicTest> publishedExamples() {
    return EXAMPLES.stream()
        .flatMap(file -> list(resource(file).get("examples")).stream())
        .map(example -> (Map<?, ?>) example)
        .map(
            example ->
                dynamicTest(
                    String.valueOf(example.get("example")),
                    () -> replay(list(example.get("writes")))));
  }

  private void replay(List<?> requests) {
    TestDeployment deployment = new TestDeployment(false);
    Session session = new Session(deployment, TestDeployment.ADMIN);
    captured.clear();
    captured.put(
        "{{oncall_team_1}}", session.post("teams/", Map.of("name", "my team")).is(201).id());
    for (int i = 1; i <= 8; i++) {
      String user = "user" + i;
      Map<String, String> person = Map.of("username", user, "email", user + "@example.com");
      captured.put("{{user_" + i + "}}", session.post("users/", person).is(201).id());
    }
    for (String name : List.of("example_ical", "example_overrides_ical")) {
      deployment.calendars.at.put(
          "https://example.com/" + name + ".ics", new CalendarSource.Fetched.Usable(name));
    }
    for (Object each : requests) {
      Map<?, ?> request = (Map<?, ?>) each;
      String path = String.valueOf(filled(request.get("path"))).substring("/api/v1/".length());
      String query = request.get("query") instanceof String text ? "?" + text : "";
      String method = String.valueOf(request.get("method"));
      Object body = filled(request.get("body"));
      Answer answer = session.send(method, path + query, body);
      if (Json.write(body).contains(NOT_CONNECTED)) {
        assertThat(answer.is(400).text("detail")).contains("Slack");
        continue;
      }
      if (Json.write(body).contains(PRESET)) {
        assertThat(answer.is(400).text("preset", 0)).contains("no such preset");
        continue;
      }
      answer.is(((Long) Objects.requireNonNull(request.get("status"))).intValue());
      if (request.get("captures") instanceof Map<?, ?> captures) {
        captures.forEach(
            (name, pointer) ->
                captured.put(
                    String.valueOf(name),
                    answer.text((Object[]) pointer.toString().substring(1).split("/", -1))));
      }
      if (body != null) {
        String place = method.equals("POST") ? path + answer.id() + "/" : path;
        givesBack(body, session.get(place).is(200).body(), place);
      }
    }
  }

  /** Whether what is shown is what was sent: else the next plan is not empty. */
  private static void givesBack(@Nullable Object sent, @Nullable Object shown, String where) {
    switch (sent) {
      case Map<?, ?> map -> {
        assertThat(shown).as(where).isInstanceOf(Map.class);
        map.forEach(
            (name, value) -> {
              if (WRITE_ONLY.contains(String.valueOf(name))) return;
              boolean foreign = shown instanceof Map<?, ?> object && !object.containsKey(name);
              if (foreign && OF_SOME_TYPES.contains(String.valueOf(name))) return;
              Object other = shown instanceof Map<?, ?> object ? object.get(name) : null;
              boolean secret = value != null && SECRETS.contains(String.valueOf(name));
              givesBack(secret ? "*".repeat(16) : value, other, where + "." + name);
            });
      }
      case List<?> list -> {
        assertThat(shown).as(where).isInstanceOf(List.class);
        List<?> other = list(shown);
        assertThat(other).as(where).hasSameSizeAs(list);
        for (int i = 0; i < list.size(); i++) givesBack(list.get(i), other.get(i), where + i);
      }
      // a template group that is null is shown with all its members null
      case null -> assertThat(isUnset(shown)).as(where).isTrue();
      case String text when text.isEmpty() -> assertThat(shown).as(where).isNull();
      // the provider trims its own copy of it
      case String text when where.endsWith("routing_regex") ->
          assertThat(shown).as(where).isEqualTo(text.strip());
      default -> assertThat(shown).as(where).isEqualTo(sent);
    }
  }

  private static boolean isUnset(@Nullable Object shown) {
    return shown == null
        || (shown instanceof List<?> list && list.isEmpty())
        || (shown instanceof Map<?, ?> map && map.values().stream().allMatch(Objects::isNull));
  }

  private @Nullable Object filled(@Nullable Object value) {
    return switch (value) {
      case String text -> {
        String filled = text;
        for (Map.Entry<String, Object> each : captured.entrySet()) {
          filled = filled.replace(each.getKey(), each.getValue().toString());
        }
        yield filled;
      }
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>();
        for (Object each : list) filled.add(filled(each));
        yield filled;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        map.forEach((name, member) -> filled.put(String.valueOf(name), filled(member)));
        yield filled;
      }
      case null, default -> value;
    };
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> resource(String name) {
    try (InputStream in = TerraformTest.class.getResourceAsStream("/" + name)) {
      return (Map<?, ?>)
          Objects.requireNonNull(Json.read(Objects.requireNonNull(in).readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Json.Malformed e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
