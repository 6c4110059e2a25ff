package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Carriers;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.Outbox;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.jobs.TimerJob.Outcome;
import dev.watchbill.handlers.wiring.Surroundings;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.storage.DynamoTimers;
import dev.watchbill.storage.MemoryTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A whole deployment in this process on a clock that stands still, until it is moved from one due
 * timer to the next. What is sent is caught.
 */
final class TimelineWorld {
  static final String ADMIN = "a".repeat(64);

  /** More than this at one instant is work that makes more work without end. */
  private static final int MOST_AT_ONCE = 10_000;

  /** What left the house. */
  record Caught(Instant at, Delivery delivery, String to, Message message) {}

  /** Nobody carries anything: all of it is caught. */
  private record Catching(List<Caught> into) implements Carriers, Outbox {
    @Override
    public Optional<Carrier> of(DeliveryChannel channel) {
      return Optional.empty();
    }

    @Override
    public Optional<Outbox> outbox() {
      return Optional.of(this);
    }

    @Override
    public void keep(
        Delivery delivery, String to, Message message, @Nullable String answerUrl, Instant at) {
      into.add(new Caught(at, delivery, to, message));
    }
  }

  final List<Caught> outbox = new ArrayList<>();

  private final AtomicReference<Instant> now;
  private final Timers timers;
  private final Watchbill deployment;
  private final Resource everything;
  private final Deque<String> lane = new ArrayDeque<>();

  TimelineWorld(Instant start) {
    now = new AtomicReference<>(start);
    InstantSource clock = now::get;
    Random random = new Random(7);
    MemoryTable table = new MemoryTable(clock);
    timers = new DynamoTimers(table);
    deployment =
        Watchbill.in(
            Surroundings.of(
                    new Settings("https://watchbill.example", false, "in.example"),
                    clock,
                    new PublicIds(() -> random),
                    table,
                    pause -> Thread.yield(),
                    () -> new byte[32],
                    (message, delay) -> {},
                    new SafeHttp(SafeHttp.Limits.DEFAULT.withLoopback(true)))
                .with(lane::add, new Catching(outbox)));
    everything = deployment.fallback();
    deployment.firstOrganisation().ensure(ADMIN);
  }

  /** One request, and all that is due afterwards at the same instant. */
  Response call(String method, String target, @Nullable Object body, @Nullable String token) {
    int question = target.indexOf('?');
    Response response =
        everything.answer(
            Request.of(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                token == null
                    ? Map.of("content-type", "application/json")
                    : Map.of("authorization", token, "content-type", "application/json"),
                body == null ? new byte[0] : Json.write(body).getBytes(UTF_8),
                "timeline"));
    moveTo(now.get());
    return response;
  }

  /** Runs each timer at the very instant at which it is due, and what it makes due. */
  void moveTo(Instant target) {
    send();
    int atOnce = 0;
    for (Optional<Timer> next = first(target); next.isPresent(); next = first(target)) {
      if (next.get().due().isAfter(now.get())) {
        now.set(next.get().due());
        atOnce = 0;
      }
      Outcome outcome = deployment.job(next.get().kind()).wake(next.get(), now.get());
      if (outcome != Outcome.RAN || ++atOnce > MOST_AT_ONCE) {
        throw new IllegalStateException(next.get() + " came to " + outcome);
      }
      send();
    }
    now.set(target);
  }

  private void send() {
    for (String next = lane.poll(); next != null; next = lane.poll()) {
      deployment.sending().send(next);
    }
  }

  private Optional<Timer> first(Instant until) {
    return Arrays.stream(TimerKind.values())
        .flatMap(kind -> timers.due(kind, until, 1).stream())
        .min(Comparator.comparing(Timer::due));
  }
}
