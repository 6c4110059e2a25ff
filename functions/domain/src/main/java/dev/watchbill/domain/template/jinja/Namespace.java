package dev.watchbill.domain.template.jinja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code namespace(…)}: the one value whose attributes {@code set} can change, also from inside a
 * loop.
 */
record Namespace(Map<@Nullable Object, @Nullable Object> attributes) implements PyObject {

  @Override
  public @Nullable Object attribute(String name) {
    return Dicts.get(attributes, name);
  }

  @Override
  public boolean hides(String name) {
    return name.startsWith("_") && attributes.containsKey(name);
  }

  @Override
  public String typeName() {
    return "Namespace";
  }

  @Override
  public String repr() {
    return "<Namespace " + PythonText.repr(attributes) + ">";
  }
}
