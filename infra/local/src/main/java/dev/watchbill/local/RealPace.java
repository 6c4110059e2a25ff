package dev.watchbill.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Due work runs on threads that wait for it in real time, and for what is in its way to go. */
final class RealPace implements Pace {

  /** What still runs then is cut off: every job is made to die anywhere and be run again. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(1);

  private final List<Work> works;
  private final Serving serving;
  private final Consumer<String> log;
  private final List<Thread> threads = new ArrayList<>();

  RealPace(List<Work> works, Serving serving, Consumer<String> log) {
    this.works = List.copyOf(works);
    this.serving = serving;
    this.log = log;
  }

  @Override
  public void start() {
    for (Work work : works) {
      // what became due while nothing ran should not wait for the next full minute
      if (work instanceof ScheduleRule rule) {
        threads.add(Thread.ofVirtual().name("first sweep").start(() -> run(rule::runNow)));
      }
      for (int i = 0; i < work.concurrency(); i++) {
        threads.add(Thread.ofVirtual().name("work").start(() -> serve(work)));
      }
    }
  }

  private void serve(Work work) {
    try {
      while (work.awaitDue() && serving.await()) run(work::run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever is thrown, also for want of memory, must not end the thread: nobody else serves. */
  private void run(Runnable piece) {
    try {
      piece.run();
    } catch (RuntimeException | Error e) {
      log.accept("the runner failed: " + e);
    }
  }

  /** The queue's own signal has woken a thread already. */
  @Override
  public void afterRequest() {}

  @Override
  public void stop() {
    works.forEach(Work::close);
    serving.close();
    long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
    try {
      for (Thread thread : threads) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        if (!thread.join(left)) thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
