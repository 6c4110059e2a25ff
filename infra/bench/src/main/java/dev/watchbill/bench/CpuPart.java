package dev.watchbill.bench;

final class CpuPart implements Part {
  @Override
  public Results run(Options options) {
    return new Results("Cpu", "x");
  }
}
