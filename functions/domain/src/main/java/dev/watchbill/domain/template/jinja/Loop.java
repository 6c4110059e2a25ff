package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code loop} variable of a running loop. */
final class Loop implements PyCallable {

  /** Runs a recursive loop again over other elements. */
  interface Again {
    Object run(@Nullable Object source, int depth);
  }

  private final Rendering run;
  private final @Nullable Object source;
  private final @Nullable Again again;
  private final int depth0;
  private Iterator<@Nullable Object> items;
  private long length = -1;
  private long index0 = -1;
  private @Nullable Object before = MISSING;
  private @Nullable Object current = MISSING;
  private @Nullable Object after = MISSING;
  private @Nullable Object changed = MISSING;

  Loop(Rendering run, @Nullable Object source, @Nullable Again again, int depth0) {
    this.run = run;
    this.source = source;
    this.items = Python.iterate(run, source);
    this.again = again;
    this.depth0 = depth0;
  }

  /** Goes to the next element, if there is one. */
  boolean advance() {
    Object next;
    if (after != MISSING) {
      next = after;
      after = MISSING;
    } else if (items.hasNext()) {
      next = items.next();
    } else {
      return false;
    }
    index0++;
    before = current;
    current = next;
    return true;
  }

  @Nullable Object current() {
    return current;
  }

  Iterator<@Nullable Object> rest() {
    return items;
  }

  long length() {
    if (length < 0) {
      if (source instanceof List
          || source instanceof Map
          || source instanceof DictView
          || Python.isText(source)) {
        length = Python.length(source);
      } else {
        List<@Nullable Object> rest = new ArrayList<>();
        while (items.hasNext()) {
          run.budget().step();
          rest.add(items.next());
        }
        items = rest.iterator();
        length = rest.size() + index0 + 1 + (after == MISSING ? 0 : 1);
      }
    }
    return length;
  }

  private @Nullable Object peek() {
    if (after == MISSING && items.hasNext()) {
      after = items.next();
    }
    return after;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "index" -> index0 + 1;
      case "index0" -> index0;
      case "revindex" -> length() - index0;
      case "revindex0" -> length() - index0 - 1;
      case "first" -> index0 == 0;
      case "last" -> peek() == MISSING;
      case "length" -> length();
      case "depth" -> depth0 + 1L;
      case "depth0" -> (long) depth0;
      case "previtem" -> index0 == 0 ? Undefined.because("there is no previous item") : before;
      case "nextitem" -> peek() == MISSING ? Undefined.because("there is no next item") : after;
      case "cycle" -> Method.of(this, name, (r, self, a) -> cycle(a));
      case "changed" -> Method.of(this, name, (r, self, a) -> changed(a));
      default -> MISSING;
    };
  }

  private @Nullable Object cycle(Args a) {
    if (a.count() == 0) {
      throw PyError.type("no items for cycling given");
    }
    return a.get((int) (index0 % a.count()));
  }

  private boolean changed(Args a) {
    Tuple value = Tuple.of(a.positional());
    boolean different = changed == MISSING || !Python.equal(run, changed, value);
    changed = value;
    return different;
  }

  @Override
  public @Nullable Object call(Rendering r, Args args) {
    if (again == null) {
      throw PyError.type("The loop must have the 'recursive' marker to be called recursively.");
    }
    if (args.count() != 1) {
      throw PyError.type(
          "LoopContext.__call__() takes 2 positional arguments but "
              + (args.count() + 1)
              + " were given");
    }
    return again.run(args.get(0), depth0 + 1);
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }

  @Override
  public String repr() {
    return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
  }

  @Override
  public boolean truthy() {
    return length() != 0;
  }

  @Override
  public boolean hides(String name) {
    return name.startsWith("_");
  }
}
