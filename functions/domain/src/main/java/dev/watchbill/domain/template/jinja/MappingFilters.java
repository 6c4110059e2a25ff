package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters that look into values one by one, and those on dicts. */
final class MappingFilters {

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry(
              "default",
              Filter.of(
                  "do_default(value, default_value='', boolean=False)", (run, a) -> byDefault(a))),
          entry("attr", Filter.of("do_attr(@, obj, name)", (run, a) -> attribute(a))),
          entry("map", Filter.raw(MappingFilters::map)),
          entry("select", Filter.raw((run, args) -> select(run, args, false, true))),
          entry("reject", Filter.raw((run, args) -> select(run, args, false, false))),
          entry("selectattr", Filter.raw((run, args) -> select(run, args, true, true))),
          entry("rejectattr", Filter.raw((run, args) -> select(run, args, true, false))),
          entry("items", Filter.of("do_items(value)", (run, a) -> items(a[0]))),
          entry(
              "dictsort",
              Filter.of(
                  "do_dictsort(value, case_sensitive=False, by='key', reverse=False)",
                  MappingFilters::dictSort)));

  private MappingFilters() {}

  private static @Nullable Object byDefault(@Nullable Object[] a) {
    return a[0] instanceof Undefined || (Python.truthy(a[2]) && !Python.truthy(a[0])) ? a[1] : a[0];
  }

  private static @Nullable Object attribute(@Nullable Object[] a) {
    if (!Python.isText(a[1])) {
      throw PyError.type(
          "attribute name must be string, not " + PythonText.shown(Python.typeName(a[1])));
    }
    String name = Python.text(a[1]);
    Object member = Lookup.member(a[0], name);
    if (member != PyObject.MISSING) {
      return member;
    }
    if (Lookup.isHidden(a[0], name)) {
      return Undefined.unsafe(a[0], name);
    }
    // A missing value refuses every name except Python's own, which it may be probed for.
    if (a[0] instanceof Undefined u && !(name.startsWith("__") && name.endsWith("__"))) {
      throw u.fail();
    }
    return Undefined.member(a[0], name);
  }

  private static Object map(Rendering run, Args args) {
    return PyIterator.generator(
        "sync_do_map",
        () -> {
          if (!Python.truthy(args.get(0))) {
            return Collections.emptyIterator();
          }
          UnaryOperator<@Nullable Object> change = change(run, args.from(1));
          Iterator<@Nullable Object> all = Python.iterate(run, args.get(0));
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return all.hasNext();
            }

            @Override
            public @Nullable Object next() {
              return change.apply(all.next());
            }
          };
        });
  }

  private static UnaryOperator<@Nullable Object> change(Rendering run, Args args) {
    if (args.count() == 0 && args.named().containsKey("attribute")) {
      LinkedHashMap<String, @Nullable Object> named = args.takeNamed();
      Object attribute = named.remove("attribute");
      Object fallback = named.remove("default");
      if (!named.isEmpty()) {
        throw PyError.other(
            "Unexpected keyword argument " + PythonText.shown(named.keySet().iterator().next()));
      }
      AttributePath path = AttributePath.of(run, attribute, fallback, false);
      return path::of;
    }
    if (args.count() == 0) {
      throw PyError.other("map requires a filter argument");
    }
    Args rest = args.from(1);
    return item -> Filters.apply(run, args.get(0), rest.prepend(run, item));
  }

  private static Object select(Rendering run, Args args, boolean byAttribute, boolean wanted) {
    return PyIterator.generator(
        "select_or_reject",
        () -> {
          if (!Python.truthy(args.get(0))) {
            return Collections.emptyIterator();
          }
          Predicate<@Nullable Object> condition = condition(run, args.from(1), byAttribute);
          return new Selected(
              Python.iterate(run, args.get(0)), item -> condition.test(item) == wanted);
        });
  }

  private static Predicate<@Nullable Object> condition(
      Rendering run, Args args, boolean byAttribute) {
    if (byAttribute && args.count() == 0) {
      throw PyError.other("Missing parameter for attribute name");
    }
    AttributePath path = AttributePath.of(run, byAttribute ? args.get(0) : null, null, false);
    Args rest = byAttribute ? args.from(1) : args;
    if (rest.count() == 0) {
      return item -> Python.truthy(path.of(item));
    }
    Args more = rest.from(1);
    return item -> Python.truthy(Tests.apply(run, rest.get(0), more.prepend(run, path.of(item))));
  }

  private static Object items(@Nullable Object v) {
    return PyIterator.generator(
        "do_items",
        () -> {
          if (v instanceof Undefined) {
            return Collections.emptyIterator();
          }
          if (v instanceof Map<?, ?> m) {
            return new DictView(DictView.Part.ITEMS, m).iterator();
          }
          throw PyError.type("Can only get item pairs from a mapping.");
        });
  }

  private static Object dictSort(Rendering run, @Nullable Object[] a) {
    if (!"key".equals(a[2]) && !"value".equals(a[2])) {
      throw PyError.other("You can only sort by either \"key\" or \"value\"");
    }
    int position = "key".equals(a[2]) ? 0 : 1;
    if (a[0] instanceof Undefined u) {
      throw u.fail();
    }
    if (!(a[0] instanceof Map<?, ?> m)) {
      throw PyError.other(
          PythonText.shown(Python.typeName(a[0])) + " object has no attribute 'items'");
    }
    List<@Nullable Object> items = new ArrayList<>();
    List<@Nullable Object> keys = new ArrayList<>();
    run.budget().elements(2L * m.size());
    for (Map.Entry<?, ?> e : m.entrySet()) {
      Tuple pair = Tuple.of(e.getKey(), e.getValue());
      items.add(pair);
      keys.add(
          Python.truthy(a[1])
              ? pair.get(position)
              : AttributePath.ignoreCase(run, pair.get(position)));
    }
    Python.sort(run, items, keys, Python.truthy(a[3]));
    return items;
  }
}
