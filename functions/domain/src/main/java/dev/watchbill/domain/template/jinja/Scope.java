package dev.watchbill.domain.template.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a place in a template: its own, then those around it. */
final class Scope {
  private final @Nullable Scope around;
  private final @Nullable Map<String, ?> given;
  private @Nullable HashMap<String, @Nullable Object> own;

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
    if (own == null) {
      own = new HashMap<>(8);
    }
    own.put(name, value);
  }

  /** The variable's value, or {@link PyObject#MISSING}. */
  @Nullable Object get(String name) {
    for (Scope s = this; s != null; s = s.around) {
      if (s.own != null) {
        Object v = s.own.get(name);
        if (v != null || s.own.containsKey(name)) {
          return v;
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
