package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code json.dumps} in the three forms the language uses.
 *
 * @param html whether what HTML gives a meaning is escaped too
 */
record JsonWriter(@Nullable String indent, boolean sorted, boolean ascii, boolean html) {
  static final JsonWriter DEFAULT = new JsonWriter(null, false, true, false);

  /** {@code tojson_pretty}: keys sorted, four spaces, non-ASCII kept. */
  static final JsonWriter PRETTY = new JsonWriter("    ", true, false, false);

  /**
   * @param run who pays; null outside a rendering
   */
  String write(@Nullable Rendering run, @Nullable Object value) {
    Sink out = run == null ? Sink.unpaid() : run.sink();
    new Run(run, out).value(value, 0);
    return out.text();
  }

  private final class Run {
    private final @Nullable Rendering run;
    private final Sink out;
    private final IdentityHashMap<Object, Boolean> open = new IdentityHashMap<>();

    Run(@Nullable Rendering run, Sink out) {
      this.run = run;
      this.out = out;
    }

    void value(@Nullable Object value, int depth) {
      if (depth > PythonText.MAX_DEPTH) {
        throw PyError.limit("maximum recursion depth exceeded while encoding a JSON object");
      }
      if (run != null) {
        run.budget().step();
      }
      switch (value) {
        case null -> out.append("null");
        case String s -> string(s);
        case Markup m -> string(m.text());
        case Boolean b -> out.append(b.toString());
        case Double d -> out.append(real(d));
        case Float f -> out.append(real(f));
        case BigInteger b -> out.append(PythonText.integer(b));
        case Number n -> out.append(n.toString());
        case List<?> l -> list(l, depth);
        case Map<?, ?> m -> map(m, depth);
        default ->
            throw PyError.type(
                "Object of type " + Python.typeName(value) + " is not JSON serializable");
      }
    }

    private void enter(Object container) {
      if (open.put(container, true) != null) {
        throw PyError.value("Circular reference detected");
      }
    }

    private void list(List<?> list, int depth) {
      if (list.isEmpty()) {
        out.append("[]");
        return;
      }
      enter(list);
      out.append('[');
      boolean first = true;
      for (Object item : list) {
        separate(first, depth + 1);
        first = false;
        value(item, depth + 1);
      }
      line(depth);
      out.append(']');
      open.remove(list);
    }

    private void map(Map<?, ?> map, int depth) {
      if (map.isEmpty()) {
        out.append("{}");
        return;
      }
      enter(map);
      out.append('{');
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      if (sorted) {
        entries.sort((a, b) -> Python.compareKeys(run, a.getKey(), b.getKey()));
      }
      boolean first = true;
      for (Map.Entry<?, ?> e : entries) {
        separate(first, depth + 1);
        first = false;
        string(key(e.getKey()));
        out.append(": ");
        value(e.getValue(), depth + 1);
      }
      line(depth);
      out.append('}');
      open.remove(map);
    }

    private static String key(@Nullable Object key) {
      return switch (key) {
        case String s -> s;
        case Markup m -> m.text();
        case null -> "null";
        case Boolean b -> b.toString();
        case Double d -> real(d);
        case Number n -> PythonText.str(n);
        default ->
            throw PyError.type(
                "keys must be str, int, float, bool or None, not " + Python.typeName(key));
      };
    }

    private void separate(boolean first, int depth) {
      if (!first) {
        out.append(indent == null ? ", " : ",");
      }
      line(depth);
    }

    private void line(int depth) {
      if (indent != null) {
        out.append('\n').repeat(indent, depth);
      }
    }

    private static String real(double d) {
      return Double.isNaN(d)
          ? "NaN"
          : Double.isInfinite(d) ? (d > 0 ? "Infinity" : "-Infinity") : PythonText.real(d);
    }

    private void string(String s) {
      out.append('"');
      for (int i = 0; i < s.length(); i++) {
        char c = s.charAt(i);
        switch (c) {
          case '"' -> out.append("\\\"");
          case '\\' -> out.append("\\\\");
          case '\n' -> out.append("\\n");
          case '\r' -> out.append("\\r");
          case '\t' -> out.append("\\t");
          case '\b' -> out.append("\\b");
          case '\f' -> out.append("\\f");
          default -> {
            if (c < 0x20 || (ascii && c > 0x7f) || (html && "<>&'".indexOf(c) >= 0)) {
              PythonText.hex(out.append("\\u"), c, 4);
            } else {
              out.append(c);
            }
          }
        }
      }
      out.append('"');
    }
  }
}
