package dev.watchbill.storage;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every table refuses and decides alike, before anything is sent. */
final class Requests {

  private Requests() {}

  static void checkTransaction(List<Write> writes) {
    if (writes.isEmpty()) throw new RejectedByTable("A transaction without writes");
    if (writes.size() > Table.TRANSACTION_WRITES) {
      throw new RejectedByTable("A transaction of " + writes.size() + " writes");
    }
    checkKeys(writes, "a transaction");
    for (Write write : writes) {
      if (write instanceof Write.Update update) checkEdits(update.edits());
    }
  }

  static void checkBatch(List<Write> writes) {
    for (Write write : writes) {
      switch (write) {
        case Write.Put put -> requireUnconditional(put.condition());
        case Write.Delete delete -> requireUnconditional(delete.condition());
        case Write.Update _, Write.Check _ ->
            throw new RejectedByTable("A batch has puts and deletes only");
      }
    }
    checkKeys(writes, "a batch");
  }

  private static void requireUnconditional(@Nullable Condition condition) {
    if (condition != null) throw new RejectedByTable("A batch has no conditions");
  }

  private static void checkKeys(List<Write> writes, String what) {
    long different = writes.stream().map(Write::key).distinct().count();
    if (different < writes.size()) throw new RejectedByTable("One item twice in " + what);
  }

  /** Each attribute once, except that several numbers of one map may be edited. */
  static void checkEdits(Collection<Edit> edits) {
    if (edits.isEmpty()) throw new RejectedByTable("An update without edits");
    var whole = new HashSet<String>();
    var maps = new HashSet<String>();
    var inside = new HashSet<List<String>>();
    for (Edit edit : edits) {
      boolean once =
          switch (edit) {
            case Edit.AddIn in -> {
              maps.add(in.name());
              yield inside.add(List.of(in.name(), in.key()));
            }
            case Edit.Set _, Edit.Add _, Edit.Remove _ -> whole.add(edit.name());
          };
      if (!once) throw new RejectedByTable("Two edits of " + edit.name());
    }
    whole.retainAll(maps);
    if (!whole.isEmpty()) throw new RejectedByTable("Two edits of " + whole.iterator().next());
  }

  /**
   * Whether the condition is true of the item.
   *
   * @param item null when none stands there or the one there has expired
   */
  static boolean holds(Condition condition, @Nullable Item item) {
    return switch (condition) {
      case Condition.Absent _ -> item == null;
      case Condition.Exists _ -> item != null;
      case Condition.VersionIs is -> isValue(item, Item.VERSION, is.version());
      case Condition.Is is -> isValue(item, is.name(), is.value());
      case Condition.IsNot not -> !isValue(item, not.name(), not.value());
      case Condition.LessThan less ->
          item != null
              && item.attributes().get(less.name()) instanceof Number number
              && Values.decimal(number).compareTo(Values.decimal(less.number())) < 0;
      case Condition.AttributeAbsent absent -> item == null || !item.has(absent.name());
      case Condition.AttributeExists exists -> item != null && item.has(exists.name());
      case Condition.All all -> all.conditions().stream().allMatch(one -> holds(one, item));
      case Condition.Any any -> any.conditions().stream().anyMatch(one -> holds(one, item));
    };
  }

  private static boolean isValue(@Nullable Item item, String name, Object value) {
    return item != null && Values.same(item.attributes().get(name), value);
  }
}
