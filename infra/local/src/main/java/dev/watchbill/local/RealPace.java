package dev.watchbill.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Due work runs on threads that wait for it in real time. */
final class RealPace implements Pace {

  private static final Duration LONGEST_STOP = Duration.ofSeconds(35);

  private final List<Work> works;
  private final List<Thread> threads = new ArrayList<>();

  RealPace(List<Work> works) {
    this.works = List.copyOf(works);
  }

  @Override
  public void start() {
    for (Work work : works) {
      // what became due while nothing ran should not wait for the next full minute
      if (work instanceof ScheduleRule rule) {
        threads.add(Thread.ofVirtual().name("first sweep").start(rule::runNow));
      }
      for (int i = 0; i < work.concurrency(); i++) {
        threads.add(Thread.ofVirtual().name("work").start(() -> serve(work)));
      }
    }
  }

  private static void serve(Work work) {
    try {
      while (work.awaitDue()) work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The queue's own signal has woken a thread already. */
  @Override
  public void afterRequest() {}

  @Override
  public void stop() {
    works.forEach(Work::close);
    try {
      for (Thread thread : threads) {
        if (!thread.join(LONGEST_STOP)) thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
