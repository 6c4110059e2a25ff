package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code pprint.pformat}: sorted keys, at most 80 columns where that can be done. */
final class PrettyPrint {
  private static final int WIDTH = 80;
  private final Rendering run;
  private final Sink out;

  private PrettyPrint(Rendering run) {
    this.run = run;
    this.out = run.sink();
  }

  static String of(Rendering run, @Nullable Object value) {
    PrettyPrint p = new PrettyPrint(run);
    p.write(p.sorted(value, 0), 0, 0, 0);
    return p.out.text();
  }

  /** The same value with the keys of all dicts in order. */
  private @Nullable Object sorted(@Nullable Object value, int depth) {
    run.budget().step();
    if (depth > 100) {
      return value;
    }
    if (value instanceof Map<?, ?> m) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(m.entrySet());
      entries.sort((a, b) -> order(run, a.getKey(), b.getKey()));
      Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
      entries.forEach(e -> copy.put(e.getKey(), sorted(e.getValue(), depth + 1)));
      return copy;
    }
    if (value instanceof List<?> l) {
      List<@Nullable Object> copy = new ArrayList<>(l.size());
      l.forEach(item -> copy.add(sorted(item, depth + 1)));
      return value instanceof Tuple ? Tuple.copyOf(copy) : copy;
    }
    return value;
  }

  private static int order(Rendering run, @Nullable Object a, @Nullable Object b) {
    if ((Python.isText(a) && Python.isText(b)) || (Numbers.isReal(a) && Numbers.isReal(b))) {
      return Python.compareKeys(run, a, b);
    }
    run.budget().step();
    return Python.typeName(a).compareTo(Python.typeName(b));
  }

  private void write(@Nullable Object value, int indent, int allowance, int level) {
    String flat = run.repr(value);
    if (Text.length(flat) <= WIDTH - indent - allowance) {
      out.append(flat);
    } else if (value instanceof Map<?, ?> m && !m.isEmpty()) {
      out.append('{');
      int n = 0;
      for (Map.Entry<?, ?> e : m.entrySet()) {
        n++;
        String key = run.repr(e.getKey());
        out.append(key).append(": ");
        write(
            e.getValue(),
            indent + Text.length(key) + 3,
            n == m.size() ? allowance + 1 : 1,
            level + 1);
        if (n == m.size()) {
          out.append('}');
        } else {
          out.append(",\n").repeat(" ", indent + 1L);
        }
      }
    } else if (value instanceof List<?> l && !l.isEmpty()) {
      boolean tuple = value instanceof Tuple;
      String end = tuple ? (l.size() == 1 ? ",)" : ")") : "]";
      out.append(tuple ? '(' : '[');
      for (int i = 0; i < l.size(); i++) {
        boolean last = i == l.size() - 1;
        write(l.get(i), indent + 1, last ? allowance + end.length() : 1, level + 1);
        if (last) {
          out.append(end);
        } else {
          out.append(",\n").repeat(" ", indent + 1L);
        }
      }
    } else if (value instanceof String s) {
      text(s, flat, indent, allowance, level);
    } else {
      out.append(flat);
    }
  }

  /** A long text becomes several literals, broken between words. */
  private void text(String s, String flat, int indentBefore, int allowanceBefore, int level) {
    int indent = level == 0 ? indentBefore + 1 : indentBefore;
    int allowance = level == 0 ? allowanceBefore + 1 : allowanceBefore;
    int width = WIDTH - indent;
    List<String> literals = new ArrayList<>();
    List<@Nullable Object> lines = Text.lines(run, s, true);
    for (int i = 0; i < lines.size(); i++) {
      boolean lastLine = i == lines.size() - 1;
      String line = PythonText.str(lines.get(i));
      String literal = run.repr(line);
      if (Text.length(literal) <= (lastLine ? width - allowance : width)) {
        literals.add(literal);
        continue;
      }
      String current = "";
      List<String> parts = parts(line);
      for (int j = 0; j < parts.size(); j++) {
        String candidate = current + parts.get(j);
        int room = lastLine && j == parts.size() - 1 ? width - allowance : width;
        if (Text.length(run.repr(candidate)) > room) {
          if (!current.isEmpty()) {
            literals.add(run.repr(current));
          }
          current = parts.get(j);
        } else {
          current = candidate;
        }
      }
      if (!current.isEmpty()) {
        literals.add(run.repr(current));
      }
    }
    if (literals.size() <= 1) {
      out.append(flat);
      return;
    }
    out.append(level == 0 ? "(" : "");
    for (int i = 0; i < literals.size(); i++) {
      if (i > 0) {
        out.append('\n').repeat(" ", indent);
      }
      out.append(literals.get(i));
    }
    out.append(level == 0 ? ")" : "");
  }

  /** Words with the white space after them. */
  private List<String> parts(String line) {
    List<String> out = new ArrayList<>();
    int i = 0;
    while (i < line.length()) {
      int from = i;
      while (i < line.length() && !Text.isSpace(line.charAt(i))) {
        i++;
      }
      while (i < line.length() && Text.isSpace(line.charAt(i))) {
        i++;
      }
      run.budget().step();
      out.add(line.substring(from, i));
    }
    return out;
  }
}
