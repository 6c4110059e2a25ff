package dev.watchbill.local;

import static dev.watchbill.local.ProvisioningFiles.list;
import static dev.watchbill.local.ProvisioningFiles.object;
import static dev.watchbill.local.ProvisioningFiles.segment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.local.ProvisioningFiles.Call;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A whole alerting configuration is made, exported, deleted, and made again from the exports: every
 * read and every export is then what it was. Folders and message templates, which have no export,
 * come back from what was read.
 */
@Timeout(300) // the whole deployment on DynamoDB Local
class AlertingConfigurationTest extends Scenario {
  private static final String BASE = "/api/v1/provisioning/";
  private static final String EMAIL = "grafana-default-email";

  private static final List<String> LISTS =
      List.of("alert-rules", "contact-points", "policies", "mute-timings", "templates");

  private static final List<String> EXPORTS =
      List.of(
          "alert-rules/export",
          "contact-points/export",
          "contact-points/export?decrypt=true",
          "policies/export",
          "mute-timings/export");

  /** What the server gives anew whenever something is made. */
  private static final List<String> ANEW = List.of("id", "updated");

  @Test
  void isIdenticalWhenMadeAgainFromItsExports() {
    Map<String, @Nullable Object> fresh = configuration();
    AlertingSample.requests()
        .forEach(each -> ask(each.method(), each.path(), each.body(), each.status()));
    Map<String, @Nullable Object> before = configuration();
    Map<String, String> exported = exports(before);
    assertThat(Json.write(before)).contains("[REDACTED]").doesNotContain("s3cret");
    assertThat(exported.get("contact-points/export?decrypt=true&format=json"))
        .contains("s3cret$$1", "s3cret-password", "s3cret-key")
        .doesNotContain("[REDACTED]");

    delete(before);
    assertThat(configuration()).as("nothing is left").isEqualTo(fresh);
    assertThat(send("GET", BASE + "alert-rules/export", null).statusCode()).isEqualTo(404);

    again(before, exported, false);
    same(before, exported, "made again");

    again(before, exported, true);
    same(before, exported, "written over itself");
  }

  private void same(
      Map<String, @Nullable Object> before, Map<String, String> exported, String when) {
    Map<String, @Nullable Object> after = configuration();
    assertThat(after).as(when).isEqualTo(before);
    Map<String, String> exportedNow = exports(after);
    assertThat(exportedNow.keySet()).isEqualTo(exported.keySet());
    exported.forEach((path, text) -> assertThat(exportedNow.get(path)).as(path).isEqualTo(text));
  }

  /** In the order in which nothing is taken away that something else names. */
  private void delete(Map<String, @Nullable Object> made) {
    ask("DELETE", BASE + "contact-points/hook-1", null, 409);
    ask("DELETE", BASE + "mute-timings/nights", null, 409);
    ask("DELETE", "/api/folders/db-2", null, 400);
    for (String group : AlertingSample.GROUPS) ask("DELETE", BASE + group, null, 204);
    ask("DELETE", BASE + "policies", null, 202);
    for (Object point : list(made.get("contact-points"))) {
      if (EMAIL.equals(object(point).get("name"))) continue;
      ask("DELETE", BASE + "contact-points/" + object(point).get("uid"), null, 202);
    }
    for (String named : List.of("mute-timings", "templates")) {
      for (Object each : list(made.get(named))) {
        ask("DELETE", BASE + named + "/" + segment(object(each).get("name")), null, 204);
      }
    }
    ask("DELETE", "/api/folders/ops-1", null, 200);
  }

  /**
   * In the order in which everything that something names is there first.
   *
   * @param there whether all of it is there already
   */
  private void again(
      Map<String, @Nullable Object> read, Map<String, String> exported, boolean there) {
    Map<String, String> folders = new LinkedHashMap<>();
    for (Object folder : list(read.get("folders"))) {
      Map<String, @Nullable Object> body = object(folder);
      folders.put(String.valueOf(body.remove("path")), String.valueOf(body.get("uid")));
      if (!there) ask("POST", "/api/folders", body, 200);
    }
    for (Object template : list(read.get("templates"))) {
      String path = BASE + "templates/" + segment(object(template).get("name"));
      // The version that was read is that of a template which is not there any more.
      ask("PUT", path, Map.of("template", String.valueOf(object(template).get("template"))), 202);
    }
    List<Call> calls = new ArrayList<>();
    calls.addAll(ProvisioningFiles.muteTimings(file(exported, "mute-timings/export?")));
    calls.addAll(
        ProvisioningFiles.contactPoints(file(exported, "contact-points/export?decrypt=true&")));
    calls.addAll(ProvisioningFiles.policies(file(exported, "policies/export?")));
    calls.addAll(ProvisioningFiles.groups(file(exported, "alert-rules/export?"), folders));
    for (Call call : calls) {
      // The default contact point never went.
      if (EMAIL.equals(call.body().get("name"))) continue;
      HttpResponse<String> answer =
          send(
              there ? call.change() : call.create(),
              BASE + (there ? call.changePath() : call.createPath()),
              call.body());
      assertThat(answer.statusCode()).as(call + ": " + answer.body()).isBetween(200, 202);
    }
  }

