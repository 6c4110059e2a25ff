package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows that are replaced whole, each from the version that it was read with: of two who
 * decide about one of them at once, one decides again.
 */
final class VersionedWriter<R extends Row> implements RowWriter<R> {

  /** The item of a row. */
  @FunctionalInterface
  interface Shape<R> {
    Item item(R row, Ledger.Head head, long version);
  }

  private final Class<R> type;
  private final ToLongFunction<R> version;
  private final Shape<R> shape;
  private final @Nullable BiFunction<R, Long, Key> log;

  /**
   * @param log where its ledger lies; null when it has none
   */
  VersionedWriter(
      Class<R> type,
      ToLongFunction<R> version,
      Shape<R> shape,
      @Nullable BiFunction<R, Long, Key> log) {
    this.type = type;
    this.version = version;
    this.shape = shape;
    this.log = log;
  }

  @Override
  public Class<R> type() {
    return type;
  }

  @Override
  public void write(Step<R> step, Writes into) {
    R before = step.before();
    R after = step.after();
    long read = before == null ? 0 : version.applyAsLong(before);
    if (after != null) {
      into.add(
          Write.put(
              shape.item(after, step.head(), read + 1),
              before == null ? absent() : versionIs(read)));
    } else if (before != null) {
      into.add(Write.delete(shape.item(before, step.head(), read).key(), versionIs(read)));
    }
  }

  @Override
  public Write.Check check(R row, Expectation expectation) {
    long read = version.applyAsLong(row);
    return new Write.Check(shape.item(row, Ledger.Head.EMPTY, read).key(), versionIs(read));
  }

  @Override
  public Key log(R row, long number) {
    if (log == null) return RowWriter.super.log(row, number);
    return log.apply(row, number);
  }
}
