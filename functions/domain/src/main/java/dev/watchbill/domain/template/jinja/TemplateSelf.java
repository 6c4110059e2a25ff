package dev.watchbill.domain.template.jinja;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code self}: the template's blocks by name. */
record TemplateSelf(Set<String> blocks, Function<String, Object> render) implements PyObject {

  @Override
  public @Nullable Object attribute(String name) {
    return blocks.contains(name)
        ? new BuiltIn(
            "BlockReference",
            "<BlockReference " + PythonText.shown(name) + ">",
            (run, a) -> render.apply(name))
        : MISSING;
  }

  @Override
  public String typeName() {
    return "TemplateReference";
  }

  @Override
  public String repr() {
    return "<TemplateReference None>";
  }
}
