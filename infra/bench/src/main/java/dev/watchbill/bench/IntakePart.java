package dev.watchbill.bench;

final class IntakePart implements Part {
  @Override
  public Results run(Options options) {
    return new Results("Intake", "x");
  }
}
