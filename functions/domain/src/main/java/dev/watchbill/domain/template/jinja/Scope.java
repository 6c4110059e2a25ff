package dev.watchbill.domain.template.jinja;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a place in a template: its own, then those around it. Most places have a
 * handful, for which two small arrays are cheaper than a map: every turn of a loop makes one of
 * these.
 */
final class Scope {
  private static final int SMALL = 12;

  private final @Nullable Scope around;
  private final @Nullable Map<String, ?> given;
  private @Nullable String[] names = new @Nullable String[2];
  private @Nullable Object[] values = new @Nullable Object[2];
  private int size;
  private @Nullable Map<String, @Nullable Object> many;

  private Scope(@Nullable Scope around, @Nullable Map<String, ?> given) {
    this.around = around;
    this.given = given;
  }

  static Scope top(Map<String, ?> given) {
    return new Scope(null, given);
  }

  Scope inner() {
    return new Scope(this, null);
  }

  void set(String name, @Nullable Object value) {
    if (many != null) {
      many.put(name, value);
      return;
    }
    int i = index(name);
    if (i >= 0) {
      values[i] = value;
    } else if (size == SMALL) {
      many = new HashMap<>();
      for (int n = 0; n < size; n++) {
        many.put(String.valueOf(names[n]), values[n]);
      }
      many.put(name, value);
    } else {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      values[size++] = value;
    }
  }

  private int index(String name) {
    for (int i = 0; i < size; i++) {
      if (name.equals(names[i])) {
        return i;
      }
    }
    return -1;
  }

  /** The variable's value, or {@link PyObject#MISSING}. */
  @Nullable Object get(Rendering run, String name) {
    int passed = 0;
    for (Scope s = this; s != null; s = s.around) {
      if ((++passed & 7) == 0) {
        run.budget().step();
      }
      if (s.many != null) {
        Object v = s.many.getOrDefault(name, PyObject.MISSING);
        if (v != PyObject.MISSING) {
          return v;
        }
      } else {
        int i = s.index(name);
        if (i >= 0) {
          return s.values[i];
        }
      }
      if (s.given != null) {
        Object v = s.given.get(name);
        if (v != null || s.given.containsKey(name)) {
          return v;
        }
      }
    }
    return PyObject.MISSING;
  }
}
