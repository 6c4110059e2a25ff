package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** A filter or a test: a function whose first argument is the value it is applied to. */
interface Filter {
  @Nullable Object apply(Rendering run, Args args);

  /** What a filter does once its arguments are in place. */
  interface Body {
    @Nullable Object apply(Rendering run, @Nullable Object[] a);
  }

  static Filter of(String signature, Body body) {
    Signature s = Signature.of(signature);
    return (run, args) -> body.apply(run, s.bind(args));
  }
}
