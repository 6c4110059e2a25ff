package dev.watchbill.storage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What every table must do, whatever is behind it. */
abstract class TableContract
    implements ItemContract, ConditionContract, QueryContract, TransactionContract, BatchContract {

  private final TestClock clock = new TestClock();
  private String partition = "?";

  @BeforeEach
  void nameThePartition(TestInfo test) {
    partition = test.getTestMethod().orElseThrow().getName();
  }

  @Override
  public TestClock clock() {
    return clock;
  }

  @Override
  public String partition() {
    return partition;
  }
}
