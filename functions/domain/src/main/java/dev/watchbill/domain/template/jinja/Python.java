package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every Python value can be asked: its type, truth, length, elements, equality and order. */
final class Python {
  private Python() {}

  static String typeName(@Nullable Object v) {
    return switch (v) {
      case null -> "NoneType";
      case String s -> "str";
      case Boolean b -> "bool";
      case Double d -> "float";
      case Float f -> "float";
      case Number n -> "int";
      case Markup m -> "Markup";
      case Tuple t -> "tuple";
      case List<?> l -> "list";
      case Map<?, ?> m -> "dict";
      case PyObject o -> o.typeName();
      default -> "object";
    };
  }

  /** How error texts call the owner of a missing member. */
  static String describe(@Nullable Object v) {
    return switch (v) {
      case null -> "None";
      case Markup m -> "markupsafe.Markup object";
      case Undefined u -> "jinja2.runtime.Undefined object";
      case PyDateTime d -> "datetime.datetime object";
      case TimeDelta d -> "datetime.timedelta object";
      case Loop l -> "jinja2.runtime.LoopContext object";
      case Macro m -> "jinja2.runtime.Macro object";
      case Namespace n -> "jinja2.utils.Namespace object";
      case Cycler c -> "jinja2.utils.Cycler object";
      case Joiner j -> "jinja2.utils.Joiner object";
      case TemplateSelf s -> "jinja2.runtime.TemplateReference object";
      default -> typeName(v) + " object";
    };
  }

  static boolean isText(@Nullable Object v) {
    return v instanceof String || v instanceof Markup;
  }

  /** The characters of a text value; anything else is a type error. */
  static String text(@Nullable Object v) {
    if (v instanceof String s) {
      return s;
    }
    if (v instanceof Markup m) {
      return m.text();
    }
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    throw PyError.type(
        "expected string or bytes-like object, got " + PythonText.shown(typeName(v)));
  }

  static boolean truthy(@Nullable Object v) {
    return switch (v) {
      case null -> false;
      case Boolean b -> b;
      case String s -> !s.isEmpty();
      case Long n -> n != 0;
      case Double d -> d != 0;
      case BigInteger b -> b.signum() != 0;
      case Number n -> n.doubleValue() != 0;
      case List<?> l -> !l.isEmpty();
      case Map<?, ?> m -> !m.isEmpty();
      case Markup m -> !m.text().isEmpty();
      case PyObject o -> o.truthy();
      default -> true;
    };
  }

  static long length(@Nullable Object v) {
    return switch (v) {
      case String s -> Text.length(s);
      case Markup m -> Text.length(m.text());
      case List<?> l -> l.size();
      case Map<?, ?> m -> m.size();
      case DictView d -> d.dict().size();
      case Bytes b -> b.data.length;
      case Undefined u -> 0;
      case Loop l -> l.length();
      case null, default ->
          throw PyError.type("object of type " + PythonText.shown(typeName(v)) + " has no len()");
    };
  }

  static boolean isIterable(@Nullable Object v) {
    return isText(v)
        || v instanceof List
        || v instanceof Map
        || v instanceof DictView
        || v instanceof PyIterator
        || v instanceof Undefined
        || v instanceof Loop
        || v instanceof Bytes;
  }

