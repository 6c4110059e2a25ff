package dev.watchbill.domain.template.jinja;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, already evaluated. */
record Args(@Nullable Object[] positional, Map<String, @Nullable Object> named) {
  private static final @Nullable Object[] NOTHING = new @Nullable Object[0];
  static final Args NONE = new Args(NOTHING, Map.of());

  static Args of(@Nullable Object... positional) {
    return new Args(positional, Map.of());
  }

  int count() {
    return positional.length;
  }

  @Nullable Object get(int index) {
    return positional[index];
  }

  /** These arguments with one more in front. */
  Args prepend(Rendering run, @Nullable Object first) {
    run.budget().spend(positional.length / 16);
    @Nullable Object[] all = new @Nullable Object[positional.length + 1];
    all[0] = first;
    System.arraycopy(positional, 0, all, 1, positional.length);
    return new Args(all, named);
  }

  /** These arguments without the first {@code count} positional ones. */
  Args from(int count) {
    return new Args(Arrays.copyOfRange(positional, count, positional.length), named);
  }

  /** A copy of the named arguments that may be taken apart. */
  LinkedHashMap<String, @Nullable Object> takeNamed() {
    return new LinkedHashMap<>(named);
  }
}
