package dev.watchbill.bench;

final class TimersPart implements Part {
  @Override
  public Results run(Options options) {
    return new Results("Timers", "x");
  }
}
