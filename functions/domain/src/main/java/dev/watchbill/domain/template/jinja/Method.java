package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** A method together with the value it belongs to. */
final class Method implements PyCallable {

  /** What the method does. */
  interface Body {
    @Nullable Object call(Rendering run, @Nullable Object self, Args args);
  }

  private final @Nullable Object self;
  private final String name;
  private final Body body;

  private Method(@Nullable Object self, String name, Body body) {
    this.self = self;
    this.name = name;
    this.body = body;
  }

  static Method of(@Nullable Object self, String name, Body body) {
    return new Method(self, name, body);
  }

  @Override
  public @Nullable Object call(Rendering run, Args args) {
    return run.perform(self, args, () -> body.call(run, self, args));
  }

  @Override
  public String typeName() {
    return "builtin_function_or_method";
  }

  @Override
  public String repr() {
    // The sandbox puts its own function in front of the two format methods, and Python prints that
    // one.
    if (Python.isText(self) && name.equals("format_map")) {
      return "<function str.format_map at " + ADDRESS + ">";
    }
    if (Python.isText(self) && name.equals("format")) {
      return "<function str.format at " + ADDRESS + ">";
    }
    String owner =
        name.equals("from_bytes") || name.equals("fromkeys") ? "type" : Python.typeName(self);
    return "<built-in method " + name + " of " + owner + " object at " + ADDRESS + ">";
  }
}
