package dev.watchbill.domain.template.jinja;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jinja2 templates in the OnCall dialect (spec oncall-behaviour §3). Thread-safe; a template is
 * parsed anew each time, which costs about as much as running it.
 */
public final class Jinja {
  private final InstantSource clock;
  private final Limits limits;

  /**
   * @param clock what the template's {@code time()} reads
   */
  public Jinja(InstantSource clock, Limits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  /** With {@link Limits#DEFAULT}. */
  public Jinja(InstantSource clock) {
    this(clock, Limits.DEFAULT);
  }

  /**
   * Renders a template. Never throws, for any template and any value.
   *
   * @param variables names to plain values (Map, List, String, Long, BigInteger, Double, Boolean,
   *     null). A template may change the containers in them ({@code payload.pop}, {@code
   *     list.append}), and the defaults do: pass copies
   */
  public Rendered render(String template, Map<String, ? extends @Nullable Object> variables) {
    return render(template, variables, new Budget(limits));
  }

  /** With a budget that its owner can look into afterwards. */
  Rendered render(
      String template, Map<String, ? extends @Nullable Object> variables, Budget budget) {
    return guarded(
        () -> {
          Rendering run = new Rendering(budget, clock);
          return new Rendered.Output(new Interpreter(run, parse(template), variables).render());
        });
  }

  /**
   * What is wrong with a template before any value is known: what the API checks when one is
   * stored.
   */
  public Optional<Rendered.Failure> check(String template) {
    Rendered result =
        guarded(
            () -> {
              parse(template);
              return new Rendered.Output("");
            });
    return result instanceof Rendered.Failure failure ? Optional.of(failure) : Optional.empty();
  }

  private Parser.Template parse(String template) {
    if (template.length() > limits.sourceLength()) {
      int length = Text.length(template);
      if (length > limits.sourceLength()) {
        throw PyError.limit(
            "Template exceeds length limit (" + length + " > " + limits.sourceLength() + ")");
      }
    }
    return Parser.parse(template);
  }

  /** Something that may fail in the template's own way. */
  private interface Attempt {
    Rendered run();
  }

  private static Rendered guarded(Attempt attempt) {
    try {
      return attempt.run();
    } catch (PyError e) {
      return e.failure();
    } catch (StackOverflowError e) {
      // Depth is counted where it is cheap to count; data nested in ways nobody counts ends here.
      // Nothing is held open: the
      // interpreter has no locks and no resources, so unwinding is safe.
      return PyError.recursion().failure();
    } catch (OutOfMemoryError e) {
      // A step is worth so many bytes at most (WorkFuzzTest), so this takes a heap that is nearly
      // full of other things. What the template held is free again here.
      return PyError.limit("the template takes too much memory").failure();
    } catch (RuntimeException e) {
      // A value of a kind no payload has, or an immutable container the template tried to change:
      // the reader sees it.
      return new Rendered.Failure(
          Rendered.Severity.ERROR,
          Rendered.Kind.RUNTIME,
          "unexpected " + e.getClass().getSimpleName());
    }
  }
}
