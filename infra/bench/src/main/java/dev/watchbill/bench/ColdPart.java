package dev.watchbill.bench;

final class ColdPart implements Part {
  @Override
  public Results run(Options options) {
    return new Results("Cold", "x");
  }
}
