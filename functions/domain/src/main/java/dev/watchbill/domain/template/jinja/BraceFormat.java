package dev.watchbill.domain.template.jinja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code "…{}…".format(…)}, with attributes looked up under the sandbox's rules. */
final class BraceFormat {
  private final Rendering run;
  private final Args args;
  private final @Nullable Map<?, ?> mapping;
  private final boolean escaping;
  private int automatic;
  private boolean numbered;

  BraceFormat(Rendering run, Args args, @Nullable Map<?, ?> mapping, boolean escaping) {
    this.run = run;
    this.args = args;
    this.mapping = mapping;
    this.escaping = escaping;
  }

  String format(String format) {
    return format(format, 2);
  }

  private String format(String format, int depth) {
    if (depth < 0) {
      throw PyError.value("Max string recursion exceeded");
    }
    Sink out = run.sink();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean twice = i + 1 < format.length() && format.charAt(i + 1) == c;
      if (c == '{' && !twice) {
        int end = end(format, i + 1);
        run.budget().step();
        field(out, format.substring(i + 1, end), depth);
        i = end;
      } else if (c == '}' && !twice) {
        throw PyError.value("Single '}' encountered in format string");
      } else {
        out.append(c);
        if (c == '{' || c == '}') {
          i++;
        }
      }
    }
    return out.text();
  }

  private static int end(String format, int from) {
    int depth = 1;
    for (int i = from; i < format.length(); i++) {
      char c = format.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw PyError.value(
        from == format.length()
            ? "Single '{' encountered in format string"
            : "expected '}' before end of string");
  }

  private void field(Sink out, String field, int depth) {
    int stop = 0;
    int brackets = 0;
    while (stop < field.length()) {
      char c = field.charAt(stop);
      brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (brackets == 0 && (c == ':' || c == '!')) {
        break;
      }
      stop++;
    }
    String name = field.substring(0, stop);
    String conversion = "";
    String spec = "";
    if (stop < field.length() && field.charAt(stop) == '!') {
      int colon = field.indexOf(':', stop);
      conversion = field.substring(stop + 1, colon < 0 ? field.length() : colon);
      stop = colon < 0 ? field.length() : colon;
      if (conversion.length() != 1) {
        throw PyError.value(
            conversion.isEmpty()
                ? "end of string while looking for conversion specifier"
                : "expected ':' after conversion specifier");
      }
    }
    if (stop < field.length()) {
      spec = field.substring(stop + 1);
    }
    Object value = value(name);
    if (spec.indexOf('{') >= 0) {
      spec = format(spec, depth - 1);
    }
    value =
        switch (conversion) {
          case "" -> value;
          case "s" -> run.str(value);
          case "r", "a" -> run.repr(value);
          default -> throw PyError.value("Unknown conversion specifier " + conversion);
        };
    if (escaping && value instanceof Markup m) {
      out.append(m.text());
    } else {
      String s = FormatSpec.format(run, value, spec);
      out.append(escaping ? run.escape(s) : s);
    }
  }

  private @Nullable Object value(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    Object value = first(name.substring(0, end));
    while (end < name.length()) {
      run.budget().step();
      if (name.charAt(end) == '.') {
        int next = end + 1;
        while (next < name.length() && name.charAt(next) != '.' && name.charAt(next) != '[') {
          next++;
        }
        value = Lookup.attribute(run, value, name.substring(end + 1, next));
        end = next;
      } else {
        int close = name.indexOf(']', end);
        if (close < 0) {
          throw PyError.value("Missing ']' in format string");
        }
        String key = name.substring(end + 1, close);
        boolean index =
            !key.isEmpty() && key.chars().allMatch(Character::isDigit) && key.length() < 18;
        value = Lookup.item(run, value, index ? (Object) Long.valueOf(key) : key);
        end = close + 1;
      }
    }
    return value;
  }

  private @Nullable Object first(String name) {
    if (name.isEmpty()) {
      if (numbered) {
        throw PyError.value(
            "cannot switch from manual field specification to automatic field numbering");
      }
      return positional(automatic++);
    }
    if (name.chars().allMatch(Character::isDigit)) {
      if (automatic > 0) {
        throw PyError.value(
            "cannot switch from automatic field numbering to manual field specification");
      }
      numbered = true;
      return positional(name.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(name));
    }
    Object value =
        mapping != null
            ? Dicts.named(mapping, name)
            : args.named().containsKey(name) ? args.named().get(name) : PyObject.MISSING;
    if (value == PyObject.MISSING) {
      throw new PyError(PyError.Type.KEY, PythonText.shown(name));
    }
    return value;
  }

  private @Nullable Object positional(int index) {
    if (mapping != null || index >= args.count()) {
      // The original formats with a tuple of its own, whose error is not the one plain Python
      // gives.
      throw new PyError(PyError.Type.INDEX, "tuple index out of range");
    }
    return args.get(index);
  }
}
