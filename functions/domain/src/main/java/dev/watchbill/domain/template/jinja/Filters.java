package dev.watchbill.domain.template.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All filters by name: Jinja's own and the ones of spec oncall-behaviour §3.3. */
final class Filters {
  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> out = new HashMap<>();
    out.putAll(TextFilters.ALL);
    out.putAll(HtmlFilters.ALL);
    out.putAll(NumberFilters.ALL);
    out.putAll(SequenceFilters.ALL);
    out.putAll(MappingFilters.ALL);
    out.putAll(OnCallFilters.ALL);
    out.put("d", out.get("default"));
    out.put("e", out.get("escape"));
    out.put("count", out.get("length"));
    return Map.copyOf(out);
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  static @Nullable Filter find(String name) {
    return ALL.get(name);
  }

  /** A filter named by a value: {@code map("upper")}. */
  static @Nullable Object apply(Rendering run, @Nullable Object name, Args args) {
    Filter f = Python.isText(name) ? find(Python.text(name)) : null;
    if (f == null) {
      throw PyError.other("No filter named " + PythonText.shown(name) + ".");
    }
    return f.apply(run, args);
  }
}
