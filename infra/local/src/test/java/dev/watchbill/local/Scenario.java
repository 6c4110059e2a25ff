package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * One story told over HTTP to the whole deployment, with a clock that the story moves. A story
 * fails on anything that was sent to somebody and that it did not expect, and on any failure of a
 * function.
 */
@Timeout(300) // the whole deployment on DynamoDB Local
abstract class Scenario {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<String> failures = new ArrayList<>();
  private @Nullable Deployment deployment;

  @BeforeEach
  void start() {
    deployment =
        Deployment.start(
            TemplateReader.read(Repository.template()),
            new Settings(
                0,
                null,
                null,
                true,
                null,
                "default",
                callsThisMachine(),
                Settings.INBOUND_DOMAIN,
                null),
            wiring(),
            TableServer::dynamoDbLocal,
            failures::add);
  }

  /** Who makes the functions. */
  Wiring wiring() {
    return new DeployedFunctions();
  }

  /** The token that the deployment made. */
  final String token() {
    return deployment().token();
  }

  /** Hands an event to a function as Lambda does. */
  final byte[] invoke(String function, byte[] event) throws Exception {
    return deployment().function(function).invoke(event);
  }

  /** Whether the story has a server of its own on this machine that may be called. */
  boolean callsThisMachine() {
    return false;
  }

  @AfterEach
  void nothingElseHappened() {
    try (Deployment running = deployment()) {
      assertThat(running.outbox().all()).as("nobody expected these").isEmpty();
      assertThat(failures).isEmpty();
    }
  }

  private Deployment deployment() {
    if (deployment == null) throw new IllegalStateException("the deployment did not start");
    return deployment;
  }

  /** Moves the clock; returns when everything that became due has run. */
  final void pass(String duration) {
    assertThat(send("POST", "/-/clock", Map.of("advance", duration)).statusCode()).isEqualTo(200);
  }

  /** The same, minutes left out in which nothing is due: hours pass in no time. */
  final void skip(String duration) {
    Map<String, ?> there = Map.of("advance", duration, "skip_idle", true);
    assertThat(send("POST", "/-/clock", there).statusCode()).isEqualTo(200);
  }

  final Map<String, @Nullable Object> create(String resource, Map<String, ?> body) {
    HttpResponse<String> answer = send("POST", "/api/v1/" + resource + "/", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return map(answer.body());
  }

  final Map<String, @Nullable Object> get(String path) {
    HttpResponse<String> answer = send("GET", "/api/v1/" + path, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return map(answer.body());
  }

  final HttpResponse<String> post(String path, Map<String, ?> body) {
    return send("POST", "/api/v1/" + path, body);
  }

  /** Sends to an integration's link. */
  final void alert(Map<String, @Nullable Object> integration, Map<String, ?> payload) {
    String path = URI.create(text(integration, "link")).getPath();
    HttpResponse<String> answer = send("POST", path, payload);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"Ok.\"");
  }

  final void heartbeat(Map<String, @Nullable Object> integration) {
    String path = URI.create(text(integration, "link")).getPath() + "heartbeat/";
    assertThat(send("POST", path, Map.of()).statusCode()).isEqualTo(200);
  }

  /** Groups of an integration, newest first. */
  final List<Map<String, @Nullable Object>> groups(Map<String, @Nullable Object> integration) {
    return results(get("alert_groups/?integration_id=" + text(integration, "id")));
  }

  /** What was decided about a group, oldest first; the record must be intact. */
  final List<Map<String, @Nullable Object>> decisions(String group) {
    Map<String, @Nullable Object> story = get("alert_groups/" + group + "/decisions");
    assertThat(story.get("verified")).isEqualTo(true);
    return results(story);
  }

  /** What was sent since the last look, oldest first. */
  final List<Map<String, @Nullable Object>> sent() {
    HttpResponse<String> outbox = send("GET", "/-/outbox", null);
    assertThat(send("DELETE", "/-/outbox", null).statusCode()).isBetween(200, 204);
    List<Map<String, @Nullable Object>> sent = new ArrayList<>();
    if (!(map(outbox.body()).get("deliveries") instanceof List<?> rows)) {
      throw new AssertionError(outbox.body());
    }
    for (Object each : rows) sent.add(object(each));
    return sent;
  }

  /** The page behind a link, asked for without any token. */
  final HttpResponse<String> open(String url) {
    return exchange(HttpRequest.newBuilder(here(url)).timeout(PATIENCE).GET().build());
  }

  /** Sends the form of such a page, as a browser does. */
  final HttpResponse<String> press(String url, String form) {
    return exchange(
        HttpRequest.newBuilder(here(url))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private URI here(String url) {
    return deployment().address().resolve(URI.create(url).getPath());
  }

  static List<Map<String, @Nullable Object>> results(Map<String, @Nullable Object> envelope) {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    if (!(envelope.get("results") instanceof List<?> rows)) throw new AssertionError(envelope);
    for (Object each : rows) results.add(object(each));
    return results;
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) throw new AssertionError("not an object: " + value);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((name, member) -> object.put(String.valueOf(name), member));
    return object;
  }

  static String text(Map<String, @Nullable Object> object, String name) {
    return String.valueOf(object.get(name));
  }

  final HttpResponse<String> send(String method, String path, @Nullable Map<String, ?> body) {
    HttpRequest request =
        HttpRequest.newBuilder(deployment().address().resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", deployment().token())
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)))
            .build();
    return exchange(request);
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, @Nullable Object> map(String json) {
    try {
      return object(Json.read(json.getBytes(StandardCharsets.UTF_8)));
    } catch (Json.Malformed e) {
      throw new AssertionError(json, e);
    }
  }
}
