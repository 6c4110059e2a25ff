package dev.watchbill.bench;

final class ListPart implements Part {
  @Override
  public Results run(Options options) {
    return new Results("List", "x");
  }
}
