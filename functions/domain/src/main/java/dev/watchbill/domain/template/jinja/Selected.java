package dev.watchbill.domain.template.jinja;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The elements that satisfy a condition, found as they are asked for. */
final class Selected implements Iterator<@Nullable Object> {
  private final Iterator<@Nullable Object> all;
  private final Predicate<@Nullable Object> condition;
  private @Nullable Object next = PyObject.MISSING;

  Selected(Iterator<@Nullable Object> all, Predicate<@Nullable Object> condition) {
    this.all = all;
    this.condition = condition;
  }

  @Override
  public boolean hasNext() {
    while (next == PyObject.MISSING && all.hasNext()) {
      Object candidate = all.next();
      if (condition.test(candidate)) {
        next = candidate;
      }
    }
    return next != PyObject.MISSING;
  }

  @Override
  public @Nullable Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Object result = next;
    next = PyObject.MISSING;
    return result;
  }
}
