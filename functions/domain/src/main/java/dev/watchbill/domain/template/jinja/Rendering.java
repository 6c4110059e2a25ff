package dev.watchbill.domain.template.jinja;

import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every part of one rendering shares. */
final class Rendering {
  private final Budget budget;
  private final InstantSource clock;
  private long draws;

  /** Whether output is being escaped here: what {@code autoescape} switches. */
  boolean autoescape;

  Rendering(Budget budget, InstantSource clock) {
    this.budget = budget;
    this.clock = clock;
  }

  /** What a filter, a test, a method, a function or an operator does. */
  interface Deed {
    @Nullable Object done();
  }

  /**
   * The one place where work on values begins: filters, tests, methods, functions and operators all
   * pass here, so that none can forget to pay. What they are given is paid for before they see it,
   * as if it were read once. Beyond that, text is made in a {@link Sink}, the elements of a
   * container are taken from {@link Python#iterate}, and both pay as they go; whoever needs more
   * than one pass pays for that itself.
   */
  @Nullable Object perform(@Nullable Object self, Args args, Deed deed) {
    budget.step();
    budget.read(self);
    budget.spend(args.count() / 16 + args.named().size());
    for (Object given : args.positional()) {
      budget.read(given);
    }
    for (Map.Entry<String, @Nullable Object> named : args.named().entrySet()) {
      budget.read(named.getKey());
      budget.read(named.getValue());
    }
    Object result = deed.done();
    if (Python.isText(result)) {
      budget.room(Python.text(result).length());
    }
    return result;
  }

  Budget budget() {
    return budget;
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * A number below {@code bound}: arbitrary, but the same in every rendering of a template
   * (decisions must be repeatable).
   */
  int draw(int bound) {
    long z = ++draws * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    return (int) Long.remainderUnsigned(z ^ (z >>> 27), bound);
  }

  /** Text made by a part of the template: safe already if it was escaped on the way. */
  Object made(String text) {
    return autoescape ? new Markup(text) : text;
  }

  /** {@code str(value)}, paid for as it is written. */
  String str(@Nullable Object value) {
    return PythonText.str(Sink.value(budget), value);
  }

  /** {@code repr(value)}, paid for as it is written. */
  String repr(@Nullable Object value) {
    return PythonText.repr(Sink.value(budget), value);
  }

  /** Any value as safe text: markup stays, everything else is printed and escaped. */
  String escaped(@Nullable Object value) {
    return value instanceof Markup m ? m.text() : escape(str(value));
  }

  /** Safe text of any text: five times as long if it must be. */
  String escape(String text) {
    return Markup.escape(Sink.value(budget), text);
  }

  Sink sink() {
    return Sink.value(budget);
  }
}
