package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.jobs.JobFunction;
import dev.watchbill.storage.Item;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The deployed functions on a table in memory and a clock that a test moves; messages of timers are
 * thrown away, so that only the sweep runs them.
 */
public final class TestDeployment {
  private static final String TOKEN = "t".repeat(64);

  private final boolean limited;
  private final MemoryTable table;
  private final Watchbill deployment;
  private final Functions.Fallback http;
  private final List<JobFunction> jobs;
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");

  public TestDeployment() {
    this(false);
  }

  /**
   * @param limited whether request limits hold
   */
  TestDeployment(boolean limited) {
    this.limited = limited;
    table = new MemoryTable(this::instant);
    deployment = on(table, new Random(7));
    deployment.firstOrganisation().ensure(TOKEN);
    http = new Functions.Fallback(deployment);
    jobs = Functions.scheduled(deployment);
  }

  private TestDeployment(TestDeployment other, UnaryOperator<Table> seen) {
    table = other.table;
    limited = other.limited;
    now = other.now;
    deployment = on(seen.apply(table), new Random(8));
    http = new Functions.Fallback(deployment);
    jobs = Functions.scheduled(deployment);
  }

  /** Another one on the same table, which it sees through something that meddles or counts. */
  TestDeployment through(UnaryOperator<Table> seen) {
    return new TestDeployment(this, seen);
  }

  private Watchbill on(Table table, Random random) {
    return Watchbill.in(
        Surroundings.of(
            new Settings("https://oncall.example", limited, "mail.example"),
            this::instant,
            new PublicIds(() -> random),
            table,
            pause -> {},
            () -> new byte[32],
            (message, delay) -> {},
            new SafeHttp(SafeHttp.Limits.DEFAULT)));
  }

  private Instant instant() {
    return now;
  }

  List<JobFunction> scheduled() {
    return jobs;
  }

  String token() {
    return TOKEN;
  }

  /** Moves the clock and lets every job sweep. */
  void pass(Duration time) {
    now = now.plus(time);
    try {
      for (JobFunction job : jobs) {
        job.handleRequest(
            new ByteArrayInputStream("{\"detail-type\":\"Scheduled Event\"}".getBytes(UTF_8)),
            new ByteArrayOutputStream(),
            null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Answer(int status, String body, Map<String, String> headers) {

    Answer is(int expected) {
      if (status != expected) throw new AssertionError(expected + " expected: " + this);
      return this;
    }

    /** A member, by names and indexes; null when there is none or it is null. */
    @Nullable Object at(Object... way) {
      Object value = json();
      for (Object part : way) {
        value =
            switch (value) {
              case Map<?, ?> map -> map.get(part);
              case List<?> list when part instanceof Integer index && index < list.size() ->
                  list.get(index);
              case null, default -> null;
            };
      }
      return value;
    }

    @Nullable Object json() {
      try {
        return Json.read(body.getBytes(UTF_8));
      } catch (Json.Malformed e) {
        throw new IllegalStateException(body, e);
      }
    }
  }

  Answer raw(String method, String path, String query, String body, String contentType) {
    return send(
        method,
        path,
        query,
        body,
        Map.of("authorization", TOKEN, "content-type", contentType, "accept", "application/json"));
  }

  /** The same with a body that need not be text. */
  Answer raw(String method, String path, byte[] body, String contentType) {
    Map<String, @Nullable Object> event =
        event(
            method,
            path,
            "",
            Map.of(
                "authorization", TOKEN, "content-type", contentType, "accept", "application/json"));
    event.put("body", Base64.getEncoder().encodeToString(body));
    event.put("isBase64Encoded", true);
    return answer(invoked(event));
  }

  Answer send(String method, String path, String query, String body, Map<String, String> headers) {
    return answer(bytes(method, path, query, body, headers));
  }

  private static Answer answer(byte[] given) {
    try {
      Map<?, ?> answer = object(Json.read(given));
      Map<String, String> answered = new LinkedHashMap<>();
      object(answer.get("headers"))
          .forEach((name, value) -> answered.put(String.valueOf(name), String.valueOf(value)));
      return new Answer(
          Integer.parseInt(String.valueOf(answer.get("statusCode"))),
          String.valueOf(answer.get("body")),
          answered);
    } catch (Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the function answers to the gateway. */
  byte[] bytes(String method, String path, String query, String body, Map<String, String> headers) {
    Map<String, @Nullable Object> event = event(method, path, query, headers);
    event.put("body", body);
    event.put("isBase64Encoded", false);
    return invoked(event);
  }

  private static Map<String, @Nullable Object> event(
      String method, String path, String query, Map<String, String> headers) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("rawPath", path);
    event.put("rawQueryString", query);
    event.put("headers", headers);
    event.put(
        "requestContext", Map.of("requestId", "r", "http", Map.of("method", method, "path", path)));
    return event;
  }

  private byte[] invoked(Map<String, @Nullable Object> event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      http.handleRequest(new ByteArrayInputStream(Json.write(event).getBytes(UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** What stands in the table. */
  List<Item> stored() {
    return table.everything();
  }

  /** The table itself, for what no request can do to it. */
  MemoryTable table() {
    return table;
  }

  Answer post(String path, Map<String, ?> body) {
    return raw("POST", path, "", Json.write(body), "application/json");
  }

  Answer get(String path) {
    return raw("GET", path, "", "", "");
  }

  Map<?, ?> created(String resource, Map<String, ?> body) {
    Answer answer = post("/api/v1/" + resource + "/", body);
    if (answer.status() != 201) throw new AssertionError(resource + ": " + answer);
    return object(answer.json());
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) return map;
    throw new AssertionError("not an object: " + value);
  }

  String firstId(String resource) {
    if (object(get("/api/v1/" + resource + "/").json()).get("results") instanceof List<?> rows) {
      return String.valueOf(object(rows.getFirst()).get("id"));
    }
    throw new AssertionError("no list of " + resource);
  }
}
