package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real functions on a data folder that something happens to, and what a sender was told. */
final class RealStory implements AutoCloseable {

  final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  final Deployment deployment;
  private final Browser browser;
  private final String token;

  RealStory(Path data, String token) {
    this(data, token, TableServer::dynamoDbLocal);
  }

  RealStory(@Nullable Path data, TableServer.Starter tables) {
    this(data, "a-token-of-real-stories", tables);
  }

  private RealStory(@Nullable Path data, String token, TableServer.Starter tables) {
    this.token = token;
    deployment =
        Deployment.start(
            TemplateReader.read(Repository.template()),
            new Settings(0, token, data, true, null, "off", false, Settings.INBOUND_DOMAIN, null),
            new DeployedFunctions(),
            tables,
            log::add);
    browser = new Browser(deployment.address());
  }

  /** Waits for a line of the log that contains this, and forgets those before. */
  String hears(String part) throws InterruptedException {
    while (true) {
      String line = log.poll(60, TimeUnit.SECONDS);
      if (line == null) throw new AssertionError("never said: " + part);
      if (line.contains(part)) return line;
    }
  }

  int status(String target) throws IOException {
    return status(target, token);
  }

  int status(String target, String token) throws IOException {
    return browser.send("GET " + target, "Authorization: " + token + "\r\n", new byte[0]).status();
  }

  Browser.Reply ready() throws IOException {
    return browser.get("/-/ready");
  }

  /** The path of the link of a new integration. */
  String integration() throws IOException {
    Browser.Reply made =
        browser.send(
            "POST /api/v1/integrations/",
            "Authorization: " + token + "\r\nContent-Type: application/json\r\n",
            "{\"type\":\"formatted_webhook\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return URI.create(String.valueOf(object(made.body()).get("link"))).getPath();
  }

  /** Sends an alert that opens a group of its own; what was answered. */
  int alert(String path, String uid, String text) throws IOException {
    return browser
        .post(
            path,
            Json.write(
                Map.of("alert_uid", uid, "title", uid, "state", "alerting", "message", text)))
        .status();
  }

  /** The titles of all groups. */
  Set<String> titles() throws IOException {
    Set<String> titles = new TreeSet<>();
    String next = "/api/v1/alert_groups/?perpage=100";
    while (next != null) {
      Browser.Reply page =
          browser.send("GET " + next, "Authorization: " + token + "\r\n", new byte[0]);
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      Map<?, ?> body = object(page.body());
      if (!(body.get("results") instanceof List<?> groups)) throw new AssertionError(page.body());
      for (Object group : groups) {
        if (group instanceof Map<?, ?> fields) titles.add(String.valueOf(fields.get("title")));
      }
      next = body.get("next") instanceof String url ? url.substring(url.indexOf("/api/")) : null;
    }
    return titles;
  }

  private static Map<?, ?> object(String json) {
    try {
      if (Json.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> map) return map;
      throw new AssertionError("not an object: " + json);
    } catch (Json.Malformed e) {
      throw new AssertionError(json, e);
    }
  }

  @Override
  public void close() {
    deployment.close();
  }
}
