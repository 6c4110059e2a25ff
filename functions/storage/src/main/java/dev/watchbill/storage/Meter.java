package dev.watchbill.storage;

/** Is told what each call to DynamoDB cost. */
@FunctionalInterface
public interface Meter {

  /** Nobody listens, so DynamoDB is not asked. */
  Meter NONE = use -> {};

  void used(Use use);

  /**
   * What one call cost in capacity units.
   *
   * @param operation the name of the DynamoDB operation, such as {@code PutItem}
   * @param write whether these are write units or read units
   * @param table units of the table itself
   * @param index1 units of the first index
   * @param index2 units of the second index
   */
  record Use(String operation, boolean write, double table, double index1, double index2) {
    public double total() {
      return table + index1 + index2;
    }
  }
}
