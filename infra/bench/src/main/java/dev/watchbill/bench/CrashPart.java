package dev.watchbill.bench;

final class CrashPart implements Part {
  @Override
  public Results run(Options options) {
    return new Results("Crash", "x");
  }
}
