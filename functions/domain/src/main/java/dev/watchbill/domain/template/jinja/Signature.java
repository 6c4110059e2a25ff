package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Python function's parameters, and the errors Python gives when a call does not fit them.
 *
 * <p>Written as {@code "do_join(@, value, d='', attribute=None)"}: {@code @} is a parameter the
 * engine fills in itself, which users see only in the counts of error texts.
 */
final class Signature {
  private final String function;
  private final boolean hidden;
  private final String[] names;
  private final @Nullable Object[] defaults;
  private final int required;

  private Signature(
      String function, boolean hidden, String[] names, @Nullable Object[] defaults, int required) {
    this.function = function;
    this.hidden = hidden;
    this.names = names;
    this.defaults = defaults;
    this.required = required;
  }

  static Signature of(String text) {
    int open = text.indexOf('(');
    String inner = text.substring(open + 1, text.length() - 1);
    boolean hidden = false;
    List<String> names = new ArrayList<>();
    List<@Nullable Object> defaults = new ArrayList<>();
    int required = 0;
    for (String part : inner.isEmpty() ? new String[0] : inner.split(", (?=[a-z@])", -1)) {
      int equals = part.indexOf('=');
      if (part.equals("@")) {
        hidden = true;
      } else if (equals < 0) {
        names.add(part);
        defaults.add(PyObject.MISSING);
        required++;
      } else {
        names.add(part.substring(0, equals));
        defaults.add(literal(part.substring(equals + 1)));
      }
    }
    return new Signature(
        text.substring(0, open),
        hidden,
        names.toArray(new String[0]),
        defaults.toArray(),
        required);
  }

  private static @Nullable Object literal(String text) {
    return switch (text) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      case "0.0" -> 0.0;
      default ->
          text.startsWith("'") ? text.substring(1, text.length() - 1) : (Object) Long.valueOf(text);
    };
  }

  /** The parameters' values in order. */
  @Nullable Object[] bind(Args args) {
    @Nullable Object[] given = args.positional();
    if (given.length == names.length && args.named().isEmpty()) {
      return given;
    }
    if (given.length > names.length) {
      throw tooMany(given.length);
    }
    @Nullable Object[] bound = Arrays.copyOf(given, names.length);
    Arrays.fill(bound, given.length, names.length, PyObject.MISSING);
    for (Map.Entry<String, @Nullable Object> e : args.named().entrySet()) {
      int i = index(e.getKey());
      if (i < 0) {
        throw PyError.type(
            function + "() got an unexpected keyword argument " + PythonText.shown(e.getKey()));
      }
      if (i < given.length) {
        throw PyError.type(
            function + "() got multiple values for argument " + PythonText.shown(e.getKey()));
      }
      bound[i] = e.getValue();
    }
    List<String> missing = new ArrayList<>();
    for (int i = given.length; i < names.length; i++) {
      if (bound[i] == PyObject.MISSING) {
        bound[i] = defaults[i];
        if (i < required) {
          missing.add(PythonText.shown(names[i]));
        }
      }
    }
    if (!missing.isEmpty()) {
      throw PyError.type(
          function
              + "() missing "
              + missing.size()
              + " required positional argument"
              + (missing.size() == 1 ? "" : "s")
              + ": "
              + join(missing));
    }
    return bound;
  }

  private int index(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private PyError tooMany(int given) {
    int extra = hidden ? 1 : 0;
    int min = required + extra;
    int max = names.length + extra;
    String takes =
        min == max
            ? max + " positional argument" + (max == 1 ? "" : "s")
            : "from " + min + " to " + max + " positional arguments";
    return PyError.type(function + "() takes " + takes + " but " + (given + extra) + " were given");
  }

  private static String join(List<String> names) {
    if (names.size() == 1) {
      return names.getFirst();
    }
    if (names.size() == 2) {
      return names.get(0) + " and " + names.get(1);
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
  }
}
