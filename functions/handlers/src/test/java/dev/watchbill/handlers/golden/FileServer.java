package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Documents on a loopback port, for recordings that have the deployment fetch something. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final List<Map<String, Object>> requests = new CopyOnWriteArrayList<>();

  private record Document(int status, String contentType, byte[] body) {}

  private FileServer(HttpServer server) {
    this.server = server;
  }

  static FileServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FileServer files = new FileServer(server);
      server.createContext("/", files::answer);
      server.start();
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void put(String path, int status, String contentType, byte[] body) {
    documents.put(path, new Document(status, contentType, body));
  }

  /** The requests that a path has got so far, as the recordings write them. */
  List<Map<String, Object>> received(String path) {
    return requests.stream().filter(request -> path.equals(request.get("path"))).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, Object> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      requests.add(
          Map.of(
              "method", exchange.getRequestMethod(),
              "path", exchange.getRequestURI().getPath(),
              "headers", headers));
      Document document =
          documents.getOrDefault(
              exchange.getRequestURI().getPath(),
              new Document(404, "text/plain", "not found".getBytes(UTF_8)));
      exchange.getResponseHeaders().add("Content-Type", document.contentType());
      exchange.sendResponseHeaders(document.status(), document.body().length);
      exchange.getResponseBody().write(document.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
