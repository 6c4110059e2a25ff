package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** {@code joiner(…)}: nothing the first time it is called, its separator from then on. */
final class Joiner implements PyCallable {
  private final @Nullable Object separator;
  private boolean used;

  Joiner(@Nullable Object separator) {
    this.separator = separator;
  }

  @Override
  public @Nullable Object call(Rendering run, Args args) {
    Object result = used ? separator : "";
    used = true;
    return result;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "sep" -> separator;
      case "used" -> used;
      default -> MISSING;
    };
  }

  @Override
  public String typeName() {
    return "Joiner";
  }

  @Override
  public String repr() {
    return "<jinja2.utils.Joiner object at " + ADDRESS + ">";
  }
}
