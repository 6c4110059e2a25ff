package dev.watchbill.handlers.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * One queue serves the timers of all kinds and one function most of their sweeps, because a month in which nothing happens must not
 * grow dearer with every kind (decision 13). That the kinds do not stand in each other's way is closed here: a message answers for itself alone, a kind whose sweep fails
 * does not stop the sweeps after it, and a kind with a flood of overdue timers leaves each other kind the time it needs. The sweep
 * begins with another kind every minute, so that of two floods neither always comes last.
 */
/**
 * A function behind the minute's schedule (DESIGN §3), and one of them behind the timer queue;
 * every timer goes to the job of its kind. An event with {@code Records} comes from the queue and
 * is answered with the messages to be delivered again; any other one is the minute's sweep.
 */
public class JobFunction implements RequestStreamHandler {
  /** A sweep stops before the function's own time is over: what is left waits a minute. */
  private static final int SPARE_MILLIS = 5_000;

  /** What a sweep leaves to each kind after it. A kind that is not flooded needs far less. */
  static final int RESERVED_MILLIS = 1_000;

  /** Where nobody counts the time, as in a test. */
  private static final long NO_CONTEXT_MILLIS = 60_000;

  private final Function<TimerKind, TimerJob> jobs;
  private final List<TimerKind> swept;
  private final InstantSource clock;

  /**
   * @param swept the kinds whose overdue timers this function looks for; a message may be of any
   */
  protected JobFunction(
      Function<TimerKind, TimerJob> jobs, Set<TimerKind> swept, InstantSource clock) {
    this.jobs = jobs;
    this.swept = List.copyOf(swept);
    this.clock = clock;
  }

  public final Set<TimerKind> swept() {
    return Set.copyOf(swept);
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
            ? messages(records, context)
            : sweep(context);
    out.write(Json.write(answer).getBytes(UTF_8));
  }

  private Object sweep(@Nullable Context context) {
    Instant now = clock.instant();
    List<TimerKind> turns = new ArrayList<>(swept);
    Collections.rotate(turns, Math.floorMod(now.getEpochSecond() / 60, turns.size()));
    TimerJob.Sweep all = TimerJob.Sweep.NOTHING;
    @Nullable RuntimeException failure = null;
    for (int i = 0; i < turns.size(); i++) {
      int kept = SPARE_MILLIS + (turns.size() - 1 - i) * RESERVED_MILLIS;
      BooleanSupplier timeRemains =
          context == null ? () -> true : () -> context.getRemainingTimeInMillis() > kept;
      try {
        all = all.and(jobs.apply(turns.get(i)).sweep(now, timeRemains));
      } catch (RuntimeException e) {
        Log.error("a sweep failed", turns.get(i).slug(), e);
        failure = e;
      }
    }
    if (failure != null) throw failure; // so that it counts as an error of the function
    return Map.of(
        "ran", all.ran(), "queued", all.queued(), "failed", all.failed(), "parked", all.parked());
  }

  /**
   * One message cannot spend the time of its neighbours: what is not done in time is given back.
   */
  private Object messages(List<?> records, @Nullable Context context) {
    List<SQSMessage> messages = records.stream().map(JobFunction::message).toList();
    List<Callable<Boolean>> tasks =
        messages.stream().<Callable<Boolean>>map(each -> () -> fails(each.getBody())).toList();
    long millis =
        context == null
            ? NO_CONTEXT_MILLIS
            : Math.max(0, context.getRemainingTimeInMillis() - SPARE_MILLIS);
    List<Object> failures = new ArrayList<>();
    // Not closed, which would wait for whoever does not heed the interrupt.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Boolean>> done = threads.invokeAll(tasks, millis, TimeUnit.MILLISECONDS);
      for (int i = 0; i < done.size(); i++) {
        if (!succeeded(done.get(i), messages.get(i))) {
          failures.add(Map.of("itemIdentifier", messages.get(i).getMessageId()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while timers ran", e);
    } finally {
      threads.shutdownNow();
    }
    return Map.of("batchItemFailures", failures);
  }

  private static boolean succeeded(Future<Boolean> message, SQSMessage which) {
    return switch (message.state()) {
      case SUCCESS -> !message.resultNow();
      case FAILED -> {
        Log.error("a message failed", which.getMessageId(), message.exceptionNow());
        yield false;
      }
      case CANCELLED -> {
        Log.error("a message was not done in time; it comes again", which.getMessageId());
        yield false;
      }
      case RUNNING -> throw new IllegalStateException("all of them have ended");
    };
  }

  private static SQSMessage message(Object record) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("");
    message.setBody("");
    if (record instanceof Map<?, ?> fields) {
      if (fields.get("messageId") instanceof String id) message.setMessageId(id);
      if (fields.get("body") instanceof String body) message.setBody(body);
    }
    return message;
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
      TimerJob job = jobs.apply(named.get().kind());
      return job.wake(named.get(), clock.instant()) == TimerJob.Outcome.FAILED;
    } catch (TableUnavailable e) {
      Log.error("the table did not answer", message, e);
      return true;
    }
  }
}
