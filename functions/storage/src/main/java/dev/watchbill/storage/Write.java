package dev.watchbill.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One write of a transaction. */
public sealed interface Write {

  Key key();

  /** Replaces the whole item, or creates it. */
  record Put(Item item, @Nullable Condition condition) implements Write {
    @Override
    public Key key() {
      return item.key();
    }
  }

  /** Changes some attributes; creates the item when it is absent and the condition allows that. */
  record Update(Key key, List<Edit> edits, @Nullable Condition condition) implements Write {
    public Update {
      if (edits.isEmpty()) throw new IllegalArgumentException("An update without edits");
      edits = List.copyOf(edits);
    }
  }

  /** Removes the item; removing an absent one succeeds. */
  record Delete(Key key, @Nullable Condition condition) implements Write {}

  /** Changes nothing, but the transaction happens only when the condition is true. */
  record Check(Key key, Condition condition) implements Write {}

  static Write put(Item item) {
    return new Put(item, null);
  }

  static Write put(Item item, @Nullable Condition condition) {
    return new Put(item, condition);
  }

  static Write update(Key key, @Nullable Condition condition, Edit... edits) {
    return new Update(key, List.of(edits), condition);
  }

  static Write delete(Key key) {
    return new Delete(key, null);
  }

  static Write delete(Key key, @Nullable Condition condition) {
    return new Delete(key, condition);
  }

  static Write check(Key key, Condition condition) {
    return new Check(key, condition);
  }
}
