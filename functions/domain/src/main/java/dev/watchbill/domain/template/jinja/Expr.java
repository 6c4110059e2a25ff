package dev.watchbill.domain.template.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of a template. */
sealed interface Expr {

  record Const(@Nullable Object value) implements Expr {}

  record Name(String name) implements Expr {}

  /** {@code ns.attr} as the target of {@code set}. */
  record NamespaceRef(String name, String attribute) implements Expr {}

  record ListOf(List<Expr> items) implements Expr {}

  record TupleOf(List<Expr> items) implements Expr {}

  record DictOf(List<Expr> keys, List<Expr> values) implements Expr {}

  record Attribute(Expr owner, String name) implements Expr {}

  record Item(Expr owner, Expr key) implements Expr {}

  record Slice(@Nullable Expr from, @Nullable Expr to, @Nullable Expr step) implements Expr {}

  record Call(Expr function, Arguments arguments) implements Expr {}

  /**
   * {@code input | name(arguments)}.
   *
   * @param input null at the start of a filter block: there it is the block's text
   * @param filter null if there is no such filter and the place is only reached conditionally
   */
  record Filtered(@Nullable Expr input, String name, @Nullable Filter filter, Arguments arguments)
      implements Expr {}

  record Tested(Expr input, String name, @Nullable Filter test, Arguments arguments)
      implements Expr {}

  record Binary(Operator operator, Expr left, Expr right) implements Expr {}

  record Negate(Expr operand) implements Expr {}

  record Plus(Expr operand) implements Expr {}

  record Not(Expr operand) implements Expr {}

  record And(Expr left, Expr right) implements Expr {}

  record Or(Expr left, Expr right) implements Expr {}

  record Concat(List<Expr> parts) implements Expr {}

  record Compare(Expr first, List<Operand> rest) implements Expr {}

  /**
   * {@code then if test else otherwise}.
   *
   * @param line where it stands, for the text of its undefined result
   */
  record Conditional(Expr test, Expr then, @Nullable Expr otherwise, int line) implements Expr {}

  /** One more comparison of a chain. */
  record Operand(Comparison comparison, Expr value) {}

  enum Comparison {
    EQ,
    NE,
    LT,
    LTEQ,
    GT,
    GTEQ,
    IN,
    NOT_IN
  }

  /** What stands between the parentheses of a call. */
  record Arguments(
      List<Expr> positional,
      List<String> names,
      List<Expr> named,
      @Nullable Expr star,
      @Nullable Expr starStar) {
    static final Arguments NONE = new Arguments(List.of(), List.of(), List.of(), null, null);

    boolean isEmpty() {
      return positional.isEmpty() && names.isEmpty() && star == null && starStar == null;
    }
  }
}
