package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every body that a recorded conversation sends and that is accepted, again with null in the place
 * of each value, one after the other, and with bytes that are no UTF-8 in each text and name. No
 * answer is a 5xx: not of the request itself, and, where it is accepted, not of the lists and the
 * thing it may have spoilt, nor of its removal.
 */
@Timeout(300) // thousands of requests
class EveryPositionTest {

  private static final Pattern NAME = Pattern.compile("[a-z_-]+|v1");

  private final Set<String> tried = new HashSet<>();
  private final List<String> wrong = new ArrayList<>();
  private int nulls;
  private int broken;
  private int accepted;

  @Test
  void nullsAndBytesThatAreNoUtf8AtEveryPosition() {
    for (String area :
        List.of(
            "users_teams",
            "integrations",
            "routes",
            "escalation_chains",
            "ingestion",
            "alert_groups",
            "resolution_notes",
            "on_call_shifts",
            "schedules",
            "shift_swaps",
            "general")) {
      // Each area has a world of its own: what one spoils on the way must not hide another.
      RecordedWorld world = new RecordedWorld();
      GoldenReplay replay =
          new GoldenReplay(request -> meddled(world, request), standing(world), world.variables());
      for (Recording recording : Recording.of("golden/oncall-api/" + area + ".json")) {
        replay.hold(recording, Set.of());
      }
    }
    RecordedWorld world = new RecordedWorld();
    Map<?, ?> clients = (Map<?, ?>) Recording.json("golden/clients/terraform-requests.json");
    for (Object test : Recording.list(clients.get("tests"))) {
      recorded(world, Recording.object(test));
    }
    System.out.println(
        "every position: "
            + nulls
            + " nulls, "
            + broken
            + " broken texts, "
            + accepted
            + " accepted, "
            + wrong.size()
            + " wrong");
    assertThat(wrong).isEmpty();
    for (String shape :
        List.of(
            "POST/api/v1/integrations",
            "POST/api/v1/on_call_shifts",
            "POST/integrations/v1/alertmanager/*",
            "POST/api/v1/provisioning/contact-points",
            "PUT/api/v1/provisioning/policies",
            "POST/api/v1/provisioning/mute-timings",
            "PUT/api/v1/provisioning/folder/*/rule-groups/*",
            "POST/api/datasources")) {
      assertThat(tried).as(shape).anyMatch(each -> each.startsWith(shape));
    }
    assertThat(nulls).isGreaterThan(1_000);
    assertThat(broken).isGreaterThan(1_000);
    assertThat(accepted).isGreaterThan(300);
  }

  /** Time does not pass: what is spoilt would be waited for, and bodies are read at once. */
  private static GoldenReplay.Passing standing(RecordedWorld world) {
    return new GoldenReplay.Passing() {
      @Override
      public Instant now() {
        return world.now();
      }

      @Override
      public void pass(Duration duration) {
        // it stands
      }
    };
  }

  /** What a client sent; its answers only matter where they name what comes later. */
  private void recorded(RecordedWorld world, Map<String, @Nullable Object> test) {
    Map<String, Object> captured = new LinkedHashMap<>();
    for (Object each : Recording.list(test.get("requests"))) {
      Map<String, @Nullable Object> sent = Recording.object(each);
      String path = String.valueOf(filled(sent.get("path"), captured));
      if (sent.get("query") instanceof String query) path += "?" + query;
      boolean bare = path.startsWith("/api/v1/") && !path.startsWith("/api/v1/provisioning/");
      Object body = filled(sent.get("body"), captured);
      Response response =
          meddled(
              world,
              request(
                  String.valueOf(sent.get("method")),
                  path,
                  (bare ? "" : "Bearer ") + world.variable("token"),
                  body == null ? new byte[0] : Json.write(body).getBytes(UTF_8)));
      if (response.body() == null) continue;
      for (Map.Entry<String, @Nullable Object> capture :
          Recording.object(sent.get("captures")).entrySet()) {
        Pointer.in(json(response), String.valueOf(capture.getValue()))
            .map(Pointer.Found::value)
            .ifPresent(value -> captured.put(capture.getKey(), value));
      }
    }
  }

