package dev.watchbill.storage;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Either the write happened whole, or nothing changed because a condition was false. */
public sealed interface WriteResult {

  /**
   * The write happened.
   *
   * @param after the item as it stands now, after a put or an update; null after a delete and a
   *     transaction
   */
  record Done(@Nullable Item after) implements WriteResult {

    /** The item after a put or an update. */
    public Item item() {
      if (after == null) throw new IllegalStateException("Neither a put nor an update");
      return after;
    }
  }

  /**
   * A condition was false and nothing changed.
   *
   * @param index which write of the transaction lost, the first one if several did; 0 for a single
   *     write
   * @param found the item that stands there; null when none does (an expired one counts as none)
   */
  record Refused(int index, @Nullable Item found) implements WriteResult {}

  default boolean done() {
    return this instanceof Done;
  }

  default <T extends @Nullable Object> T map(
      Function<? super Done, ? extends T> ifDone,
      Function<? super Refused, ? extends T> ifRefused) {
    return switch (this) {
      case Done done -> ifDone.apply(done);
      case Refused refused -> ifRefused.apply(refused);
    };
  }
}
