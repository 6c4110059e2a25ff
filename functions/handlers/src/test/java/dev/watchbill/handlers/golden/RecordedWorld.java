package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.jobs.TimerJob;
import dev.watchbill.handlers.wiring.Surroundings;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.storage.MemoryTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The whole deployment in this process, its time, and what the recordings expect to exist. */
public final class RecordedWorld implements GoldenReplay.Passing {
  private static final String BASE = "https://watchbill.example";
  private static final String ADMIN = "a".repeat(64);

  public final MemoryTable table;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-03-01T12:00:00Z"));
  private final Resource everything;
  private final List<TimerJob> jobs;
  private final Map<String, String> variables;

  public RecordedWorld() {
    this(false);
  }

  /** With request limits, or without. */
  public RecordedWorld(boolean limited) {
    // Every look at the clock is a microsecond later, so that things are made one after the other.
    InstantSource clock = () -> now.updateAndGet(instant -> instant.plusNanos(1_000));
    Random random = new Random(7);
    table = new MemoryTable(clock);
    Watchbill deployment =
        Watchbill.in(
            Surroundings.of(
                new Settings(BASE, limited, "in.example"),
                clock,
                new PublicIds(() -> random),
                table,
                pause -> Thread.yield(),
                () -> new byte[32],
                (message, delay) -> {},
                new SafeHttp(SafeHttp.Limits.DEFAULT.withLoopback(true))));
    everything = deployment.fallback();
    jobs = Arrays.stream(TimerKind.values()).map(deployment::job).toList();
    deployment.firstOrganisation().ensure(ADMIN);
    variables = new HashMap<>(GoldenWorld.make(this::answer, BASE, ADMIN));
    variables.put("manual_clock", "1");
    if (limited) variables.put("default_limits", "1");
  }

  public GoldenReplay replay() {
    return new GoldenReplay(this::answer, this, variables);
  }

  /** What conversations find set. */
  Map<String, String> variables() {
    return variables;
  }

  /** A token, or the id of a user or team of the world. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) throw new IllegalArgumentException(name);
    return value;
  }

  public Response answer(Request request) {
    return everything.answer(request);
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
