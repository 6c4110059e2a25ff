package dev.watchbill.handlers.intake;

import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.handlers.golden.GoldenReplay;
import dev.watchbill.handlers.golden.GoldenWorld;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the original answered to alerts, and what became of them. */
class RecordedAlertsTest implements GoldenReplay.Passing {
  private static final String BASE = "https://watchbill.example";
  private static final String ADMIN = "a".repeat(64);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-03-01T12:00:00Z"));
  // Every look at the clock is a microsecond later, so that things are made one after the other.
  private final InstantSource clock = () -> now.updateAndGet(instant -> instant.plusNanos(1_000));
  private final WholeDeployment deployment =
      DaggerWholeDeployment.factory().of(new MemoryTable(clock), clock);
  private final Map<String, Resource> resources =
      Map.of(
          "integrations", deployment.integrations(),
          "routes", deployment.routes(),
          "escalation_chains", deployment.chains(),
          "alert_groups", deployment.groups(),
          "alerts", deployment.alerts(),
          "users", deployment.users(),
          "teams", deployment.teams(),
          "tokens", deployment.tokens(),
          "organizations", deployment.organizations());
  private final List<TimerJob> jobs =
      List.of(
          deployment.maintenanceEnd(),
          deployment.cascade(),
          deployment.autoResolve(),
          deployment.silenceExpiry(),
          deployment.heartbeatCheck());

  @TestFactory
  Stream<DynamicTest> conversations() {
    Instant at = now();
    deployment
        .storedOrganizations()
        .create(
            new Organization("OFIRST", "first", true, at, 1),
            new User(
                "UFIRST",
                "OFIRST",
                1,
                "admin",
                "admin@example.com",
                "",
                Role.ADMIN,
                null,
                "",
                at,
                1),
            new ApiToken(
                "ATFIRST", "OFIRST", "UFIRST", "first", OnCallGate.hash(ADMIN), at, null, 1));
    return new GoldenReplay(this::answer, this, GoldenWorld.make(this::answer, BASE, ADMIN))
        .tests("golden/ingestion-exceptions.json", "golden/oncall-api/ingestion.json");
  }

  private Response answer(Request request) {
    List<String> path = request.segments();
    if (path.getFirst().equals("integrations")) return deployment.intake().answer(request);
    Resource resource = path.size() > 2 ? resources.get(path.get(2)) : null;
    return resource == null
        ? Response.json(404, Map.of("detail", "Not found."))
        : resource.answer(request);
  }

  @Override
  public Instant now() {
    return now.get();
  }

  @Override
  public void pass(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
    for (TimerJob job : jobs) job.sweep(now(), () -> true);
  }
}
