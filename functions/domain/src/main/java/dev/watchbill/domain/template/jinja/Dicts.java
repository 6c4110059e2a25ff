package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dict access with Python's idea of equal keys: {@code 1}, {@code 1.0} and {@code True} are one
 * key.
 */
final class Dicts {
  /** Most parts a key may have. */
  private static final int MAX_KEY = 500;

  private Dicts() {}

  /** The value of a key, or {@link PyObject#MISSING}. */
  static @Nullable Object get(Rendering run, Map<?, ?> map, @Nullable Object key) {
    pay(run, key);
    if (key instanceof String s) {
      return named(map, s);
    }
    Object found = find(map, key);
    return found == PyObject.MISSING ? found : map.get(found);
  }

  /** The value of a name whose length is already paid for, or {@link PyObject#MISSING}. */
  static @Nullable Object named(Map<?, ?> map, String name) {
    Object v = map.get(name);
    return v != null || map.containsKey(name) ? v : PyObject.MISSING;
  }

  /** The key under which an equal key is stored, or {@link PyObject#MISSING}. */
  private static @Nullable Object find(Map<?, ?> map, @Nullable Object key) {
    if (key instanceof Markup m) {
      return map.containsKey(m.text()) ? m.text() : PyObject.MISSING;
    }
    if (!Numbers.isNumber(key) || key == null) {
      return map.containsKey(key) ? key : PyObject.MISSING;
    }
    if (map.containsKey(key)) {
      return key;
    }
    double d = key instanceof Complex ? Double.NaN : Numbers.toDoubleLossy(key);
    if (d == Math.rint(d) && Math.abs(d) < 1e18) {
      Long whole = (long) d;
      if (map.containsKey(whole)) {
        return whole;
      }
      if (map.containsKey(d)) {
        return d;
      }
      if (d == 1 && map.containsKey(true)) {
        return true;
      }
      if (d == 0 && map.containsKey(false)) {
        return false;
      }
    }
    return PyObject.MISSING;
  }

  @SuppressWarnings("unchecked") // what a template may change is a plain map of plain values
  static void put(Rendering run, Map<?, ?> map, @Nullable Object key, @Nullable Object value) {
    pay(run, key);
    run.budget().room(map.size() + 1L);
    Object found = key instanceof String ? key : find(map, key);
    Object stored = found == PyObject.MISSING ? (key instanceof Markup m ? m.text() : key) : found;
    ((Map<@Nullable Object, @Nullable Object>) map).put(stored, value);
  }

  /** Removes a key and gives its value, or {@link PyObject#MISSING}. */
  static @Nullable Object remove(Rendering run, Map<?, ?> map, @Nullable Object key) {
    pay(run, key);
    Object found = find(map, key);
    return found == PyObject.MISSING ? found : map.remove(found);
  }

  /**
   * Pays for hashing and comparing a key. Fails for keys that can change, and for tuples so
   * entangled that hashing them would not end.
   */
  static void pay(Rendering run, @Nullable Object key) {
    if (pay(run, key, MAX_KEY) < 0) {
      throw PyError.limit("a key of the template is too large");
    }
  }

  private static int pay(Rendering run, @Nullable Object key, int left) {
    int rest = left - 1;
    run.budget().read(key);
    if (key instanceof Tuple t) {
      run.budget().spend(t.size());
      for (int i = 0; i < t.size() && rest >= 0; i++) {
        rest = pay(run, t.get(i), rest);
      }
    } else if (key instanceof List || key instanceof Map) {
      throw PyError.type("unhashable type: " + PythonText.shown(Python.typeName(key)));
    }
    return rest;
  }

  /** Whether a value can be a key; paid for as one. */
  static boolean isHashable(Rendering run, @Nullable Object key) {
    try {
      pay(run, key);
      return true;
    } catch (PyError e) {
      if (e.isTypeOrValue()) {
        return false;
      }
      throw e;
    }
  }

  /** A key such that equal values have equal keys: what a set of values is kept by. */
  static @Nullable Object identity(Rendering run, @Nullable Object value) {
    pay(run, value);
    return switch (value) {
      case Markup m -> m.text();
      case Boolean b -> b ? 1L : 0L;
      case Integer i -> (long) i;
      case Double d when d == Math.rint(d) && Math.abs(d) < 1e18 -> (long) (double) d;
      case BigInteger b -> b;
      case null, default -> value;
    };
  }

  /** {@code dict(…)}: from a mapping, from pairs, from keywords. */
  static Map<@Nullable Object, @Nullable Object> make(Rendering run, Args args) {
    Map<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
    if (args.count() > 1) {
      throw PyError.type("dict expected at most 1 argument, got " + args.count());
    }
    update(run, out, args);
    return out;
  }

  static void update(Rendering run, Map<?, ?> target, Args args) {
    if (args.count() > 0) {
      Object source = args.get(0);
      if (source instanceof Map<?, ?> m) {
        run.budget().elements(m.size());
        new LinkedHashMap<>(m).forEach((k, v) -> put(run, target, k, v));
      } else {
        if (source instanceof Undefined u) {
          throw u.fail();
        }
        int i = 0;
        for (Object pair : Python.list(run, source)) {
          if (!Python.isIterable(pair)) {
            throw PyError.type(
                "cannot convert dictionary update sequence element #" + i + " to a sequence");
          }
          List<@Nullable Object> two = Python.list(run, pair);
          if (two.size() != 2) {
            throw PyError.value(
                "dictionary update sequence element #"
                    + i
                    + " has length "
                    + two.size()
                    + "; 2 is required");
          }
          put(run, target, two.get(0), two.get(1));
          i++;
        }
      }
    }
    args.named().forEach((k, v) -> put(run, target, k, v));
  }
}
