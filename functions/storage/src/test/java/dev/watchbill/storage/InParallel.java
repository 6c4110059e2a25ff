package dev.watchbill.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on several threads and throws what one of them threw. */
final class InParallel {

  private InParallel() {}

  static void run(int threads, List<Runnable> tasks) {
    try (var executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable task : tasks) running.add(executor.submit(task));
      for (Future<?> one : running) one.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