  /** The elements of a value; each is paid for as it is taken. */
  static Iterator<@Nullable Object> iterate(Rendering run, @Nullable Object v) {
    Iterator<@Nullable Object> items = unpaid(v);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public @Nullable Object next() {
        run.budget().step();
        return items.next();
      }
    };
  }

  private static Iterator<@Nullable Object> unpaid(@Nullable Object v) {
    return switch (v) {
      case String s -> Text.characters(s);
      case Markup m -> Text.characters(m.text());
      case List<?> l -> live(l);
      case Map<?, ?> m -> guarded(new DictView(DictView.Part.KEYS, m).iterator());
      case DictView d -> guarded(d.iterator());
      case PyIterator i -> i;
      case Undefined u -> List.<@Nullable Object>of().iterator();
      case Loop l -> l.rest();
      case Bytes b -> b.iterator();
      case null, default -> throw notIterable(v);
    };
  }

  static PyError notIterable(@Nullable Object v) {
    return PyError.type(PythonText.shown(typeName(v)) + " object is not iterable");
  }

  /** A list that grows while it is read is read to its new end, as in Python. */
  private static Iterator<@Nullable Object> live(List<?> list) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < list.size();
      }

      @Override
      public @Nullable Object next() {
        return list.get(next++);
      }
    };
  }

  private static Iterator<@Nullable Object> guarded(Iterator<@Nullable Object> items) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public @Nullable Object next() {
        try {
          return items.next();
        } catch (ConcurrentModificationException e) {
          throw PyError.other("dictionary changed size during iteration");
        }
      }
    };
  }

  static List<@Nullable Object> list(Rendering run, @Nullable Object v) {
    List<@Nullable Object> out = new ArrayList<>();
    Iterator<@Nullable Object> items = iterate(run, v);
    while (items.hasNext()) {
      // Once for taking the element, once for keeping it.
      run.budget().step();
      run.budget().room(out.size() + 1L);
      out.add(items.next());
    }
    return out;
  }

  /**
   * Whether two values are equal; every element looked at is paid for, as nested sharing makes
   * small values endless.
   */
  static boolean equal(Rendering run, @Nullable Object a, @Nullable Object b) {
    return equal(run, a, b, 0);
  }

  private static boolean equal(Rendering run, @Nullable Object a, @Nullable Object b, int depth) {
    if (depth > PythonText.MAX_DEPTH) {
      throw PyError.limit("maximum recursion depth exceeded in comparison");
    }
    if (a == b) {
      return !(a instanceof Double d && d.isNaN());
    }
    if (a == null || b == null) {
      return false;
    }
    if (isText(a)) {
      return isText(b) && equalText(run, text(a), text(b));
    }
    if (Numbers.isNumber(a)) {
      if (!Numbers.isNumber(b)) {
        return false;
      }
      payNumbers(run, a, b);
      return Numbers.equal(a, b);
    }
    if (a instanceof List<?> l) {
      if (!(b instanceof List<?> m)
          || l.size() != m.size()
          || (a instanceof Tuple) != (b instanceof Tuple)) {
        return false;
      }
      for (int i = 0; i < l.size(); i++) {
        run.budget().step();
        if (!equal(run, l.get(i), m.get(i), depth + 1)) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Map<?, ?> m) {
      if (!(b instanceof Map<?, ?> n) || m.size() != n.size()) {
        return false;
      }
      for (Map.Entry<?, ?> e : m.entrySet()) {
        run.budget().step();
        Object other = Dicts.get(run, n, e.getKey());
        if (other == PyObject.MISSING || !equal(run, e.getValue(), other, depth + 1)) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof DictView v && b instanceof DictView w) {
      return equal(run, v, w, depth);
    }
    return a.equals(b);
  }

  /** Keys and items compare as sets; values only as themselves. */
  private static boolean equal(Rendering run, DictView a, DictView b, int depth) {
    if (a.part() != b.part() || a.part() == DictView.Part.VALUES) {
      return false;
    }
    if (a.part() == DictView.Part.ITEMS) {
      return equal(run, a.dict(), b.dict(), depth + 1);
    }
    if (a.dict().size() != b.dict().size()) {
      return false;
    }
    for (Object key : a.dict().keySet()) {
      if (Dicts.get(run, b.dict(), key) == PyObject.MISSING) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalText(Rendering run, String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    run.budget().characters(a.length());
    return a.equals(b);
  }

  private static void payNumbers(Rendering run, @Nullable Object a, @Nullable Object b) {
    if (!(a instanceof Long) || !(b instanceof Long)) {
      run.budget().read(a);
      run.budget().read(b);
    }
  }

  static boolean contains(Rendering run, @Nullable Object container, @Nullable Object item) {
    switch (container) {
      case String s -> {
        return holds(run, s, item);
      }
      case Markup m -> {
        return holds(run, m.text(), item);
      }
      case Map<?, ?> m -> {
        return Dicts.get(run, m, item) != PyObject.MISSING;
      }
      case null, default -> {
        if (!isIterable(container)) {
          throw PyError.type(
              "argument of type " + PythonText.shown(typeName(container)) + " is not iterable");
        }
        Iterator<@Nullable Object> items = iterate(run, container);
        while (items.hasNext()) {
          if (equal(run, items.next(), item)) {
            return true;
          }
        }
        return false;
      }
    }
  }

  private static boolean holds(Rendering run, String s, @Nullable Object item) {
    if (!isText(item)) {
      throw PyError.type("'in <string>' requires string as left operand, not " + typeName(item));
    }
    run.budget().characters(s.length());
    run.budget().read(item);
    return Text.find(s, text(item), 0) >= 0;
  }

  /** Orders two values, or fails naming the operator Python would have used. */
  static int compare(Rendering run, @Nullable Object a, @Nullable Object b, String operator) {
    return compare(run, a, b, operator, 0);
  }

  private static int compare(
      Rendering run, @Nullable Object a, @Nullable Object b, String operator, int depth) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (isText(a) && isText(b)) {
      return compareText(run, text(a), text(b));
    }
    if (Numbers.isReal(a) && Numbers.isReal(b)) {
      payNumbers(run, a, b);
      return Numbers.compare(a, b);
    }
    if (a instanceof Undefined u) {
      throw u.fail();
    }
    if (b instanceof Undefined u) {
      throw u.fail();
    }
    if (a instanceof List<?> l
        && b instanceof List<?> m
        && (a instanceof Tuple) == (b instanceof Tuple)) {
      if (depth > PythonText.MAX_DEPTH) {
        throw PyError.limit("maximum recursion depth exceeded in comparison");
      }
      for (int i = 0; i < Math.min(l.size(), m.size()); i++) {
        run.budget().step();
        if (!equal(run, l.get(i), m.get(i))) {
          return compare(run, l.get(i), m.get(i), operator, depth + 1);
        }
      }
      return Integer.compare(l.size(), m.size());
    }
    if (a instanceof PyDateTime x && b instanceof PyDateTime y) {
      return x.compareTo(y);
    }
    if (a instanceof TimeDelta x && b instanceof TimeDelta y) {
      return x.compareTo(y);
    }
    if (a instanceof PyDate x && b instanceof PyDate y) {
      return x.date().compareTo(y.date());
    }
    throw unordered(a, b, operator);
  }

  private static PyError unordered(@Nullable Object a, @Nullable Object b, String operator) {
    return PyError.type(
        PythonText.shown(operator)
            + " not supported between instances of "
            + PythonText.shown(typeName(a))
            + " and "
            + PythonText.shown(typeName(b)));
  }

  /** Orders texts or numbers, which is all that keys are. */
  static int compareKeys(@Nullable Rendering run, @Nullable Object a, @Nullable Object b) {
    if (run != null) {
      run.budget().step();
    }
    if (isText(a) && isText(b)) {
      return compareText(run, text(a), text(b));
    }
    if (Numbers.isReal(a) && Numbers.isReal(b)) {
      if (run != null) {
        payNumbers(run, a, b);
      }
      return Numbers.compare(a, b);
    }
    throw unordered(a, b, "<");
  }

  /** Pays as it goes: most texts differ early. */
  private static int compareText(@Nullable Rendering run, String a, String b) {
    int n = a == b ? 0 : Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      if ((i & 127) == 127 && run != null) {
        run.budget().characters(128);
      }
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Code point order: a surrogate pair stands above every character of the basic plane.
        boolean sx = Character.isSurrogate(x);
        boolean sy = Character.isSurrogate(y);
        return sx == sy ? Character.compare(x, y) : sx ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** A stable sort that compares as Python's does: only with {@code <}. */
  static void sort(
      Rendering run, List<@Nullable Object> items, List<@Nullable Object> keys, boolean reverse) {
    Integer[] order = new Integer[keys.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    run.budget().elements(order.length);
    java.util.Arrays.sort(
        order,
        (x, y) -> {
          run.budget().step();
          // The later element is asked whether it is less, as Python's insertion step asks.
          int c =
              x > y
                  ? compare(run, keys.get(x), keys.get(y), "<")
                  : -compare(run, keys.get(y), keys.get(x), "<");
          return reverse ? -c : c;
        });
    List<@Nullable Object> sorted = new ArrayList<>(order.length);
    for (int i : order) {
      sorted.add(items.get(i));
    }
    for (int i = 0; i < order.length; i++) {
      items.set(i, sorted.get(i));
    }
  }
}
