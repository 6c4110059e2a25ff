package dev.watchbill.handlers.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.storage.TableUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * One function runs the timers of all kinds, because a month in which nothing happens must not grow dearer with every kind (decision
 * 13). That the kinds do not stand in each other's way is closed here: a message answers for itself alone, a kind whose sweep fails
 * does not stop the sweeps after it, and a kind with a flood of overdue timers leaves each other kind the time it needs. The sweep
 * begins with another kind every minute, so that of two floods neither always comes last.
 */
/**
 * The function behind the minute's schedule and the timer queue (DESIGN §3); every timer goes to
 * the job of its kind. An event with {@code Records} comes from the queue and is answered with the
 * messages to be delivered again; any other one is the minute's sweep.
 */
public class JobFunction implements RequestStreamHandler {
  /** A sweep stops before the function's own time is over: what is left waits a minute. */
  private static final int SPARE_MILLIS = 5_000;

  /** What a sweep leaves to each kind after it. A kind that is not flooded needs far less. */
  static final int RESERVED_MILLIS = 1_000;

  private final List<TimerJob> jobs = new ArrayList<>();
  private final InstantSource clock;

  protected JobFunction(Function<TimerKind, TimerJob> jobs, InstantSource clock) {
    for (TimerKind kind : TimerKind.values()) this.jobs.add(jobs.apply(kind));
    this.clock = clock;
  }

  @Override
  public final void handleRequest(InputStream in, OutputStream out, @Nullable Context context)
      throws IOException {
    Object event;
    try {
      event = Json.read(in.readAllBytes());
    } catch (Json.Malformed e) {
      throw new IOException("not an event: " + e.getMessage());
    }
    Object answer =
        event instanceof Map<?, ?> map && map.get("Records") instanceof List<?> records
            ? messages(records)
            : sweep(context);
    out.write(Json.write(answer).getBytes(UTF_8));
  }

  private Object sweep(@Nullable Context context) {
    Instant now = clock.instant();
    List<TimerJob> turns = new ArrayList<>(jobs);
    Collections.rotate(turns, Math.floorMod(now.getEpochSecond() / 60, jobs.size()));
    TimerJob.Sweep all = TimerJob.Sweep.NOTHING;
    @Nullable RuntimeException failure = null;
    for (int i = 0; i < turns.size(); i++) {
      int kept = SPARE_MILLIS + (turns.size() - 1 - i) * RESERVED_MILLIS;
      BooleanSupplier timeRemains =
          context == null ? () -> true : () -> context.getRemainingTimeInMillis() > kept;
      try {
        all = all.and(turns.get(i).sweep(now, timeRemains));
      } catch (RuntimeException e) {
        Log.error("a sweep failed", turns.get(i).kind().slug(), e);
        failure = e;
      }
    }
    if (failure != null) throw failure; // so that it counts as an error of the function
    return Map.of(
        "ran", all.ran(), "queued", all.queued(), "failed", all.failed(), "parked", all.parked());
  }

  private Object messages(List<?> records) {
    List<Object> failures = new ArrayList<>();
    for (Object each : records) {
      if (each instanceof Map<?, ?> record && fails(String.valueOf(record.get("body")))) {
        failures.add(Map.of("itemIdentifier", String.valueOf(record.get("messageId"))));
      }
    }
    return Map.of("batchItemFailures", failures);
  }

  /** One message's trouble is its own: the others of the batch run. */
  private boolean fails(String message) {
    Optional<Timer> named = Timer.fromMessage(message);
    if (named.isEmpty()) {
      // Perhaps of a release that knows more kinds: never dropped, but kept among the dead letters.
      Log.error("a message names no timer that is known here", message);
      return true;
    }
    try {
      TimerJob job = jobs.get(named.get().kind().ordinal());
      return job.wake(named.get(), clock.instant()) == TimerJob.Outcome.FAILED;
    } catch (TableUnavailable e) {
      Log.error("the table did not answer", message, e);
      return true;
    }
  }
}