  private static @Nullable Object filled(@Nullable Object value, Map<String, Object> captured) {
    return switch (value) {
      case String text -> {
        String filled = text;
        for (Map.Entry<String, Object> each : captured.entrySet()) {
          if (text.equals(each.getKey())) yield each.getValue();
          filled = filled.replace(each.getKey(), String.valueOf(each.getValue()));
        }
        yield filled;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        map.forEach((name, item) -> filled.put(String.valueOf(name), filled(item, captured)));
        yield filled;
      }
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>();
        for (Object item : list) filled.add(filled(item, captured));
        yield filled;
      }
      case null, default -> value;
    };
  }

  private static Request request(String method, String target, String token, byte[] body) {
    int question = target.indexOf('?');
    return Request.of(
        method,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        Map.of("authorization", token, "content-type", "application/json"),
        body,
        "position");
  }

  /** The request as it was recorded, and then everything that is wrong in one place. */
  private Response meddled(RecordedWorld world, Request request) {
    Response response = world.answer(request);
    boolean writes = Set.of("POST", "PUT", "PATCH").contains(request.method());
    if (!writes || response.status() >= 300 || request.body().length == 0) return response;
    Object body;
    try {
      body = Json.read(request.body());
    } catch (Json.Malformed e) {
      return response; // a form, or what only the way in of alerts takes
    }
    String shape = shape(request, body);
    for (Positions.Place place : Positions.of(body)) {
      if (!tried.add(shape + place.path())) continue;
      nulls++;
      ask(world, request, place.nothing(), place.path() + " = null");
      for (byte[] bad : place.broken()) {
        broken++;
        ask(world, request, bad, place.path() + " is broken");
      }
    }
    return response;
  }

  private void ask(RecordedWorld world, Request right, byte[] body, String what) {
    Request bad =
        new Request(
            right.method(),
            right.path(),
            right.segments(),
            right.slash(),
            right.query(),
            right.rawQuery(),
            right.headers(),
            body,
            right.id());
    Response response = judged(world, bad, what);
    if (response == null || response.status() >= 300) return;
    accepted++;
    String token = right.headers().getOrDefault("authorization", "");
    judged(world, request("GET", right.path(), token, new byte[0]), "GET after " + what);
    String made = made(right, response);
    if (made != null) {
      judged(world, request("GET", made, token, new byte[0]), "GET of it after " + what);
      judged(world, request("DELETE", made, token, new byte[0]), "DELETE after " + what);
    } else {
      String list = right.path().replaceAll("/[^/]+/?$", "");
      judged(world, request("GET", list, token, new byte[0]), "GET of all after " + what);
    }
  }

  /** The address of what a POST has made. */
  private static @Nullable String made(Request request, Response response) {
    if (!request.method().equals("POST")) return null;
    Map<String, @Nullable Object> shown = Recording.object(json(response));
    for (String name : List.of("uid", "id", "name")) {
      if (shown.get(name) instanceof String id && !id.isEmpty() && id.matches("[\\w-]+")) {
        return request.path() + (request.slash() ? "" : "/") + id + (request.slash() ? "/" : "");
      }
    }
    return null;
  }

  private @Nullable Response judged(RecordedWorld world, Request request, String what) {
    String where = request.method() + " " + request.path() + ": " + what;
    try {
      Response response = world.answer(request);
      if (response.status() >= 500) wrong.add(response.status() + " " + where);
      return response;
    } catch (RuntimeException | StackOverflowError e) {
      wrong.add(e + " " + where);
      return null;
    }
  }

  private static @Nullable Object json(Response response) {
    try {
      return response.body() == null ? null : Json.read(response.body());
    } catch (Json.Malformed e) {
      return null; // a text, in which there is nothing to find
    }
  }

  /** What two requests have in common whose bodies are read by the same code. */
  private static String shape(Request request, @Nullable Object body) {
    StringBuilder shape = new StringBuilder(request.method());
    for (String segment : request.segments()) {
      shape.append('/').append(NAME.matcher(segment).matches() ? segment : "*");
    }
    Object first = body instanceof List<?> list && !list.isEmpty() ? list.getFirst() : body;
    if (first instanceof Map<?, ?> map) shape.append(' ').append(map.get("type"));
    return shape.append(' ').toString();
  }
}
