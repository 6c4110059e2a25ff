package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.jobs.TimerJob;
import dev.watchbill.handlers.oncall.OnCallGate;
import dev.watchbill.storage.MemoryTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A deployment in this process, with everything that alert groups meet, and its time. */
public final class AlertsWorld implements GoldenReplay.Passing {
  private static final String BASE = "https://watchbill.example";
  private static final String ADMIN = "a".repeat(64);

  public final MemoryTable table;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-03-01T12:00:00Z"));
  private final AlertsDeployment deployment;
  private final Map<String, Resource> resources;
  private final List<TimerJob> jobs;
  private final Map<String, String> variables;

  public AlertsWorld() {
    // Every look at the clock is a microsecond later, so that things are made one after the other.
    InstantSource clock = () -> now.updateAndGet(instant -> instant.plusNanos(1_000));
    table = new MemoryTable(clock);
    deployment = DaggerAlertsDeployment.factory().of(table, clock);
    resources =
        Map.ofEntries(
            Map.entry("integrations", deployment.integrations()),
            Map.entry("routes", deployment.routes()),
            Map.entry("escalation_chains", deployment.chains()),
            Map.entry("alert_groups", deployment.groups()),
            Map.entry("alerts", deployment.alerts()),
            Map.entry("resolution_notes", deployment.notes()),
            Map.entry("timers", deployment.timers()),
            Map.entry("users", deployment.users()),
            Map.entry("teams", deployment.teams()),
            Map.entry("tokens", deployment.tokens()),
            Map.entry("organizations", deployment.organizations()));
    jobs =
        List.of(
            deployment.maintenanceEnd(),
            deployment.cascade(),
            deployment.silenceExpiry(),
            deployment.heartbeatCheck(),
            deployment.autoResolve(),
            deployment.erase());
    Instant at = now();
    deployment
        .storedOrganizations()
        .create(
            new Organization("OFIRST", "first", true, at, 1),
            new User(
                "UFIRST", "OFIRST", 1, "admin", "a@example.com", "", Role.ADMIN, null, "", at, 1),
            new ApiToken(
                "ATFIRST", "OFIRST", "UFIRST", "first", OnCallGate.hash(ADMIN), at, null, 1));
    variables = GoldenWorld.make(this::answer, BASE, ADMIN);
  }

  public GoldenReplay replay() {
    return new GoldenReplay(this::answer, this, variables);
  }

  /** A token, or the id of a user or team of the world. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) throw new IllegalArgumentException(name);
    return value;
  }

  public Response answer(Request request) {
    List<String> path = request.segments();
    if (path.getFirst().equals("integrations")) return deployment.intake().answer(request);
    Resource resource = path.size() > 2 ? resources.get(path.get(2)) : null;
    return resource == null
        ? Response.json(404, Map.of("detail", "Not found."))
        : resource.answer(request);
  }

  /** One request with the token of a variable; {@code body} null = none. */
  public Response call(String token, String method, String target, @Nullable Object body) {
    int question = target.indexOf('?');
    return answer(
        Request.of(
            method,
            question < 0 ? target : target.substring(0, question),
            question < 0 ? "" : target.substring(question + 1),
            Map.of("authorization", variable(token), "content-type", "application/json"),
            body == null ? new byte[0] : Json.write(body).getBytes(UTF_8),
            "test"));
  }

  @Override
  public Instant now() {
    return now.get();
  }

  @Override
  public void pass(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
    // Twice: what runs in the first turn may set something that is due at once.
    for (int turn = 0; turn < 2; turn++) {
      for (TimerJob job : jobs) job.sweep(now(), () -> true);
    }
  }
}
