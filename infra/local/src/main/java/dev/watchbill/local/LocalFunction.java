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
  private final Semaphore concurrency;

  LocalFunction(
      String name, Duration timeout, Supplier<RequestStreamHandler> maker, Consumer<String> log) {
    this(name, timeout, MOST_INSTANCES, maker, log);
  }

  LocalFunction(
      String name,
      Duration timeout,
      int instances,
      Supplier<RequestStreamHandler> maker,
      Consumer<String> log) {
    this.name = name;
    this.timeout = timeout;
    this.maker = maker;
    this.log = log;
    this.concurrency = new Semaphore(instances);
    // one instance now, so that a handler that is not there is noticed at the start
    idle.push(maker.get());
  }

  String name() {
    return name;
  }

  /** Runs the function and gives its answer. A failure is also said in the log. */
  byte[] invoke(byte[] event) throws FunctionFailed {
    try {
      takeInstance();
      return run(event);
    } catch (FunctionFailed e) {
      log.accept(e.getMessage() + trace(e));
      throw e;
    }
  }

  private void takeInstance() throws FunctionFailed {
    try {
      if (concurrency.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) return;
      throw new FunctionFailed(name + " has all its instances busy", true, new TimeoutException());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FunctionFailed(name + " was interrupted", false, e);
    }
  }

  private byte[] run(byte[] event) throws FunctionFailed {
    var task = new FutureTask<>(() -> handle(event));
    Thread thread = start(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new FunctionFailed(name + " ran out of its " + timeout.toSeconds() + " s", true, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FunctionFailed(name + " failed: " + cause, false, cause);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new FunctionFailed(name + " was interrupted", false, e);
    }
  }

  /**
   * On a thread of the system's own: one that computes and does not listen to its interrupt keeps a
   * share of the processor, but the threads that serve HTTP get theirs. It also keeps its instance
   * until it ends, so that there are never more of them than instances.
   */
  private Thread start(FutureTask<byte[]> task) throws FunctionFailed {
    Runnable held =
        () -> {
          try {
            task.run();
          } finally {
            concurrency.release();
          }
        };
    try {
      return Thread.ofPlatform().daemon().name(name).start(held);
    } catch (OutOfMemoryError e) {
      concurrency.release();
      throw new FunctionFailed(name + " failed: " + e, false, e);
    }
  }

  /** An instance that ran out of time, or of memory, is not used again: its sandbox is gone. */
  private byte[] handle(byte[] event) throws IOException {
    RequestStreamHandler reused = idle.poll();
    RequestStreamHandler instance = reused == null ? maker.get() : reused;
    LocalContext context = new LocalContext(name, timeout, System.nanoTime());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      instance.handleRequest(new ByteArrayInputStream(event), out, context);
    } catch (IOException | RuntimeException e) {
      if (context.getRemainingTimeInMillis() > 0) idle.push(instance);
      throw e;
    }
    if (context.getRemainingTimeInMillis() > 0) idle.push(instance);
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
