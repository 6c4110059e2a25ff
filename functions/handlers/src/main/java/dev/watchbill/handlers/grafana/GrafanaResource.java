package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.UnreadableRow;
import dev.watchbill.domain.org.Role;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One path below {@code /api/} of a Grafana dialect. Paths are matched by their undecoded segments,
 * so that {@code %2F} stays inside a name, and work with a slash at the end (spec grafana-alerting
 * §1.1).
 */
public abstract class GrafanaResource implements Resource {
  private final GrafanaGate gate;

  protected GrafanaResource(GrafanaGate gate) {
    this.gate = gate;
  }

  /** The verbs of one address: what answers each method. */
  protected record Verbs(Map<String, Verb> byMethod) {
    public Verbs() {
      this(new LinkedHashMap<>());
    }

    public Verbs on(String method, Permission needed, Function<Call, Response> does) {
      byMethod.put(method, new Verb(needed, does));
      return this;
    }

    String allow() {
      StringBuilder allow = new StringBuilder();
      for (String method : byMethod.keySet()) {
        allow.append(method).append(", ");
        if (method.equals("GET")) allow.append("HEAD, ");
      }
      return allow.append("OPTIONS").toString();
    }
  }

  /** Who may, and what then happens. */
  protected record Verb(Permission needed, Function<Call, Response> does) {}

  /** The verbs of the address below {@code /api/}, or null when there is none. */
  protected abstract @Nullable Verbs verbs(List<String> path);

  @Override
  public final Response answer(Request request) {
    List<String> path = request.segments().subList(1, request.segments().size());
    // Nothing is found below an empty name: clients ask for one when they have lost theirs.
    Verbs verbs = path.contains("") ? null : verbs(path);
    if (verbs == null) return Errors.notFound();
    if (request.method().equals("OPTIONS")) {
      return Response.empty(200).header("allow", verbs.allow());
    }
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    Verb verb = verbs.byMethod().get(method);
    return switch (gate.enter(request, verb == null ? null : verb.needed())) {
      case GrafanaGate.Entry.Turned turned -> turned.response();
      case GrafanaGate.Entry.Admitted admitted ->
          verb == null
              ? Errors.plain(405, "Method not allowed").header("allow", verbs.allow())
              : done(verb, admitted.call(), path);
    };
  }

  /** A row that cannot be read is not in the way of others, and whoever may delete it can. */
  private Response done(Verb verb, Call call, List<String> path) {
    try {
      return verb.does().apply(call);
    } catch (UnreadableRow row) {
      boolean asked = path.getLast().equals(row.id()) && row.org().equals(call.org());
      if (!asked || !call.request().method().equals("DELETE")) {
        return Errors.plain(
            409, "The stored " + row.kind() + " " + row.id() + " is damaged; it can be deleted");
      }
      gate.discard(row);
      return Response.json(200, Map.of("message", "The damaged " + row.kind() + " is deleted"));
    }
  }

  @Override
  public final Response failure(Request request, int status, String text) {
    return Errors.plain(status, text);
  }

  /** Reads the body as JSON, whatever type it claims to have; anything else is refused. */
  protected static Response withJson(Call call, BiFunction<Call, @Nullable Object, Response> then) {
    try {
      return then.apply(call, Json.read(call.request().body()));
    } catch (Json.Malformed e) {
      return Errors.badData();
    }
  }

  /** Reads the body as an object. */
  protected static Response withMembers(Call call, BiFunction<Call, Members, Response> then) {
    return withJson(
        call,
        (c, value) ->
            value instanceof Map<?, ?> object
                ? then.apply(c, new Members(object))
                : Errors.badData());
  }

  /** Decides anew as long as somebody else is faster. */
  protected static Response untilWritten(Commits commits, Commits.Attempts<Response> attempt) {
    return commits.again(attempt).orElseGet(Errors::contended);
  }

  /** What to answer to a write; empty when somebody else was faster. */
  protected static Optional<Response> written(
      Saved saved, Supplier<Response> done, Supplier<Response> taken) {
    return switch (saved) {
      case Saved.Done _ -> Optional.of(done.get());
      case Saved.Duplicate _ -> Optional.of(taken.get());
      case Saved.Full _ -> Optional.of(Errors.quota());
      case Saved.TooLarge large -> Optional.of(Errors.tooLarge(large));
      case Saved.Stale _ -> Optional.empty();
    };
  }

  protected static Permission reader(String action) {
    return Permission.of(action, Role.VIEWER);
  }

  protected static Permission admin(String action) {
    return Permission.of(action, Role.ADMIN);
  }
}
