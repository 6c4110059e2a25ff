package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one transaction while they are gathered. A transaction takes an item only once:
 * what several rows want of one item becomes one write.
 */
final class Writes {

  /** DynamoDB's own limit of a transaction. */
  static final long MOST_BYTES = 4_000_000;

  private final Map<Key, Write> byKey = new LinkedHashMap<>();
  private @Nullable Saved refusal;

  /**
   * Adds a write, or makes it one with what is there of its item.
   *
   * @throws IllegalStateException when the two contradict each other
   */
  void add(Write write) {
    byKey.merge(write.key(), write, Writes::both);
  }

  void addAll(List<Write> writes) {
    writes.forEach(this::add);
  }

  /** Puts the write in the place of what is there of its item: the last word wins. */
  void replace(Write write) {
    byKey.remove(write.key());
    byKey.put(write.key(), write);
  }

  /** Nothing is to be written: there is no place for one of the rows. */
  void refuse(Saved why) {
    refusal = why;
  }

  /** Why nothing is to be written; null = nothing speaks against it. */
  @Nullable Saved refusal() {
    return refusal;
  }

  List<Write> all() {
    return List.copyOf(byKey.values());
  }

  int count() {
    return byKey.size();
  }

  /** The sizes of the items that are put, by DynamoDB's measure; measured anew at each call. */
  IntSummaryStatistics sizes() {
    return byKey.values().stream()
        .filter(Write.Put.class::isInstance)
        .mapToInt(write -> RowSize.of(((Write.Put) write).item()))
        .summaryStatistics();
  }

  private static Write both(Write one, Write other) {
    return switch (one) {
      case Write.Check check when other instanceof Write.Update update ->
          conditioned(update, check);
      case Write.Update update when other instanceof Write.Check check ->
          conditioned(update, check);
      case Write.Update first when other instanceof Write.Update second ->
          new Write.Update(
              first.key(),
              edits(first.edits(), second.edits()),
              and(first.condition(), second.condition()));
      case Write.Check first when other instanceof Write.Check second ->
          new Write.Check(first.key(), Condition.all(first.condition(), second.condition()));
      default -> throw new IllegalStateException("Two writes of " + one.key());
    };
  }

  private static Write conditioned(Write.Update update, Write.Check check) {
    return new Write.Update(
        update.key(), update.edits(), and(update.condition(), check.condition()));
  }

  private static @Nullable Condition and(@Nullable Condition one, @Nullable Condition other) {
    if (one == null || one.equals(other)) return other == null ? one : other;
    return other == null ? one : Condition.all(one, other);
  }

  /** Two counts of one number are one. */
  private static List<Edit> edits(List<Edit> one, List<Edit> other) {
    Map<String, Edit> byName = new LinkedHashMap<>();
    for (Edit edit : one) byName.put(edit.name(), edit);
    for (Edit edit : other) byName.merge(edit.name(), edit, Writes::both);
    return new ArrayList<>(byName.values());
  }

  private static Edit both(Edit one, Edit other) {
    if (one instanceof Edit.Add(String name, long more) && other instanceof Edit.Add second) {
      return new Edit.Add(name, more + second.number());
    }
    if (one.equals(other)) return one;
    throw new IllegalStateException("Two edits of " + one.name());
  }
}
