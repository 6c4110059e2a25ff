package dev.watchbill.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A Lambda function: instances that serve one event at a time, made when all others are busy, the
 * one used last used first. Events and answers are bytes, at most 6 MB, as in the cloud.
 */
final class LocalFunction {

  /** The largest event and answer of a synchronous invocation. */
  static final int PAYLOAD_BYTES = 6 * 1024 * 1024;

  private static final int MOST_INSTANCES = 64;

  private final String name;
  private final Duration timeout;
  private final Supplier<RequestStreamHandler> maker;
  private final Consumer<String> log;
  private final ConcurrentLinkedDeque<RequestStreamHandler> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore concurrency = new Semaphore(MOST_INSTANCES);

  LocalFunction(
      String name, Duration timeout, Supplier<RequestStreamHandler> maker, Consumer<String> log) {
    this.name = name;
    this.timeout = timeout;
    this.maker = maker;
    this.log = log;
    // one instance now, so that a handler that is not there is noticed at the start
    idle.push(maker.get());
  }

  String name() {
    return name;
  }

  /** Runs the function and gives its answer. A failure is also said in the log. */
  byte[] invoke(byte[] event) throws FunctionFailed {
    concurrency.acquireUninterruptibly();
    try {
      return run(event);
    } catch (FunctionFailed e) {
      log.accept(e.getMessage() + trace(e));
      throw e;
    } finally {
      concurrency.release();
    }
  }

  private byte[] run(byte[] event) throws FunctionFailed {
    RequestStreamHandler reused = idle.poll();
    RequestStreamHandler instance = reused == null ? maker.get() : reused;
    var task = new FutureTask<>(() -> handle(instance, event));
    Thread thread = Thread.ofVirtual().name(name).start(task);
    try {
      byte[] answer = task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      idle.push(instance);
      return answer;
    } catch (TimeoutException e) {
      // the instance is not used again: in the cloud its sandbox is thrown away
      thread.interrupt();
      throw new FunctionFailed(name + " ran out of its " + timeout.toSeconds() + " s", true, e);
    } catch (ExecutionException e) {
      idle.push(instance);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FunctionFailed(name + " failed: " + cause, false, cause);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new FunctionFailed(name + " was interrupted", false, e);
    }
  }

  private byte[] handle(RequestStreamHandler instance, byte[] event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    instance.handleRequest(
        new ByteArrayInputStream(event), out, new LocalContext(name, timeout, System.nanoTime()));
    if (out.size() > PAYLOAD_BYTES) throw new IOException("its answer is larger than 6 MB");
    return out.toByteArray();
  }

  private static String trace(FunctionFailed failure) {
    if (failure.outOfTime() || failure.getCause() == null) return "";
    StringBuilder text = new StringBuilder();
    StackTraceElement[] frames = failure.getCause().getStackTrace();
    for (int i = 0; i < Math.min(frames.length, 20); i++) {
      text.append("\n    at ").append(frames[i]);
    }
    return text.toString();
  }
}
