package dev.watchbill.handlers.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What users of such products reported as broken, in inputs of our own, asked of the whole
 * deployment.
 */
class ReportedFaultsTest {

  @TestFactory
  Stream<DynamicTest> conversations() {
    return new RecordedWorld()
        .replay()
        .tests(
            "golden/bugs-exceptions.json",
            "golden/bugs/calendars.json",
            "golden/bugs/zones.json",
            "golden/bugs/payloads.json",
            "golden/bugs/wire.json",
            "golden/bugs/alerting.json",
            "golden/bugs/contested.json",
            "golden/bugs/clock.json");
  }

  /** Bodies and calendars in octets that are not UTF-8. */
  @TestFactory
  Stream<DynamicTest> octets() {
    RecordedWorld world = new RecordedWorld();
    FileServer documents = FileServer.start();
    Map<String, @Nullable Object> file = Recording.object(Recording.json("golden/bugs/bytes.json"));
    List<DynamicTest> tests = new ArrayList<>();
    for (Object item : Recording.list(file.get("cases"))) {
      Map<String, @Nullable Object> each = Recording.object(item);
      tests.add(
          dynamicTest(
              each.get("id") + ": " + each.get("about"),
              () -> {
                if ("alert".equals(each.get("what"))) alert(each, world);
                else calendar(each, world, documents);
              }));
    }
    return tests.stream().onClose(documents::close);
  }

  private static void alert(Map<String, @Nullable Object> each, RecordedWorld world)
      throws Json.Malformed {
    Map<String, @Nullable Object> integration =
        object(
            world.call(
                "token",
                "POST",
                "/api/v1/integrations/",
                Map.of("type", "formatted_webhook", "name", String.valueOf(each.get("id")))));
    String link = String.valueOf(integration.get("link"));
    Response answer =
        world.answer(
            Request.of(
                "POST",
                link.substring(link.indexOf("/integrations/")),
                "",
                Map.of("content-type", String.valueOf(each.get("content_type"))),
                bytes(each),
                "octets"));
    assertThat((long) answer.status()).isEqualTo(each.get("expect_status"));
    Map<String, @Nullable Object> groups =
        object(
            world.call(
                "token",
                "GET",
                "/api/v1/alert_groups/?integration_id=" + integration.get("id"),
                null));
    Object title = each.get("expect_title");
    assertThat(
            Recording.list(groups.get("results")).stream()
                .map(group -> String.valueOf(Recording.object(group).get("title")))
                .toList())
        .isEqualTo(title == null ? List.of() : List.of(title));
  }

  private static void calendar(
      Map<String, @Nullable Object> each, RecordedWorld world, FileServer documents)
      throws Json.Malformed {
    String path = "/" + each.get("id") + ".ics";
    documents.put(path, 200, String.valueOf(each.get("content_type")), bytes(each));
    Object name = String.valueOf(each.get("username"));
    // The same person may be in several cases; then he is there already.
    world.call(
        "token",
        "POST",
        "/api/v1/users/",
        Map.of("username", name, "name", name, "email", each.get("id") + "@example.com"));
    Map<String, @Nullable Object> schedule =
        object(
            world.call(
                "token",
                "POST",
                "/api/v1/schedules/",
                Map.of(
                    "type",
                    "ical",
                    "name",
                    String.valueOf(each.get("id")),
                    "ical_url_primary",
                    documents.address() + path)));
    Map<String, @Nullable Object> shifts =
        object(
            world.call(
                "token",
                "GET",
                "/api/v1/schedules/"
                    + schedule.get("id")
                    + "/final_shifts?start_date=2024-01-07&end_date=2024-01-10",
                null));
    assertThat(shifts.get("count")).isEqualTo(each.get("expect_rows"));
  }

  private static byte[] bytes(Map<String, @Nullable Object> each) {
    return Base64.getDecoder().decode(String.valueOf(each.get("body_base64")));
  }

  private static Map<String, @Nullable Object> object(Response response) throws Json.Malformed {
    assertThat(response.status()).isBetween(200, 201);
    String body = response.body() == null ? "" : response.body();
    return Recording.object(Json.read(body.getBytes(StandardCharsets.UTF_8)));
  }
}
