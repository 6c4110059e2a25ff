package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All tests by name: what may stand after {@code is}. */
final class Tests {
  private static final Map<String, Filter> ALL = all();

  private Tests() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  static @Nullable Filter find(String name) {
    return ALL.get(name);
  }

  /** A test named by a value: {@code select("odd")}. */
  static @Nullable Object apply(Rendering run, @Nullable Object name, Args args) {
    Filter test = Python.isText(name) ? find(Python.text(name)) : null;
    if (test == null) {
      throw PyError.other("No test named " + PythonText.shown(name) + ".");
    }
    return test.apply(run, args);
  }

  private static Map.Entry<String, Filter> is(String name, Predicate<@Nullable Object> predicate) {
    return entry(name, Filter.of("test_" + name + "(value)", (run, a) -> predicate.test(a[0])));
  }

  /** The operators are C functions in the original, and complain in their own way. */
  private static Filter operator(String name, Filter.Body body) {
    return Filter.raw(
        (run, args) -> {
          if (args.count() != 2 || !args.named().isEmpty()) {
            throw PyError.type(name + " expected 2 arguments, got " + args.count());
          }
          return body.apply(run, args.positional());
        });
  }

  private static Map<String, Filter> all() {
    Map<String, Filter> out =
        new HashMap<>(
            Map.ofEntries(
                is("defined", v -> !(v instanceof Undefined)),
                is("undefined", v -> v instanceof Undefined),
                is("none", v -> v == null),
                is("boolean", v -> v instanceof Boolean),
                is("true", v -> Boolean.TRUE.equals(v)),
                is("false", v -> Boolean.FALSE.equals(v)),
                is("integer", v -> Numbers.isInt(v) && !(v instanceof Boolean)),
                is("float", Numbers::isFloat),
                is("number", Numbers::isNumber),
                is("string", Python::isText),
                is("mapping", v -> v instanceof Map),
                is(
                    "sequence",
                    v ->
                        Python.isText(v)
                            || v instanceof List
                            || v instanceof Map
                            || v instanceof Undefined
                            || v instanceof Bytes),
                is("iterable", Python::isIterable),
                is("callable", v -> v instanceof PyCallable || v instanceof Undefined),
                is("escaped", v -> v instanceof Markup),
                entry(
                    "lower",
                    Filter.of(
                        "test_lower(value)",
                        (run, a) -> isCase(run, a[0], Character::isLowerCase))),
                entry(
                    "upper",
                    Filter.of(
                        "test_upper(value)",
                        (run, a) -> isCase(run, a[0], Character::isUpperCase))),
                entry(
                    "odd", Filter.of("test_odd(value)", (run, a) -> remainder(run, a[0], 2L, 1L))),
                entry(
                    "even",
                    Filter.of("test_even(value)", (run, a) -> remainder(run, a[0], 2L, 0L))),
                entry(
                    "divisibleby",
                    Filter.of(
                        "test_divisibleby(value, num)",
                        (run, a) -> remainder(run, a[0], a[1], 0L))),
                entry(
                    "sameas", Filter.of("test_sameas(value, other)", (run, a) -> same(a[0], a[1]))),
                entry(
                    "in",
                    Filter.of("test_in(value, seq)", (run, a) -> Python.contains(run, a[1], a[0]))),
                entry(
                    "filter",
                    Filter.of(
                        "test_filter(@, value)",
                        (run, a) ->
                            Python.isText(a[0]) && Filters.find(Python.text(a[0])) != null)),
                entry(
                    "test",
                    Filter.of(
                        "test_test(@, value)",
                        (run, a) -> Python.isText(a[0]) && find(Python.text(a[0])) != null))));
    Filter eq = operator("eq", (run, a) -> Python.equal(run, a[0], a[1]));
    Filter ne = operator("ne", (run, a) -> !Python.equal(run, a[0], a[1]));
    List.of("eq", "==", "equalto").forEach(n -> out.put(n, eq));
    List.of("ne", "!=").forEach(n -> out.put(n, ne));
    ordering(out, "gt", ">", "greaterthan");
    ordering(out, "ge", ">=", null);
    ordering(out, "lt", "<", "lessthan");
    ordering(out, "le", "<=", null);
    return Map.copyOf(out);
  }

  private static void ordering(
      Map<String, Filter> out, String name, String symbol, @Nullable String words) {
    Filter f = operator(name, (run, a) -> Evaluator.ordered(run, a[0], a[1], symbol));
    out.put(name, f);
    out.put(symbol, f);
    if (words != null) {
      out.put(words, f);
    }
  }

  private static boolean isCase(Rendering run, @Nullable Object v, IntPredicate is) {
    return TextMethods.isCase(run, run.str(v), is);
  }

  private static boolean remainder(
      Rendering run, @Nullable Object v, @Nullable Object by, Object wanted) {
    return Python.equal(run, Arithmetic.apply(run, Operator.MOD, v, by), wanted);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    // Small numbers and short texts are one object in Python; containers are not.
    return a != null
        && b != null
        && a.getClass() == b.getClass()
        && (a instanceof String || a instanceof Long || a instanceof Boolean)
        && a.equals(b);
  }
}
