package dev.watchbill.domain.template.jinja;

import static dev.watchbill.domain.template.jinja.Methods.of;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@code list} and {@code tuple}. Templates may change the lists they are given
 * (spec §3.1).
 */
final class ListMethods {

  private static final Map<String, Method.Body> ALL =
      Map.ofEntries(
          of(
              "list.append(object)",
              (run, self, a) -> {
                run.budget().room(list(self).size() + 1L);
                list(self).add(a[0]);
                return null;
              }),
          of(
              "list.extend(iterable)",
              (run, self, a) -> {
                List<@Nullable Object> more = Python.list(run, a[0]);
                run.budget().room((long) list(self).size() + more.size());
                list(self).addAll(more);
                return null;
              }),
          of("list.insert(index, object)", ListMethods::insert),
          of("list.pop(index=-1)", ListMethods::pop),
          of(
              "list.remove(value)",
              (run, self, a) -> {
                int at = (int) index(run, self, a[0], () -> "list.remove(x): x not in list");
                shift(run, list(self), at);
                list(self).remove(at);
                return null;
              }),
          of(
              "list.clear()",
              (run, self, a) -> {
                run.budget().spend(list(self).size() / 64);
                list(self).clear();
                return null;
              }),
          of(
              "list.copy()",
              (run, self, a) -> {
                run.budget().elements(list(self).size());
                return new ArrayList<>(list(self));
              }),
          of(
              "list.reverse()",
              (run, self, a) -> {
                run.budget().spend(list(self).size() / 8);
                Collections.reverse(list(self));
                return null;
              }),
          of("list.sort(key=None, reverse=False)", ListMethods::sort),
          of(
              "list.index(value)",
              (run, self, a) ->
                  index(run, self, a[0], () -> PythonText.shown(a[0]) + " is not in list")),
          of("list.count(value)", (run, self, a) -> count(run, self, a[0])));

  private ListMethods() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  static Method.@Nullable Body find(String name) {
    return ALL.get(name);
  }

  static @Nullable Object ofTuple(Tuple tuple, String name) {
    if (tuple.isGroup()) {
      if (name.equals("grouper")) {
        return tuple.get(0);
      }
      if (name.equals("list")) {
        return tuple.get(1);
      }
    }
    Method.Body body = name.equals("index") || name.equals("count") ? ALL.get(name) : null;
    return body == null ? PyObject.MISSING : Method.of(tuple, name, body);
  }

  @SuppressWarnings("unchecked") // callers pass plain lists that may be changed
  private static List<@Nullable Object> list(@Nullable Object self) {
    if (self instanceof List<?> l) {
      return (List<@Nullable Object>) l;
    }
    throw PyError.type("descriptor requires a list");
  }

  /** Pays for moving what stands behind a place. */
  private static void shift(Rendering run, List<@Nullable Object> l, long at) {
    run.budget().spend((l.size() - at) / 64);
  }

  private static @Nullable Object insert(
      Rendering run, @Nullable Object self, @Nullable Object[] a) {
    List<@Nullable Object> l = list(self);
    long at = Numbers.index(a[0]);
    at = at < 0 ? Math.max(0, at + l.size()) : Math.min(at, l.size());
    run.budget().room(l.size() + 1L);
    shift(run, l, at);
    l.add((int) at, a[1]);
    return null;
  }

  private static @Nullable Object pop(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    List<@Nullable Object> l = list(self);
    if (l.isEmpty()) {
      throw new PyError(PyError.Type.INDEX, "pop from empty list");
    }
    long at = Numbers.index(a[0]);
    at = at < 0 ? at + l.size() : at;
    if (at < 0 || at >= l.size()) {
      throw new PyError(PyError.Type.INDEX, "pop index out of range");
    }
    shift(run, l, at);
    return l.remove((int) at);
  }

  private static @Nullable Object sort(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    List<@Nullable Object> l = list(self);
    List<@Nullable Object> keys = l;
    if (a[0] != null) {
      if (!(a[0] instanceof PyCallable key)) {
        throw PyError.type(PythonText.shown(Python.typeName(a[0])) + " object is not callable");
      }
      keys = new ArrayList<>();
      for (Object item : l) {
        keys.add(key.call(run, Args.of(item)));
      }
    }
    Python.sort(run, l, keys, Python.truthy(a[1]));
    return null;
  }

  private static long index(
      Rendering run, @Nullable Object self, @Nullable Object value, Supplier<String> missing) {
    List<@Nullable Object> l = list(self);
    for (int i = 0; i < l.size(); i++) {
      run.budget().step();
      if (Python.equal(run, l.get(i), value)) {
        return i;
      }
    }
    throw PyError.value(self instanceof Tuple ? "tuple.index(x): x not in tuple" : missing.get());
  }

  private static long count(Rendering run, @Nullable Object self, @Nullable Object value) {
    long n = 0;
    for (Object item : list(self)) {
      run.budget().step();
      n += Python.equal(run, item, value) ? 1 : 0;
    }
    return n;
  }
}
