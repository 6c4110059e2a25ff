package dev.watchbill.handlers.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.handlers.http.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One function for all kinds, in which no kind stands in another's way. */
class JobFunctionTest {
  private static final String SWEEP =
      "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

  private final JobWorld world = new JobWorld();
  private final Set<String> broken = new HashSet<>();
  private final Set<TimerKind> unreadable = new HashSet<>();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> slow = ConcurrentHashMap.newKeySet();
  private int millisLeft = 29_000;
  private int millisEach;
  private final Map<TimerKind, TimerJob> jobs = new EnumMap<>(TimerKind.class);
  private final JobFunction function =
      new JobFunction(
          kind -> jobs.computeIfAbsent(kind, this::job),
          EnumSet.allOf(TimerKind.class),
          world.clock) {};

  private TimerJob job(TimerKind kind) {
    return new TimerJob(kind, world.timers, world.prompts, world.commits) {
      @Override
      protected Effect run(Timer due, Instant now) {
        millisLeft -= millisEach;
        if (slow.contains(due.subject())) sleepLong();
        if (broken.contains(due.subject())) throw new IllegalStateException("broken");
        ran.add(kind.slug() + " " + due.subject());
        return Effect.NOTHING;
      }

      @Override
      public Sweep sweep(Instant now, java.util.function.BooleanSupplier timeRemains) {
        if (unreadable.contains(kind)) throw new IllegalStateException("not a timer");
        return super.sweep(now, timeRemains);
      }
    };
  }

  private Timer set(TimerKind kind, String subject) {
    Timer timer = Timer.at(kind, world.clock.instant(), JobWorld.ORG, subject);
    // any change that sets a timer will do
    world.open(world.integration(IntegrationType.WEBHOOK), null, "{}", timer);
    return timer;
  }

  private String answer(String event) throws IOException {
    Context context =
        (Context)
            Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, args) -> {
                  assertThat(method.getName()).isEqualTo("getRemainingTimeInMillis");
                  return millisLeft;
                });
    var out = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, context);
    return out.toString(UTF_8);
  }

  /** Delivers a batch; the answer is the places of those to be delivered again. */
  private List<String> failures(String... messages) throws Exception {
    List<Object> records = new ArrayList<>();
    for (String message : messages) {
      records.add(Map.of("messageId", "m" + records.size(), "body", message));
    }
    List<String> failed = new ArrayList<>();
    Object answer = Json.read(answer(Json.write(Map.of("Records", records))).getBytes(UTF_8));
    if (!(answer instanceof Map<?, ?> map && map.get("batchItemFailures") instanceof List<?> all)) {
      throw new AssertionError(answer);
    }
    for (Object each : all) {
      if (each instanceof Map<?, ?> failure) {
        failed.add(String.valueOf(failure.get("itemIdentifier")));
      }
    }
    return failed;
  }

  @Test
  void everyMessageGoesToTheJobOfItsKindAndFailsAlone() throws Exception {
    broken.add("bad");
    Timer bad = set(TimerKind.ERASE, "bad");
    Timer good = set(TimerKind.ERASE, "good");
    Timer other = set(TimerKind.CASCADE, "other");
    assertThat(failures(bad.message(), good.message(), other.message())).containsExactly("m0");
    assertThat(ran).containsExactlyInAnyOrder("erase good", "cascade other");
    assertThat(failures(good.message())).as("it ran already").isEmpty();
    assertThat(ran).hasSize(2);
  }

  /** Waits for an answer that does not come, until it is interrupted. */
  private static void sleepLong() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void oneThatTakesLongIsGivenBackAloneAndItsNeighboursRun() throws Exception {
    slow.add("long");
    Timer first = set(TimerKind.ERASE, "long");
    Timer good = set(TimerKind.ERASE, "good");
    Timer other = set(TimerKind.CASCADE, "other");
    millisLeft = 5_300;
    assertThat(failures(first.message(), good.message(), other.message())).containsExactly("m0");
    assertThat(ran).containsExactlyInAnyOrder("erase good", "cascade other");
    slow.clear();
    millisLeft = 29_000;
    assertThat(failures(first.message())).isEmpty();
    assertThat(ran).contains("erase long");
  }

  @Test
  void aMessageThatNamesNoKnownTimerIsNeverDropped() throws Exception {
    Timer good = set(TimerKind.ERASE, "good");
    assertThat(
            failures(
                "of-a-newer-release#" + good.reference(),
                good.message(),
                good.reference(),
                "erase#nonsense",
                "nonsense",
                ""))
        .containsExactly("m0", "m2", "m3", "m4", "m5");
    assertThat(ran).containsExactly("erase good");
    assertThat(answer("{\"Records\":[{\"messageId\":\"m0\"}]}")).contains("\"m0\"");
  }

  @Test
  void aSweepRunsEveryKind() throws Exception {
    broken.add("bad");
    set(TimerKind.CASCADE, "bad");
    for (TimerKind kind : TimerKind.values()) set(kind, "x");
    assertThat(answer(SWEEP)).contains("\"ran\":12", "\"failed\":1", "\"parked\":0");
    assertThat(ran)
        .containsExactlyInAnyOrder(
            "silence-expiry x",
            "maintenance-end x",
            "heartbeat-check x",
            "auto-resolve x",
            "erase x",
            "cascade x",
            "shift-evaluation x",
            "escalation x",
            "paging x",
            "delivery x",
            "bundle x",
            "acknowledge-reminder x");
    assertThatThrownBy(() -> answer("nonsense")).isInstanceOf(IOException.class);
  }

  @Test
  void aKindThatCannotBeSweptStopsNoOther() {
    for (TimerKind kind : TimerKind.values()) set(kind, "x");
    unreadable.addAll(Set.of(TimerKind.SILENCE_EXPIRY, TimerKind.ERASE));
    assertThatThrownBy(() -> answer(SWEEP))
        .as("still an error of the function")
        .hasMessage("not a timer");
    assertThat(ran)
        .containsExactlyInAnyOrder(
            "maintenance-end x",
            "heartbeat-check x",
            "auto-resolve x",
            "cascade x",
            "shift-evaluation x",
            "escalation x",
            "paging x",
            "delivery x",
            "bundle x",
            "acknowledge-reminder x");
  }

  @Test
  void aFloodOfAnyKindLeavesTimeToEveryOther() throws Exception {
    for (TimerKind flooded : TimerKind.values()) {
      ran.clear();
      for (TimerKind kind : TimerKind.values()) set(kind, "a");
      for (int i = 0; i < 30; i++) set(flooded, "flood" + i);
      millisEach = JobFunction.RESERVED_MILLIS;
      millisLeft = 29_000;
      answer(SWEEP);
      for (TimerKind kind : TimerKind.values()) assertThat(ran).contains(kind.slug() + " a");
      assertThat(ran).hasSizeBetween(20, 25);
      assertThat(millisLeft).isGreaterThan(3_000);
      millisEach = 0;
      millisLeft = 29_000;
      answer(SWEEP);
      assertThat(ran).as("the rest").hasSize(TimerKind.values().length + 30);
    }
  }

  @Test
  void everyKindIsOnceTheFirst() throws Exception {
    Set<String> first = new HashSet<>();
    for (int i = 0; i < TimerKind.values().length; i++) {
      ran.clear();
      for (TimerKind kind : TimerKind.values()) set(kind, "x");
      answer(SWEEP);
      first.add(ran.getFirst());
      world.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(first).hasSameSizeAs(TimerKind.values());
  }
}
