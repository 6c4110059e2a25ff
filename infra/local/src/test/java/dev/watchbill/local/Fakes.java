package dev.watchbill.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Functions for tests: each is what {@link #on} says, by handler class, and remembers its events.
 * The first organisation is remembered by its token, the table is an address nobody visits.
 */
final class Fakes implements Wiring {

  /** A function: event and world in, answer out. */
  interface Body {
    String answer(JsonNode event, World world) throws Exception;
  }

  static final TableServer.Starter NO_TABLE =
      (folder, name, log, lost) ->
          new TableServer() {
            @Override
            public URI endpoint() {
              return URI.create("http://127.0.0.1:1");
            }

            @Override
            public void close() {}
          };

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<String> log = new CopyOnWriteArrayList<>();
  final List<JsonNode> events = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();
  final List<String> replacedTokens = new CopyOnWriteArrayList<>();

  /** As if the runner died before the first organisation was there. */
  boolean refusesTokens;

  final Map<String, Map<String, String>> environments = new HashMap<>();
  private final Map<String, Body> bodies = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private volatile Instant needed = Instant.MAX;
  private @Nullable World world;

  /** The next instant at which a sweep is of use. */
  void needsASweepAt(Instant instant) {
    needed = instant;
  }

  Fakes on(String handler, Body body) {
    bodies.put(handler, body);
    return this;
  }

  /** As if there were no such class. */
  void refuse(String handler) {
    missing.add(handler);
  }

  World world() {
    if (world == null) throw new IllegalStateException("not started");
    return world;
  }

  Map<String, String> environment(String handler) {
    return environments.getOrDefault(handler, Map.of());
  }

  @Override
  public FunctionFactory functions(World found) {
    world = found;
    return (function, environment) -> {
      String handler = function.handlerClass();
      if (missing.contains(handler)) throw new StartRefused("there is no class " + handler);
      environments.put(handler, environment);
      return handler(bodies.getOrDefault(handler, (event, any) -> "{\"statusCode\":200}"), found);
    };
  }

  private RequestStreamHandler handler(Body body, World found) {
    return (in, out, context) -> {
      JsonNode event = JSON.readTree(in);
      events.add(event);
      try {
        out.write(body.answer(event, found).getBytes(StandardCharsets.UTF_8));
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Override
  public FirstOrganisation firstOrganisation(World found) {
    return (token, replaced) -> {
      replacedTokens.addAll(replaced);
      if (refusesTokens) throw new StartRefused("died on the way");
      tokens.add(token);
    };
  }

  @Override
  public Sweeps sweeps(World found) {
    return latest -> needed.isBefore(latest) ? needed : latest;
  }

  /** Settings of a test: any free port, nothing kept. */
  static Settings settings(boolean manual) {
    return new Settings(
        0, "test-token", null, manual, null, "default", false, Settings.INBOUND_DOMAIN, null);
  }

  static Settings settings(Path data) {
    return new Settings(0, null, data, true, null, "default", false, Settings.INBOUND_DOMAIN, null);
  }

  /** A template with one function per given part; the text block is indented by two. */
  static Template template(String resources) {
    return TemplateReader.parse("Resources:\n" + resources.indent(2));
  }
}
