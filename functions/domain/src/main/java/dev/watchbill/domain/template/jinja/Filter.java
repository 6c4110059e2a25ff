package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** A filter or a test: a function whose first argument is the value it is applied to. */
final class Filter {

  /** What a filter does with its arguments as they come. */
  interface Raw {
    @Nullable Object apply(Rendering run, Args args);
  }

  /** What a filter does once its arguments are in place. */
  interface Body {
    @Nullable Object apply(Rendering run, @Nullable Object[] a);
  }

  private final Raw body;

  private Filter(Raw body) {
    this.body = body;
  }

  static Filter of(String signature, Body body) {
    Signature s = Signature.of(signature);
    return new Filter((run, args) -> body.apply(run, s.bind(args)));
  }

  static Filter raw(Raw body) {
    return new Filter(body);
  }

  @Nullable Object apply(Rendering run, Args args) {
    return run.perform(null, args, () -> body.apply(run, args));
  }
}
