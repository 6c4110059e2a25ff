package dev.watchbill.handlers.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.storage.TableUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A function behind a schedule and a queue (DESIGN §3). An event with {@code Records} comes from
 * the queue and is answered with the messages to be delivered again; any other one is the minute's
 * sweep.
 */
public class JobFunction implements RequestStreamHandler {
  /** A sweep stops before the function's own time is over: what is left waits a minute. */
  private static final int SPARE_MILLIS = 5_000;

  private final TimerJob job;
  private final InstantSource clock;

  protected JobFunction(TimerJob job, InstantSource clock) {
    this.job = job;
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
    BooleanSupplier timeRemains =
        context == null ? () -> true : () -> context.getRemainingTimeInMillis() > SPARE_MILLIS;
    TimerJob.Sweep sweep = job.sweep(clock.instant(), timeRemains);
    return Map.of(
        "ran", sweep.ran(),
        "queued", sweep.queued(),
        "failed", sweep.failed(),
        "parked", sweep.parked());
  }

  private Object messages(List<?> records) {
    List<Object> failures = new ArrayList<>();
    for (Object each : records) {
      if (!(each instanceof Map<?, ?> record) || !(record.get("body") instanceof String body)) {
        continue;
      }
      if (fails(body)) {
        failures.add(Map.of("itemIdentifier", String.valueOf(record.get("messageId"))));
      }
    }
    return Map.of("batchItemFailures", failures);
  }

  /** One message's trouble is its own: the others of the batch run. */
  private boolean fails(String reference) {
    try {
      return job.run(reference, clock.instant()) == TimerJob.Outcome.FAILED;
    } catch (TableUnavailable e) {
      Log.error("the table did not answer", reference, e);
      return true;
    }
  }
}
