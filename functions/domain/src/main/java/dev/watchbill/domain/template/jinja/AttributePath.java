package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code attribute="a.b.0"} of the sequence filters.
 *
 * @param fallback taken where a step is missing; null for none
 * @param lower whether text is compared without case
 */
record AttributePath(Rendering run, List<Object> steps, @Nullable Object fallback, boolean lower) {

  static AttributePath of(
      Rendering run, @Nullable Object attribute, @Nullable Object fallback, boolean lower) {
    List<Object> steps = new ArrayList<>();
    if (Python.isText(attribute)) {
      for (Object part : Text.split(run, Python.text(attribute), ".", -1)) {
        String s = PythonText.str(part);
        boolean index =
            !s.isEmpty() && s.length() < 18 && s.chars().allMatch(c -> c >= '0' && c <= '9');
        steps.add(index ? (Object) Long.valueOf(s) : s);
      }
    } else if (attribute != null) {
      steps.add(attribute);
    }
    return new AttributePath(run, steps, fallback, lower);
  }

  @Nullable Object of(@Nullable Object item) {
    Object v = item;
    for (Object step : steps) {
      run.budget().step();
      v = Lookup.item(run, v, step);
      if (fallback != null && v instanceof Undefined) {
        v = fallback;
      }
    }
    return lower ? ignoreCase(run, v) : v;
  }

  /** What stands for a value where case does not count. */
  static @Nullable Object ignoreCase(Rendering run, @Nullable Object v) {
    if (!Python.isText(v)) {
      return v;
    }
    String s = Python.text(v);
    TextMethods.payCase(run, s);
    return LetterCase.lower(s);
  }
}
