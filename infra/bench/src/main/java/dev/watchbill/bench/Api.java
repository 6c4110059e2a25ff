package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API of a deployment, over HTTP. */
class Api implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final URI address;

  Api(URI address) {
    this.address = address;
  }

  HttpResponse<String> send(String method, String path, @Nullable Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", Deployed.TOKEN)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  Map<?, ?> json(String method, String path, @Nullable Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    if (!answer.body().startsWith("{")) return Map.of();
    try {
      if (Json.read(answer.body().getBytes(UTF_8)) instanceof Map<?, ?> map) return map;
    } catch (Json.Malformed e) {
      throw new IllegalStateException(answer.body(), e);
    }
    throw new IllegalStateException(answer.body());
  }

  /** The rows of all pages. */
  List<Map<?, ?>> rows(String path, int perPage) throws IOException, InterruptedException {
    List<Map<?, ?>> rows = new ArrayList<>();
    for (int page = 1; ; page++) {
      Map<?, ?> answer = json("GET", path + "&perpage=" + perPage + "&page=" + page, null);
      if (answer.get("results") instanceof List<?> results) {
        for (Object each : results) if (each instanceof Map<?, ?> row) rows.add(row);
      }
      if (answer.get("next") == null) return rows;
    }
  }

  /** Makes an integration. */
  Source integration(String type) throws IOException, InterruptedException {
    Map<?, ?> made = json("POST", "/api/v1/integrations/", Map.of("type", type));
    return new Source(
        String.valueOf(made.get("id")), URI.create(String.valueOf(made.get("link"))).getPath());
  }

  /**
   * An integration.
   *
   * @param path what its senders use
   */
  record Source(String id, String path) {}

  @Override
  public void close() throws IOException {
    http.close();
  }
}
