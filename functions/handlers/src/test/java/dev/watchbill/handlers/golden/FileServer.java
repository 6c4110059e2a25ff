package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Documents on a loopback port, for recordings that have the deployment fetch something. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();

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

  void put(String path, int status, String contentType, String body) {
    documents.put(path, new Document(status, contentType, body.getBytes(UTF_8)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
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
