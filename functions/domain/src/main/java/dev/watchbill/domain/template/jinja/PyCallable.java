package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** Something a template can call. */
interface PyCallable extends PyObject {
  @Nullable Object call(Rendering run, Args args);
}
