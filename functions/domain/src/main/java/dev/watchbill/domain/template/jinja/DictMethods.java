package dev.watchbill.domain.template.jinja;

import static dev.watchbill.domain.template.jinja.Methods.of;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@code dict}. They hide keys of the same name from {@code payload.name}, as in the
 * original.
 */
final class DictMethods {
  private static final Signature UPDATE = Signature.of("dict.update(other=None)");

  private static final Map<String, Method.Body> ALL =
      Map.ofEntries(
          of(
              "dict.get(key, default=None)",
              (run, self, a) -> {
                Object v = Dicts.get(run, dict(self), a[0]);
                return v == PyObject.MISSING ? a[1] : v;
              }),
          of("dict.items()", (run, self, a) -> new DictView(DictView.Part.ITEMS, dict(self))),
          of("dict.keys()", (run, self, a) -> new DictView(DictView.Part.KEYS, dict(self))),
          of("dict.values()", (run, self, a) -> new DictView(DictView.Part.VALUES, dict(self))),
          of(
              "dict.copy()",
              (run, self, a) -> {
                run.budget().elements(dict(self).size());
                return new LinkedHashMap<>(dict(self));
              }),
          of(
              "dict.clear()",
              (run, self, a) -> {
                run.budget().spend(dict(self).size() / 8);
                dict(self).clear();
                return null;
              }),
          Methods.raw("pop", DictMethods::pop),
          of("dict.popitem()", DictMethods::popItem),
          of(
              "dict.setdefault(key, default=None)",
              (run, self, a) -> {
                Object v = Dicts.get(run, dict(self), a[0]);
                if (v != PyObject.MISSING) {
                  return v;
                }
                Dicts.put(run, dict(self), a[0], a[1]);
                return a[1];
              }),
          Methods.raw(
              "update",
              (run, self, args) -> {
                if (args.count() > 1) {
                  UPDATE.bind(args);
                }
                Dicts.update(run, dict(self), args);
                return null;
              }),
          of(
              "dict.fromkeys(iterable, value=None)",
              (run, self, a) -> {
                Map<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
                for (Object key : Python.list(run, a[0])) {
                  Dicts.put(run, out, key, a[1]);
                }
                return out;
              }));

  private DictMethods() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  static Method.@Nullable Body find(String name) {
    return ALL.get(name);
  }

  private static Map<?, ?> dict(@Nullable Object self) {
    if (self instanceof Map<?, ?> m) {
      return m;
    }
    throw PyError.type("descriptor requires a dict");
  }

  private static @Nullable Object pop(Rendering run, @Nullable Object self, Args args) {
    if (args.count() < 1 || args.count() > 2) {
      throw PyError.type(
          "pop expected at "
              + (args.count() < 1 ? "least 1 argument" : "most 2 arguments")
              + ", got "
              + args.count());
    }
    Object v = Dicts.remove(run, dict(self), args.get(0));
    if (v != PyObject.MISSING) {
      return v;
    }
    if (args.count() == 2) {
      return args.get(1);
    }
    throw new PyError(PyError.Type.KEY, PythonText.shown(args.get(0)));
  }

  private static Object popItem(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    Map<?, ?> m = dict(self);
    Map.Entry<?, ?> last =
        m instanceof LinkedHashMap<?, ?> ordered ? ordered.pollLastEntry() : null;
    if (last == null) {
      throw new PyError(PyError.Type.KEY, "'popitem(): dictionary is empty'");
    }
    return Tuple.of(last.getKey(), last.getValue());
  }
}
