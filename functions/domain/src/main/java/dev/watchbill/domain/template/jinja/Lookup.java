package dev.watchbill.domain.template.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code value.name} and {@code value[key]}. Only what the tables name can be reached; what Python
 * has beyond that is known by name only, because asking for it must read as a violation and not as
 * a missing value (spec §3.1).
 */
final class Lookup {

  private static final Set<String> OF_EVERYTHING =
      Set.of(
          "__class__",
          "__delattr__",
          "__dir__",
          "__doc__",
          "__eq__",
          "__format__",
          "__ge__",
          "__getattribute__",
          "__getstate__",
          "__gt__",
          "__hash__",
          "__init__",
          "__init_subclass__",
          "__le__",
          "__lt__",
          "__ne__",
          "__new__",
          "__reduce__",
          "__reduce_ex__",
          "__repr__",
          "__setattr__",
          "__sizeof__",
          "__str__",
          "__subclasshook__");

  private static final Set<String> OF_CONTAINERS =
      Set.of(
          "__add__",
          "__class_getitem__",
          "__contains__",
          "__delitem__",
          "__getitem__",
          "__getnewargs__",
          "__iadd__",
          "__imul__",
          "__ior__",
          "__iter__",
          "__len__",
          "__mod__",
          "__mul__",
          "__or__",
          "__reversed__",
          "__rmod__",
          "__rmul__",
          "__ror__",
          "__setitem__");

  private static final Set<String> OF_CALLABLES =
      Set.of(
          "__annotations__",
          "__base__",
          "__bases__",
          "__builtins__",
          "__call__",
          "__closure__",
          "__code__",
          "__defaults__",
          "__dict__",
          "__get__",
          "__globals__",
          "__kwdefaults__",
          "__module__",
          "__mro__",
          "__name__",
          "__qualname__",
          "__self__",
          "__subclasses__",
          "__text_signature__",
          "__wrapped__");

  private static final Set<String> OF_NUMBERS =
      Set.of(
          "__abs__",
          "__add__",
          "__and__",
          "__bool__",
          "__ceil__",
          "__divmod__",
          "__float__",
          "__floor__",
          "__floordiv__",
          "__getnewargs__",
          "__index__",
          "__int__",
          "__invert__",
          "__mod__",
          "__mul__",
          "__neg__",
          "__pos__",
          "__pow__",
          "__round__",
          "__sub__",
          "__truediv__",
          "__trunc__");

  private Lookup() {}

  static @Nullable Object attribute(Rendering run, @Nullable Object owner, String name) {
    run.budget().characters(name.length());
    Object member = member(owner, name);
    if (member != PyObject.MISSING) {
      return member;
    }
    if (isHidden(owner, name)) {
      return Undefined.unsafe(owner, name);
    }
    if (owner instanceof Undefined u) {
      throw u.fail();
    }
    if (owner instanceof Map<?, ?> m) {
      Object v = Dicts.named(m, name);
      if (v != PyObject.MISSING) {
        return v;
      }
    }
    return Undefined.member(owner, name);
  }

  static @Nullable Object item(Rendering run, @Nullable Object owner, @Nullable Object key) {
    run.budget().read(key);
    switch (owner) {
      case Undefined u -> throw u.fail();
      case Map<?, ?> m -> {
        Object v = Dicts.isHashable(run, key) ? Dicts.get(run, m, key) : PyObject.MISSING;
        if (v != PyObject.MISSING) {
          return v;
        }
      }
      case List<?> l when Numbers.isInt(key) -> {
        long i = Numbers.index(key);
        i = i < 0 ? i + l.size() : i;
        return i >= 0 && i < l.size() ? l.get((int) i) : Undefined.member(owner, key);
      }
      case String s when Numbers.isInt(key) -> {
        return character(run, s, s, key);
      }
      case Markup m when Numbers.isInt(key) -> {
        return character(run, m, m.text(), key);
      }
      case Bytes b when Numbers.isInt(key) -> {
        long i = Numbers.index(key);
        i = i < 0 ? i + b.data.length : i;
        return i >= 0 && i < b.data.length
            ? (Object) (long) (b.data[(int) i] & 0xff)
            : Undefined.member(owner, key);
      }
      case null, default -> {}
    }
    if (Python.isText(key)) {
      String name = Python.text(key);
      Object member = member(owner, name);
      if (member != PyObject.MISSING) {
        return member;
      }
      if (isHidden(owner, name)) {
        return Undefined.unsafe(owner, name);
      }
    }
    return Undefined.member(owner, key);
  }

  private static Object character(Rendering run, Object owner, String s, @Nullable Object key) {
    run.budget().characters(s.length());
    int length = Text.length(s);
    long i = Numbers.index(key);
    i = i < 0 ? i + length : i;
    return i >= 0 && i < length ? (Object) Text.at(s, (int) i) : Undefined.member(owner, key);
  }

