package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.email;
import static dev.watchbill.handlers.wiring.Provisioning.group;
import static dev.watchbill.handlers.wiring.Provisioning.point;
import static dev.watchbill.handlers.wiring.Provisioning.query;
import static dev.watchbill.handlers.wiring.Provisioning.rule;
import static dev.watchbill.handlers.wiring.Provisioning.timing;
import static dev.watchbill.handlers.wiring.Provisioning.tree;
import static dev.watchbill.handlers.wiring.Provisioning.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the recorded data refuses is refused over HTTP too, with a body in this dialect's form, and
 * whatever is refused leaves the configuration as it was.
 */
class RefusedAlertingInputTest {
  private static final Map<?, ?> REFUSED = refused();

  private static final int DEEP = 10_000;

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);
  private String before = "";
  private Object point = "";
  private int sent;

  @BeforeEach
  void aConfiguration() {
    api.folder("f");
    point = Objects.requireNonNull(api.post("contact-points", email("r1")).is(202).at("uid"));
    api.post("contact-points", email("r2")).is(202);
    api.post("mute-timings", timing("ti1")).is(201);
    api.put("templates/t", Map.of("template", "x")).is(202);
    api.put("policies", tree("r1", Map.of("receiver", "r2"))).is(202);
    api.put("folder/f/rule-groups/g", group(60, List.of(with(rule("a"), "uid", "a-1")))).is(200);
    before = configuration();
  }

  @AfterEach
  void nothingIsHalfWritten() {
    assertThat(sent).isPositive();
    assertThat(configuration()).isEqualTo(before);
  }

  private String configuration() {
    StringBuilder all = new StringBuilder();
    for (String path :
        List.of("alert-rules", "contact-points", "policies", "mute-timings", "templates")) {
      all.append(api.get(path).is(200).body()).append('\n');
    }
    return all.toString();
  }

  private String refused(Answer answer, Object what) {
    sent++;
    assertThat(answer.status()).as(Json.write(what) + answer.body()).isBetween(400, 499);
    String message = String.valueOf(answer.at("message"));
    assertThat(message).isNotEmpty().isEqualTo(answer.at("msg"));
    assertThat(answer.at("traceID")).isInstanceOf(String.class);
    if (answer.status() == 409) assertThat(answer.at("statusCode")).isEqualTo(409L);
    return message;
  }

  private static List<?> rows(String name) {
    List<?> rows = (List<?>) Objects.requireNonNull(REFUSED.get(name));
    assertThat(rows).isNotEmpty();
    return rows;
  }

  @Test
  void settingsOfEveryType() {
    for (Object row : rows("settings")) {
      Map<?, ?> each = (Map<?, ?>) row;
      Object settings = each.get("settings");
      Map<String, @Nullable Object> body = email("r1");
      body.put("type", each.get("type"));
      body.put("settings", settings);
      String message = refused(api.post("contact-points", body), body);
      assertThat(message).startsWith("invalid object specification: ");
      refused(api.put("contact-points/" + point, body), body);
    }
    assertThat(sent).isGreaterThan(400);
  }

  @Test
  void trees() {
    for (Object row : rows("policies")) {
      refused(api.put("policies", row), String.valueOf(row));
    }
  }

  @Test
  void matchers() {
    for (Object row : rows("matchers")) {
      Map<String, Object> route = Map.of("object_matchers", List.of(Objects.requireNonNull(row)));
      assertThat(refused(api.put("policies", tree("r1", route)), route))
          .startsWith("Invalid format of the submitted route: ");
    }
  }

  @Test
  void timeIntervals() {
    for (Object row : rows("time_intervals")) {
      Map<String, @Nullable Object> body = with(timing("new"), "time_intervals", row);
      refused(api.post("mute-timings", body), body);
      refused(api.put("mute-timings/ti1", with(body, "name", "ti1")), body);
      Map<String, @Nullable Object> trial = with(Map.of("at", List.of()), "time_intervals", row);
      refused(api.post("mute-timings/test", trial), trial);
    }
  }

  @Test
  void durationsOfPolicies() {
    for (Object row : rows("durations")) {
      for (String name : List.of("group_wait", "group_interval", "repeat_interval")) {
        // An absent duration is the parent's; an empty one is refused at the root as below it.
        Map<String, @Nullable Object> route = with(Map.of("receiver", "r1"), name, row);
        refused(api.put("policies", tree("r1", route)), route);
      }
    }
  }

  @Test
  void namesThatStandForNothing() {
    assertThat(refused(api.put("policies", tree("nobody")), "root"))
        .isEqualTo("Invalid format of the submitted route: receiver 'nobody' does not exist");
    for (String timings : List.of("mute_time_intervals", "active_time_intervals")) {
      Map<String, Object> deep =
          Map.of("routes", List.of(Map.of("routes", List.of(Map.of(timings, List.of("nights"))))));
      String kind = timings.startsWith("mute") ? "mute" : "active";
      assertThat(refused(api.put("policies", tree("r1", deep)), deep))
          .isEqualTo(
              "Invalid format of the submitted route: "
                  + kind
                  + " time interval 'nights' does not exist");
    }
    Map<String, Object> settings = Map.of("receiver", "nobody");
    Map<String, @Nullable Object> dangling = with(rule("x"), "notification_settings", settings);
    refused(api.put("folder/f/rule-groups/g", group(60, List.of(rule("ok"), dangling))), dangling);
    refused(api.put("folder/nowhere/rule-groups/g", group(60, List.of(rule("x")))), "no folder");
  }

  @Test
  void whatIsTakenIsRefused() {
    refused(api.post("contact-points", with(email("x"), "uid", point)), "uid of an integration");
    refused(api.post("alert-rules", with(rule("x"), "uid", "a-1")), "uid of a rule");
    refused(api.post("mute-timings", timing("ti1")), "name of a timing");
    Map<String, @Nullable Object> twice = with(rule("x"), "uid", "twice");
    refused(api.put("folder/f/rule-groups/g", group(60, List.of(twice, twice))), "one uid twice");
    refused(
        api.put(
            "folder/f/rule-groups/g",
            group(60, List.of(with(rule("a"), "uid", "a-1"), with(rule("b"), "uid", "a-1")))),
        "a known uid twice");
  }

  @Test
  void treesBeyondTheLimitAreToldTheLimit() {
    Map<String, @Nullable Object> wide = tree("r1");
    wide.put("routes", Collections.nCopies(10_000, Map.of("receiver", "r2")));
    assertThat(refused(api.put("policies", wide), "10,000 policies")).contains("5000");
    Map<String, @Nullable Object> many = tree("r1");
    many.put("routes", List.of(Map.of("group_by", Collections.nCopies(300, "x"))));
    assertThat(refused(api.put("policies", many), "300 labels")).contains("200");
    assertThat(refused(api.put("policies", nested(120)), "120 deep")).isNotEmpty();
  }

  private static Map<String, @Nullable Object> nested(int depth) {
    Map<String, @Nullable Object> tree = tree("r1");
    for (int i = 0; i < depth; i++) tree = tree("r1", tree);
    return tree;
  }

  @Test
  void jsonNestedTenThousandDeep() {
    String arrays = "[".repeat(DEEP) + "]".repeat(DEEP);
    String routes = "{\"routes\":[".repeat(DEEP) + "]}".repeat(DEEP);
    for (String path :
        List.of(
            "POST alert-rules",
            "PUT alert-rules/a-1",
            "PUT folder/f/rule-groups/g",
            "POST contact-points",
            "PUT contact-points/" + point,
            "PUT policies",
            "POST policies/test",
            "POST mute-timings",
            "PUT mute-timings/ti1",
            "POST mute-timings/test",
            "PUT templates/t")) {
      for (String body :
          List.of(
              arrays,
              routes,
              "{\"settings\":" + arrays + "}",
              "{\"data\":[{\"model\":" + arrays + "}]}",
              "",
              "{",
              "null",
              "[]",
              "5")) {
        String[] parts = path.split(" ", -1);
        assertThat(refused(api.text(parts[0], parts[1], body, Map.of()), path))
            .as(path + " " + body.substring(0, Math.min(20, body.length())))
            .isNotEmpty();
      }
    }
  }

  /** Text that no compression makes small, without braces. */
  private static String noise(int length, int seed) {
    StringBuilder noise = new StringBuilder();
    Random random = new Random(seed);
    while (noise.length() < length) noise.append((char) ('0' + random.nextInt(75)));
    return noise.toString();
  }

  @Test
  void whatIsTooLarge() {
    String large = noise(600_000, 3);
    for (String name : List.of("large", "t")) {
      Answer answer = api.put("templates/" + name, Map.of("template", large));
      refused(answer, "a template");
      assertThat(String.valueOf(answer.at("extra", "Error"))).contains("at most", "characters");
    }
    Map<String, String> settings = Map.of("addresses", "a@example.com", "message", large);
    refused(api.post("contact-points", point("large", "email", settings)), "settings");
    refused(api.put("templates/" + "n".repeat(1_025), Map.of("template", "x")), "a name");
    refused(api.post("contact-points", email("n".repeat(1_025))), "a name");
    refused(api.post("mute-timings", timing("n".repeat(1_025))), "a name");
    List<Object> rules = Collections.nCopies(1_001, rule("x"));
    assertThat(refused(api.put("folder/f/rule-groups/g", group(60, rules)), "1,001 rules"))
        .contains("1000");
    Object queries = Collections.nCopies(201, query("A"));
    refused(api.post("alert-rules", with(rule("x"), "data", queries)), "201 queries");
    String huge = large.repeat(8);
    Map<String, String> annotations = Map.of("summary", huge);
    assertThat(
            refused(
                api.put(
                    "folder/f/rule-groups/g",
                    group(60, List.of(with(rule("x"), "annotations", annotations)))),
                "a rule of megabytes"))
        .contains("bytes");
  }

  @Test
  void whatIsTooLargeTogether() {
    for (int i = 0; i < 2; i++) {
      api.put("templates/large-" + i, Map.of("template", noise(200_000, i))).is(202);
    }
    before = configuration();

    assertThat(refused(api.put("templates/more", Map.of("template", noise(200_000, 9))), "more"))
        .contains("bytes");
  }

  @Test
  void whatIsUsedStays() {
    assertThat(refused(api.delete("contact-points/" + point), "a contact point"))
        .isEqualTo("Contact point is currently referenced by a notification policy.");
    refused(api.delete("mute-timings/ti1?version=0123456789abcdef"), "another version");
    refused(api.delete("templates/t?version=0123456789abcdef"), "another version");
    refused(
        api.put("mute-timings/ti1", with(timing("ti1"), "version", "0123456789abcdef")), "stale");
  }

  @Test
  void groupsThatCanNeverBeRight() {
    List<Object> bodies = new ArrayList<>();
    for (Object interval : List.of(0, -60, 15, 5, "60", 1.5, List.of())) {
      bodies.add(Map.of("interval", interval, "rules", List.of(rule("x"))));
    }
    for (Object rules : List.of("x", 5, Map.of(), List.of(5), List.of(Map.of()), List.of("x"))) {
      bodies.add(Map.of("interval", 60, "rules", rules));
    }
    for (Object body : bodies) {
      Answer answer = api.put("folder/f/rule-groups/g", body);
      refused(answer, body);
      assertThat(answer.status()).as("what is repeated is no client's fault").isEqualTo(400);
    }
  }

  private static Map<?, ?> refused() {
    try (InputStream in =
        RefusedAlertingInputTest.class.getResourceAsStream("/golden/alerting/refused.json")) {
      return (Map<?, ?>)
          Objects.requireNonNull(Json.read(Objects.requireNonNull(in).readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }
}
