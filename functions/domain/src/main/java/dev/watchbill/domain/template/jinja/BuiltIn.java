package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** A function or class of the language itself. */
record BuiltIn(String typeName, String repr, Body body) implements PyCallable {

  /** What the function does. */
  interface Body {
    @Nullable Object call(Rendering run, Args args);
  }

  @Override
  public @Nullable Object call(Rendering run, Args args) {
    return run.perform(null, args, () -> body.call(run, args));
  }

  @Override
  public boolean hides(String name) {
    return typeName.equals("type") && name.equals("mro");
  }
}
