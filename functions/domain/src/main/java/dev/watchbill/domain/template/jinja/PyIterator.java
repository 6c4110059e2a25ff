package dev.watchbill.domain.template.jinja;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sequence made while it is read, and read once: generators and reversed views. */
final class PyIterator implements PyObject, Iterator<@Nullable Object> {
  private final String type;
  private final @Nullable String function;
  private final Supplier<Iterator<@Nullable Object>> start;
  private @Nullable Iterator<@Nullable Object> running;

  private PyIterator(
      String type, @Nullable String function, Supplier<Iterator<@Nullable Object>> start) {
    this.type = type;
    this.function = function;
    this.start = start;
  }

  /** A generator: nothing of its body runs before the first element is asked for. */
  static PyIterator generator(String function, Supplier<Iterator<@Nullable Object>> start) {
    return new PyIterator("generator", function, start);
  }

  static PyIterator of(String type, Iterator<@Nullable Object> elements) {
    return new PyIterator(type, null, () -> elements);
  }

  private Iterator<@Nullable Object> running() {
    if (running == null) {
      running = start.get();
    }
    return running;
  }

  @Override
  public boolean hasNext() {
    return running().hasNext();
  }

  @Override
  public @Nullable Object next() {
    return running().next();
  }

  @Override
  public String typeName() {
    return type;
  }

  @Override
  public String repr() {
    return function == null
        ? PyObject.super.repr()
        : "<generator object " + function + " at " + ADDRESS + ">";
  }

  @Override
  public boolean hides(String name) {
    return function != null
        && (name.startsWith("gi_")
            || name.equals("send")
            || name.equals("throw")
            || name.equals("close"));
  }
}
