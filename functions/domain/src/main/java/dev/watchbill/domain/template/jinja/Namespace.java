package dev.watchbill.domain.template.jinja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code namespace(…)}: the one value whose attributes {@code set} can change, also from inside a
 * loop. As in Python it equals only itself.
 */
final class Namespace implements PyObject {
  private final Map<@Nullable Object, @Nullable Object> attributes;

  Namespace(Map<@Nullable Object, @Nullable Object> attributes) {
    this.attributes = attributes;
  }

  Map<@Nullable Object, @Nullable Object> attributes() {
    return attributes;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return Dicts.named(attributes, name);
  }

  @Override
  public boolean hides(String name) {
    return name.startsWith("_") && attributes.containsKey(name);
  }

  @Override
  public String typeName() {
    return "Namespace";
  }
}
