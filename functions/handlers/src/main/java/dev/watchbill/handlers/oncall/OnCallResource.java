package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.UnreadableRow;
import dev.watchbill.domain.org.Role;
import dev.watchbill.handlers.http.Body;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One path below {@code /api/v1/}: what all of them share, so that a resource shows only what is
 * its own. Paths work with and without a slash at the end (spec oncall-api §1.1); permission is
 * decided before the object is looked up (§1.4).
 */
public abstract class OnCallResource implements Resource {
  private final OnCallGate gate;
  private final Role reader;
  private final Role writer;

  protected OnCallResource(OnCallGate gate, Role reader, Role writer) {
    this.gate = gate;
    this.reader = reader;
    this.writer = writer;
  }

  /** The verbs of one address: what answers each method. */
  protected record Verbs(Map<String, Verb> byMethod) {
    Verbs() {
      this(new LinkedHashMap<>());
    }

    Verbs on(String method, Role needed, java.util.function.Function<Call, Response> does) {
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
  protected record Verb(Role needed, java.util.function.Function<Call, Response> does) {}

  /**
   * The verbs of the address below this resource ({@code []} = the collection, {@code [id]} = one,
   * {@code [id, action]}), or null when there is no such address.
   */
  protected abstract @Nullable Verbs verbs(List<String> below);

  /** Whether its answers show tokens or addresses that are keys; few do. */
  protected boolean showsSecrets() {
    return false;
  }

  protected OnCallGate.Throttle throttle() {
    return OnCallGate.Throttle.PUBLIC_API;
  }

  /**
   * The answer of an address that has a key of its own instead of the API's token; null = not such
   * an address, which is the default.
   */
  protected @Nullable Response open(Request request, List<String> below) {
    return null;
  }

  @Override
  public final Response answer(Request request) {
    Response answer = answered(request);
    return showsSecrets() ? answer.secret() : answer;
  }

  private Response answered(Request request) {
    // segments: api, v1, <resource>, …
    List<String> below = request.segments().subList(3, request.segments().size());
    Verbs verbs = below.stream().allMatch(OnCallResource::mayBeId) ? verbs(below) : null;
    if (verbs == null) return Refusals.of(new Problem.NotFound());
    Response opened = open(request, below);
    if (opened != null) return opened;
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    if (method.equals("OPTIONS")) {
      return Response.json(200, Map.of()).header("allow", verbs.allow());
    }
    Verb verb = verbs.byMethod().get(method);
    Role needed = verb == null ? Role.NONE : verb.needed();
    return switch (gate.enter(request, needed, throttle())) {
      case OnCallGate.Entry.Turned turned -> Refusals.of(turned.problem());
      case OnCallGate.Entry.Admitted admitted ->
          verb == null
              ? Refusals.of(new Problem.MethodNotAllowed(request.method(), verbs.allow()))
              : done(verb, admitted.call(), below);
    };
  }

  /** A row that cannot be read is not in the way of others, and admins can delete it. */
  private Response done(Verb verb, Call call, List<String> below) {
    try {
      return verb.does().apply(call);
    } catch (UnreadableRow row) {
      boolean asked = below.equals(List.of(row.id())) && row.org().equals(call.org());
      if (!asked || !call.request().method().equals("DELETE") || !call.caller().isAdmin()) {
        return Refusals.of(
            new Problem.Conflict(
                "The stored "
                    + row.kind()
                    + " "
                    + row.id()
                    + " is damaged; an admin can delete it."));
      }
      gate.discard(row);
      return Response.empty(204);
    }
  }

  /** Ids have no dots (spec oncall-api §1.1), and nothing is found below an empty one. */
  private static boolean mayBeId(String segment) {
    return !segment.isEmpty() && segment.indexOf('.') < 0;
  }

  protected final Role reader() {
    return reader;
  }

  protected final Role writer() {
    return writer;
  }

  protected static Response refuse(Problem problem) {
    return Refusals.of(problem);
  }

  protected static Response notFound() {
    return Refusals.of(new Problem.NotFound());
  }

  /** Reads the body as an object and hands it on; anything else is refused in this dialect. */
  protected static Response withFields(Call call, BiFunction<Call, Fields, Response> then) {
    return switch (Body.of(call.request())) {
      case Body.Unreadable unreadable -> Refusals.of(unreadable.problem());
      case Body.Value body -> {
        if (!(body.value() instanceof Map<?, ?> map)) {
          yield Refusals.of(
              new Problem.Invalid(Refusals.nonField("Invalid data. Expected a dictionary.")));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put(String.valueOf(name), value));
        yield then.apply(call, new Fields(values));
      }
    };
  }
}
