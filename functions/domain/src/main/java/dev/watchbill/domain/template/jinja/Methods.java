package dev.watchbill.domain.template.jinja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How methods are written down: a Python signature and what to do with its arguments. */
final class Methods {

  interface Body {
    @Nullable Object call(Rendering run, @Nullable Object self, @Nullable Object[] a);
  }

  private Methods() {}

  static Map.Entry<String, Method.Body> of(String signature, Body body) {
    Signature s = Signature.of(signature);
    String name = signature.substring(signature.indexOf('.') + 1, signature.indexOf('('));
    return Map.entry(name, (run, self, args) -> body.call(run, self, s.bind(args)));
  }

  static Map.Entry<String, Method.Body> raw(String name, Method.Body body) {
    return Map.entry(name, body);
  }
}
