package dev.watchbill.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.watchbill.domain.LetterCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API: takes a request, refuses what API Gateway refuses (DESIGN §5), hands it to the
 * function of its route. Listens on loopback only.
 */
final class Gateway {

  /** Request line and header values together, as the gateway counts them. */
  private static final int HEAD_BYTES = 10_240;

  private static final int BODY_BYTES = 10 * 1024 * 1024;

  /** How much of a body that is too large is read away, so that its sender hears the answer. */
  private static final int DRAINED_BYTES = 64 * 1024 * 1024;

  /** How long requests that run may go on when it is stopped. */
  private static final int STOP_SECONDS = 2;

  /** Seconds in which a request must have come whole, head and body. */
  private static final String REQUEST_SECONDS = "10";

  static {
    // Read once by HttpServer, when the first one is made. Without nodelay a middling answer waits
    // 40 ms for the client's acknowledgement; without maxReqTime who sends half a request is waited
    // for for ever.
    standard("sun.net.httpserver.nodelay", "true");
    standard("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
  }

  /** What the gateway serves once everything is there. */
  record Service(
      HttpRoutes routes,
      Map<String, LocalFunction> functions,
      RunnerPages pages,
      Pace pace,
      Serving serving,
      InstantSource clock) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Consumer<String> log;
  private volatile @Nullable Service service;

  /** Takes the port; every request gets 503 until {@link #serve}. */
  Gateway(int port, Consumer<String> log) throws IOException {
    this.log = log;
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
    server.start();
  }

  /** Unless whoever started this Java said otherwise. */
  private static void standard(String property, String value) {
    if (System.getProperty(property) == null) System.setProperty(property, value);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void serve(Service ready) {
    service = ready;
  }

  void stop() {
    service = null;
    server.stop(STOP_SECONDS);
    threads.shutdownNow();
  }

  private void exchange(HttpExchange exchange) {
    try (exchange) {
      GatewayAnswer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException | Error bug) {
        // also for want of memory: whoever asked is told, and the thread is not lost without a word
        log.accept("the runner failed: " + bug);
        answer = GatewayAnswer.serverError();
      }
      send(exchange, answer);
    } catch (IOException hungUp) {
      // the client went away: nobody is left to tell
      return;
    }
  }

  private GatewayAnswer answer(HttpExchange exchange) throws IOException {
    Service ready = service;
    if (ready == null) return GatewayAnswer.message(503, "Service Unavailable");
    Optional<GatewayAnswer> refusal = headRefusal(exchange);
    byte[] body = body(exchange.getRequestBody());
    if (refusal.isPresent()) return refusal.get();
    if (body.length > BODY_BYTES) return tooLarge();
    Map<String, List<String>> headers = new HashMap<>(exchange.getRequestHeaders());
    GatewayEvent request =
        new GatewayEvent(
            LetterCase.upper(exchange.getRequestMethod()),
            exchange.getRequestURI(),
            headers,
            body,
            exchange.getRemoteAddress().getAddress().getHostAddress(),
            ready.clock().instant());
    Optional<GatewayAnswer> page = ready.pages().answer(request);
    if (page.isPresent()) return page.get();
    Optional<String> obstacle = ready.serving().obstacle();
    if (obstacle.isPresent()) return GatewayAnswer.notServing(obstacle.get());
    GatewayAnswer answer = invoke(ready, request);
    try {
      ready.pace().afterRequest();
    } catch (NoProgress | NotServing later) {
      log.accept("after a request: " + later.getMessage()); // its answer is true all the same
    }
    return answer;
  }

  private static GatewayAnswer invoke(Service ready, GatewayEvent request) {
    HttpRoutes.Match match = ready.routes().find(request.method(), request.rawPath()).orElse(null);
    if (match == null) return GatewayAnswer.message(404, "Not Found");
    byte[] event = request.json(match);
    if (event.length > LocalFunction.PAYLOAD_BYTES) return tooLarge();
    LocalFunction function = ready.functions().get(match.route().function());
    if (function == null) return GatewayAnswer.serverError();
    try {
      return GatewayAnswer.of(function.invoke(event));
    } catch (FunctionFailed e) {
      return e.outOfTime()
          ? GatewayAnswer.message(503, "Service Unavailable")
          : GatewayAnswer.serverError();
    }
  }

  private static GatewayAnswer tooLarge() {
    return GatewayAnswer.message(413, "Request Entity Too Large");
  }

  private static Optional<GatewayAnswer> headRefusal(HttpExchange exchange) {
    int line =
        exchange.getRequestMethod().length()
            + exchange.getRequestURI().toString().length()
            + " ".length()
            + " HTTP/1.1".length();
    if (line > HEAD_BYTES) return Optional.of(GatewayAnswer.message(414, "URI Too Long"));
    int size = line;
    for (List<String> values : exchange.getRequestHeaders().values()) {
      for (String value : values) size += value.length();
    }
    return size > HEAD_BYTES
        ? Optional.of(GatewayAnswer.message(431, "Request Header Fields Too Large"))
        : Optional.empty();
  }

  /** The body; one byte more than allowed stands for all that are too large. */
  private static byte[] body(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[16_384];
    long read = 0;
    for (int n = in.read(buffer); n >= 0 && read < DRAINED_BYTES; n = in.read(buffer)) {
      read += n;
      body.write(buffer, 0, Math.min(n, BODY_BYTES + 1 - body.size()));
    }
    return body.toByteArray();
  }

  private static void send(HttpExchange exchange, GatewayAnswer answer) throws IOException {
    for (Map.Entry<String, String> header : answer.headers()) {
      exchange.getResponseHeaders().add(header.getKey(), header.getValue());
    }
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head && !bodiless) {
      // HttpServer warns about a length without a body, so it is written by hand
      exchange.getResponseHeaders().set("Content-Length", "" + answer.body().length);
    }
    // for HttpServer 0 means chunked and -1 means empty
    boolean empty = bodiless || head || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
    if (!empty) exchange.getResponseBody().write(answer.body());
  }
}