  private static Object file(Map<String, String> exported, String path) {
    String text = exported.get(path + "format=json");
    if (text == null) throw new AssertionError(path + " is not among " + exported.keySet());
    return parsed(text);
  }

  /** All that can be read, without what is given anew. */
  private Map<String, @Nullable Object> configuration() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("folders", folders("", ""));
    for (String path : LISTS) all.put(path, kept(ask("GET", BASE + path, null, 200)));
    List<String> one = new ArrayList<>();
    for (Object rule : list(all.get("alert-rules"))) {
      one.add("alert-rules/" + object(rule).get("uid"));
      String group = segment(object(rule).get("ruleGroup"));
      one.add("folder/" + object(rule).get("folderUID") + "/rule-groups/" + group);
    }
    for (String named : List.of("mute-timings", "templates")) {
      for (Object each : list(all.get(named))) {
        one.add(named + "/" + segment(object(each).get("name")));
      }
    }
    for (String path : one) all.put(path, kept(ask("GET", BASE + path, null, 200)));
    return all;
  }

  /** Parents before what is inside them, each with its path as exports write it. */
  private List<Object> folders(String parent, String above) {
    List<Object> all = new ArrayList<>();
    for (Object each : list(ask("GET", "/api/folders?parentUid=" + parent, null, 200))) {
      Map<String, @Nullable Object> folder = object(kept(each));
      String path = above + String.valueOf(folder.get("title")).replace("/", "\\/");
      folder.put("path", path);
      all.add(folder);
      all.addAll(folders(String.valueOf(folder.get("uid")), path + "/"));
    }
    return all;
  }

  /** Every export of what was read, in every format. */
  private Map<String, String> exports(Map<String, @Nullable Object> read) {
    List<String> paths = new ArrayList<>(EXPORTS);
    for (String path : read.keySet()) {
      if (path.contains("/") && !path.startsWith("templates/")) paths.add(path + "/export");
    }
    Map<String, String> exports = new LinkedHashMap<>();
    for (String path : paths) {
      for (String format : List.of("json", "yaml", "hcl")) {
        String asked = path + (path.contains("?") ? "&" : "?") + "format=" + format;
        HttpResponse<String> answer = send("GET", BASE + asked, null);
        assertThat(answer.statusCode()).as(asked + " " + answer.body()).isEqualTo(200);
        exports.put(asked, answer.body());
      }
    }
    return exports;
  }

  /** Without what is given anew. */
  private static @Nullable Object kept(@Nullable Object shown) {
    return switch (shown) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        map.forEach(
            (name, value) -> {
              if (!ANEW.contains(name)) kept.put(String.valueOf(name), kept(value));
            });
        yield kept;
      }
      case List<?> list -> {
        List<@Nullable Object> kept = new ArrayList<>();
        list.forEach(each -> kept.add(kept(each)));
        yield kept;
      }
      case null, default -> shown;
    };
  }

  private @Nullable Object ask(
      String method, String path, @Nullable Object body, int expectedStatus) {
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    if (body instanceof Map<?, ?> map) map.forEach((name, value) -> sent.put("" + name, value));
    HttpResponse<String> answer = send(method, path, body == null ? null : sent);
    assertThat(answer.statusCode())
        .as(method + " " + path + " " + answer.body())
        .isEqualTo(expectedStatus);
    return answer.body().isEmpty() ? null : parsed(answer.body());
  }

  private static Object parsed(String json) {
    try {
      Object read = Json.read(json.getBytes(UTF_8));
      if (read == null) throw new AssertionError("null");
      return read;
    } catch (Json.Malformed e) {
      throw new AssertionError(json, e);
    }
  }
}
