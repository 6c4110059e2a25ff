package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.Pause;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.jobs.JobFunction;
import dev.watchbill.handlers.wiring.Functions;
import dev.watchbill.handlers.wiring.Surroundings;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.storage.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The real functions in this process, on any table, with a clock that the bench moves. */
final class Deployed {

  static final String TOKEN = "b".repeat(64);

  private final MovedClock clock;
  private final List<String> messages = new ArrayList<>();
  private final RequestStreamHandler intake;
  private final RequestStreamHandler api;
  private final RequestStreamHandler queued;
  private final List<JobFunction> scheduled;

  /** A clock that the bench moves, shared by the table and the functions. */
  static final class MovedClock implements InstantSource {
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }
  }

  Deployed(Table table, MovedClock clock, boolean limited) {
    this.clock = clock;
    Random random = new Random(7);
    Watchbill deployment =
        Watchbill.in(
            Surroundings.of(
                new Settings("https://oncall.example", limited, "mail.example"),
                clock,
                new PublicIds(() -> random),
                table,
                Pause.SLEEP,
                Packaged::dataKey,
                (message, delay) -> messages.add(message),
                new SafeHttp(SafeHttp.Limits.DEFAULT)));
    deployment.firstOrganisation().ensure(TOKEN);
    intake = new Functions.Intake(deployment);
    api = new Functions.Fallback(deployment);
    queued = new Functions.Jobs(deployment);
    scheduled = Functions.scheduled(deployment);
  }

  void pass(Duration time) {
    clock.pass(time);
  }

  List<String> messages() {
    return messages;
  }

  RequestStreamHandler intake() {
    return intake;
  }

  RequestStreamHandler api() {
    return api;
  }

  /** Makes an integration; returns the path that its senders use. */
  String integration(String type) {
    Map<?, ?> made =
        body(201, call(api, "POST", "/api/v1/integrations/", "", Map.of("type", type)));
    return URI.create(String.valueOf(made.get("link"))).getPath();
  }

  Map<?, ?> get(String path, String query) {
    return body(200, call(api, "GET", path, query, null));
  }

  void post(String path, Map<String, ?> body) {
    body(200, call(api, "POST", path, "", body));
  }

  void put(String path, Map<String, ?> body) {
    body(200, call(api, "PUT", path, "", body));
  }

  void alert(String path, Map<String, ?> payload) {
    body(200, call(intake, "POST", path, "", payload));
  }

  /** The minute's sweep of all kinds. */
  void sweep() {
    for (JobFunction job : scheduled) {
      invoke(job, "{\"detail-type\":\"Scheduled Event\"}".getBytes(UTF_8));
    }
  }

  void deliver(String message) {
    Map<String, ?> record = Map.of("messageId", "1", "body", message);
    invoke(queued, Json.write(Map.of("Records", List.of(record))).getBytes(UTF_8));
  }

  private static Map<?, ?> call(
      RequestStreamHandler function,
      String method,
      String path,
      String query,
      @Nullable Map<String, ?> body) {
    byte[] event = event(method, path, query, body == null ? "" : Json.write(body));
    return object(invoke(function, event));
  }

  /** An event as the gateway sends it. */
  static byte[] event(String method, String path, String query, String body) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", "ANY " + path);
    event.put("rawPath", path);
    event.put("rawQueryString", query);
    event.put(
        "headers",
        Map.of(
            "accept", "*/*",
            "authorization", TOKEN,
            "content-length", Integer.toString(body.length()),
            "content-type", "application/json",
            "host", "oncall.example",
            "user-agent", "Alertmanager/0.27.0",
            "x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678",
            "x-forwarded-for", "198.51.100.7",
            "x-forwarded-port", "443",
            "x-forwarded-proto", "https"));
    event.put(
        "requestContext",
        Map.of(
            "accountId",
            "123456789012",
            "requestId",
            "JKJaXmPLvHcESHA=",
            "http",
            Map.of(
                "method", method,
                "path", path,
                "protocol", "HTTP/1.1",
                "sourceIp", "198.51.100.7",
                "userAgent", "Go-http-client/1.1")));
    event.put("body", body);
    event.put("isBase64Encoded", false);
    return Json.write(event).getBytes(UTF_8);
  }

  static byte[] invoke(RequestStreamHandler function, byte[] event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try {
      function.handleRequest(new ByteArrayInputStream(event), out, null);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Map<?, ?> body(int status, Map<?, ?> answer) {
    String body = String.valueOf(answer.get("body"));
    if (!Integer.toString(status).equals(String.valueOf(answer.get("statusCode")))) {
      throw new IllegalStateException("not " + status + " but " + answer);
    }
    return body.startsWith("{") ? object(body.getBytes(UTF_8)) : Map.of();
  }

  private static Map<?, ?> object(byte[] json) {
    try {
      if (Json.read(json) instanceof Map<?, ?> map) return map;
    } catch (Json.Malformed e) {
      throw new IllegalStateException(new String(json, UTF_8), e);
    }
    throw new IllegalStateException(new String(json, UTF_8));
  }
}