  /** What Python calls an attribute, if the sandbox gives it out: methods mostly. */
  static @Nullable Object member(@Nullable Object owner, String name) {
    if (name.startsWith("_")) {
      return PyObject.MISSING;
    }
    return switch (owner) {
      case null -> PyObject.MISSING;
      case Map<?, ?> m -> method(owner, name, DictMethods.find(name));
      case String s -> method(owner, name, TextMethods.find(name));
      case Markup m -> method(owner, name, TextMethods.find(name));
      case Tuple t -> ListMethods.ofTuple(t, name);
      case List<?> l -> method(owner, name, ListMethods.find(name));
      case Number n -> NumberMethods.find(n, name);
      case Boolean b -> NumberMethods.find(b, name);
      case PyObject o -> o.attribute(name);
      default -> PyObject.MISSING;
    };
  }

  private static @Nullable Object method(
      @Nullable Object owner, String name, Method.@Nullable Body body) {
    return body == null ? PyObject.MISSING : Method.of(owner, name, body);
  }

  static boolean isHidden(@Nullable Object owner, String name) {
    if (owner instanceof PyObject o && o.hides(name)) {
      return true;
    }
    if (!name.startsWith("__")) {
      return false;
    }
    if (OF_EVERYTHING.contains(name)) {
      return true;
    }
    return switch (owner) {
      case null -> name.equals("__bool__");
      case Undefined u -> OF_CONTAINERS.contains(name) || OF_NUMBERS.contains(name);
      case String s -> OF_CONTAINERS.contains(name);
      case Markup m -> OF_CONTAINERS.contains(name) || name.equals("__html__");
      case List<?> l -> OF_CONTAINERS.contains(name);
      case Map<?, ?> m -> OF_CONTAINERS.contains(name);
      case Number n -> OF_NUMBERS.contains(name);
      case Boolean b -> OF_NUMBERS.contains(name);
      case PyCallable c -> OF_CALLABLES.contains(name);
      default -> name.equals("__dict__") || name.equals("__module__");
    };
  }

  /** {@code value[from:to:step]}. */
  static Object slice(
      Rendering run,
      @Nullable Object owner,
      @Nullable Object from,
      @Nullable Object to,
      @Nullable Object step) {
    switch (owner) {
      case Undefined u -> throw u.fail();
      case String s -> {
        return sliceText(run, s, from, to, step);
      }
      case Markup m -> {
        return new Markup(sliceText(run, m.text(), from, to, step));
      }
      case List<?> l -> {
        int[] range = range(l.size(), from, to, step);
        run.budget().elements(range[2]);
        List<@Nullable Object> out = new java.util.ArrayList<>(range[2]);
        for (int n = 0, i = range[0]; n < range[2]; n++, i += range[1]) {
          out.add(l.get(i));
        }
        return owner instanceof Tuple ? Tuple.copyOf(out) : out;
      }
      case Map<?, ?> m -> throw PyError.type("unhashable type: 'slice'");
      case null, default ->
          throw PyError.type(
              PythonText.shown(Python.typeName(owner)) + " object is not subscriptable");
    }
  }

  private static String sliceText(
      Rendering run, String s, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
    run.budget().characters(s.length());
    int[] range = range(Text.length(s), from, to, step);
    if (range[1] == 1) {
      return Text.part(s, range[0], range[0] + range[2]);
    }
    run.budget().text(s.length());
    int[] points = s.codePoints().toArray();
    Sink out = run.sink();
    for (int n = 0, i = range[0]; n < range[2]; n++, i += range[1]) {
      out.appendCodePoint(points[i]);
    }
    return out.text();
  }

  /** First index, step and count. */
  private static int[] range(
      int length, @Nullable Object from, @Nullable Object to, @Nullable Object by) {
    long step = by == null ? 1 : bound(by);
    if (step == 0) {
      throw PyError.value("slice step cannot be zero");
    }
    step = Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, step));
    long low = step > 0 ? 0 : -1;
    long high = step > 0 ? length : length - 1;
    long start = from == null ? (step > 0 ? low : high) : clamp(bound(from), length, low, high);
    long stop = to == null ? (step > 0 ? high : low) : clamp(bound(to), length, low, high);
    long count = step > 0 ? (stop - start + step - 1) / step : (start - stop - step - 1) / -step;
    return new int[] {(int) start, (int) step, (int) Math.max(0, count)};
  }

  private static long clamp(long i, int length, long low, long high) {
    long at = i < 0 ? i + length : i;
    return Math.max(low, Math.min(high, at));
  }

  private static long bound(@Nullable Object v) {
    if (!Numbers.isInt(v)) {
      throw PyError.type("slice indices must be integers or None or have an __index__ method");
    }
    return Numbers.index(v);
  }
}
