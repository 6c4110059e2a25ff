package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** {@code cycler(…)}: gives its values in turn. */
final class Cycler implements PyObject {
  private final Tuple values;
  private int at;

  Cycler(Args args) {
    if (args.count() == 0) {
      throw PyError.other("at least one item has to be provided");
    }
    this.values = Tuple.of(args.positional());
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "current" -> values.get(at);
      case "items" -> values;
      case "pos" -> (long) at;
      case "next" ->
          Method.of(
              this,
              name,
              (run, self, a) -> {
                Object value = values.get(at);
                at = (at + 1) % values.size();
                return value;
              });
      case "reset" ->
          Method.of(
              this,
              name,
              (run, self, a) -> {
                at = 0;
                return null;
              });
      default -> MISSING;
    };
  }

  @Override
  public String typeName() {
    return "Cycler";
  }

  @Override
  public String repr() {
    return "<jinja2.utils.Cycler object at " + ADDRESS + ">";
  }
}
