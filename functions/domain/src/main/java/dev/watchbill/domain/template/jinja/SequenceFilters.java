package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Filters on sequences as wholes: order, ends, parts. */
final class SequenceFilters {

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("list", Filter.of("do_list(value)", (run, a) -> Python.list(run, a[0]))),
          entry("first", Filter.of("do_first(@, seq)", (run, a) -> first(run, a[0]))),
          entry("last", Filter.of("do_last(@, seq)", (run, a) -> last(run, a[0]))),
          entry("random", Filter.of("do_random(@, seq)", SequenceFilters::random)),
          entry("reverse", Filter.of("do_reverse(value)", (run, a) -> reverse(run, a[0]))),
          entry(
              "join", Filter.of("do_join(@, value, d='', attribute=None)", SequenceFilters::join)),
          entry(
              "sort",
              Filter.of(
                  "do_sort(@, value, reverse=False, case_sensitive=False, attribute=None)",
                  SequenceFilters::sort)),
          entry(
              "unique",
              Filter.of(
                  "do_unique(@, value, case_sensitive=False, attribute=None)",
                  SequenceFilters::unique)),
          entry(
              "min",
              Filter.of(
                  "do_min(@, value, case_sensitive=False, attribute=None)",
                  (run, a) -> extreme(run, a, false))),
          entry(
              "max",
              Filter.of(
                  "do_max(@, value, case_sensitive=False, attribute=None)",
                  (run, a) -> extreme(run, a, true))),
          entry(
              "groupby",
              Filter.of(
                  "do_groupby(@, value, attribute, default=None, case_sensitive=False)",
                  SequenceFilters::groupBy)),
          entry(
              "batch",
              Filter.of("do_batch(value, linecount, fill_with=None)", SequenceFilters::batch)),
          entry(
              "slice",
              Filter.of("do_slice(value, slices, fill_with=None)", SequenceFilters::slice)));

  private SequenceFilters() {}

  private static @Nullable Object first(Rendering run, @Nullable Object v) {
    Iterator<@Nullable Object> items = Python.iterate(run, v);
    return items.hasNext() ? items.next() : Undefined.because("No first item, sequence was empty.");
  }

  private static @Nullable Object last(Rendering run, @Nullable Object v) {
    if (v instanceof PyIterator || v == null || Numbers.isReal(v)) {
      throw PyError.type(PythonText.shown(Python.typeName(v)) + " object is not reversible");
    }
    List<@Nullable Object> items =
        v instanceof List<?> l
            ? new ArrayList<>(l.subList(Math.max(0, l.size() - 1), l.size()))
            : Python.list(run, v);
    return items.isEmpty()
        ? Undefined.because("No last item, sequence was empty.")
        : items.getLast();
  }

  private static @Nullable Object random(Rendering run, @Nullable Object[] a) {
    long n = Python.length(a[0]);
    return n == 0
        ? Undefined.because("No random item, sequence was empty.")
        : Lookup.item(run, a[0], (long) run.draw((int) n));
  }

  private static Object reverse(Rendering run, @Nullable Object v) {
    if (Python.isText(v)) {
      return Lookup.slice(run, v, null, null, -1L);
    }
    if (!Python.isIterable(v)) {
      throw PyError.other("argument must be iterable");
    }
    List<@Nullable Object> items = Python.list(run, v);
    Collections.reverse(items);
    return switch (v) {
      case Tuple t -> PyIterator.of("reversed", items.iterator());
      case List<?> l -> PyIterator.of("list_reverseiterator", items.iterator());
      case Map<?, ?> m -> PyIterator.of("dict_reversekeyiterator", items.iterator());
      case DictView d ->
          PyIterator.of(
              "dict_reverse"
                  + (d.part() == DictView.Part.ITEMS
                      ? "item"
                      : d.part() == DictView.Part.KEYS ? "key" : "value")
                  + "iterator",
              items.iterator());
      case null, default -> items;
    };
  }

  private static Object join(Rendering run, @Nullable Object[] a) {
    AttributePath path = a[2] == null ? null : AttributePath.of(run, a[2], null, false);
    List<@Nullable Object> items = Python.list(run, a[0]);
    if (path != null) {
      items.replaceAll(path::of);
    }
    boolean markup =
        run.autoescape
            && (a[1] instanceof Markup || items.stream().anyMatch(Markup.class::isInstance));
    Function<@Nullable Object, String> print =
        markup && !(a[1] instanceof Markup && items.isEmpty()) ? run::escaped : run::str;
    String by = print.apply(a[1]);
    Sink out = run.sink();
    for (int i = 0; i < items.size(); i++) {
      out.append(i > 0 ? by : "").append(print.apply(items.get(i)));
    }
    return markup ? new Markup(out.text()) : out.text();
  }

  private static Object sort(Rendering run, @Nullable Object[] a) {
    List<@Nullable Object> items = Python.list(run, a[0]);
    List<AttributePath> paths = new ArrayList<>();
    boolean lower = !Python.truthy(a[2]);
    if (Python.isText(a[3])) {
      for (Object part : Text.split(run, Python.text(a[3]), ",", -1)) {
        paths.add(AttributePath.of(run, part, null, lower));
      }
    } else {
      paths.add(AttributePath.of(run, a[3], null, lower));
    }
    List<@Nullable Object> keys = new ArrayList<>(items.size());
    for (Object item : items) {
      // Even one part is compared as a sequence: equal parts are never asked for their order, so
      // missing ones may meet.
      List<@Nullable Object> key = new ArrayList<>(paths.size());
      for (AttributePath path : paths) {
        key.add(path.of(item));
      }
      keys.add(key);
    }
    Python.sort(run, items, keys, Python.truthy(a[1]));
    return items;
  }

  private static Object unique(Rendering run, @Nullable Object[] a) {
    AttributePath path = AttributePath.of(run, a[2], null, !Python.truthy(a[1]));
    return PyIterator.generator(
        "sync_do_unique",
        () -> {
          Set<@Nullable Object> seen = new HashSet<>();
          return new Selected(
              Python.iterate(run, a[0]), item -> seen.add(Dicts.identity(run, path.of(item))));
        });
  }

  private static @Nullable Object extreme(Rendering run, @Nullable Object[] a, boolean greatest) {
    Iterator<@Nullable Object> items = Python.iterate(run, a[0]);
    if (!items.hasNext()) {
      return Undefined.because("No aggregated item, sequence was empty.");
    }
    AttributePath path = AttributePath.of(run, a[2], null, !Python.truthy(a[1]));
    Object best = items.next();
    Object bestKey = path.of(best);
    while (items.hasNext()) {
      Object item = items.next();
      Object key = path.of(item);
      if (Evaluator.ordered(run, key, bestKey, greatest ? ">" : "<")) {
        best = item;
        bestKey = key;
      }
    }
    return best;
  }

  private static Object groupBy(Rendering run, @Nullable Object[] a) {
    boolean sensitive = Python.truthy(a[3]);
    AttributePath key = AttributePath.of(run, a[1], a[2], !sensitive);
    AttributePath shown = AttributePath.of(run, a[1], a[2], false);
    List<@Nullable Object> items = Python.list(run, a[0]);
    List<@Nullable Object> keys = new ArrayList<>(items.size());
    for (Object item : items) {
      keys.add(key.of(item));
    }
    // An undefined key cannot be ordered; alone it needs no order.
    Python.sort(run, items, keys, false);
    List<@Nullable Object> groups = new ArrayList<>();
    List<@Nullable Object> members = new ArrayList<>();
    Object current = PyObject.MISSING;
    for (Object item : items) {
      Object k = key.of(item);
      if (current != PyObject.MISSING && !Python.equal(run, k, current)) {
        groups.add(Tuple.group(sensitive ? current : shown.of(members.getFirst()), members));
        members = new ArrayList<>();
      }
      current = k;
      members.add(item);
    }
    if (!members.isEmpty()) {
      groups.add(Tuple.group(sensitive ? current : shown.of(members.getFirst()), members));
    }
    return groups;
  }

  private static Object batch(Rendering run, @Nullable Object[] a) {
    return PyIterator.generator(
        "do_batch",
        () -> {
          long count = Numbers.index(a[1]);
          List<@Nullable Object> batches = new ArrayList<>();
          List<@Nullable Object> row = new ArrayList<>();
          for (Object item : Python.list(run, a[0])) {
            if (row.size() == count) {
              batches.add(row);
              row = new ArrayList<>();
            }
            row.add(item);
          }
          if (!row.isEmpty()) {
            if (a[2] != null && row.size() < count) {
              run.budget().elements(count);
              row.addAll(Collections.nCopies((int) count - row.size(), a[2]));
            }
            batches.add(row);
          }
          return batches.iterator();
        });
  }

  private static Object slice(Rendering run, @Nullable Object[] a) {
    return PyIterator.generator(
        "sync_do_slice",
        () -> {
          List<@Nullable Object> items = Python.list(run, a[0]);
          long slices = Numbers.index(a[1]);
          if (slices == 0) {
            throw PyError.other("integer division or modulo by zero");
          }
          run.budget().elements(slices + items.size());
          long each = Math.floorDiv(items.size(), slices);
          long extra = Math.floorMod(items.size(), slices);
          List<@Nullable Object> out = new ArrayList<>();
          long at = 0;
          for (long i = 0; i < slices; i++) {
            long end = Math.min(items.size(), at + each + (i < extra ? 1 : 0));
            List<@Nullable Object> part = new ArrayList<>(items.subList((int) at, (int) end));
            if (a[2] != null && i >= extra) {
              part.add(a[2]);
            }
            out.add(part);
            at = end;
          }
          return out.iterator();
        });
  }
}
