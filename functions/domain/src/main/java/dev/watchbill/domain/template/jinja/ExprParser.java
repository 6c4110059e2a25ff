package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.template.jinja.Expr.Arguments;
import dev.watchbill.domain.template.jinja.Expr.Comparison;
import dev.watchbill.domain.template.jinja.Expr.Operand;
import dev.watchbill.domain.template.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses expressions by recursive descent, loosest operator first. */
class ExprParser {
  /**
   * Deepest expression: the original's limit lies between 100 filters in a row and 900 additions.
   */
  private static final int MAX_DEPTH = 400;

  final Source source;

  /** Names the macro being parsed speaks of: decides what it accepts beyond its parameters. */
  Set<String> mentioned = new HashSet<>();

  /** Inside a conditional, an unknown filter only fails when it is reached. */
  boolean conditional;

  /** What is wrong although it can be parsed; reported only when nothing worse turns up. */
  final List<String> faults = new ArrayList<>();

  private int depth;

  ExprParser(Source source) {
    this.source = source;
  }

  static PyError fail(String message) {
    return PyError.syntax(message);
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw PyError.recursion();
    }
  }

  /** Runs one level of the descent; what was nested in a chain is counted back at its end. */
  private <T> T nested(Supplier<T> level) {
    int before = depth;
    enter();
    T result = level.get();
    depth = before;
    return result;
  }

  Expr expression() {
    return nested(this::conditionalExpression);
  }

  Expr expression(boolean allowConditional) {
    return allowConditional ? expression() : nested(this::or);
  }

  private Expr conditionalExpression() {
    int at = source.line(source.current());
    boolean before = conditional;
    int known = faults.size();
    Expr then = or();
    while (source.skipName("if")) {
      // What was just read turns out to be conditional too.
      faults.subList(known, faults.size()).clear();
      conditional = true;
      Expr test = or();
      Expr otherwise = source.skipName("else") ? expression() : null;
      conditional = before;
      then = new Expr.Conditional(test, then, otherwise, at);
      enter();
    }
    return then;
  }

  private Expr or() {
    Expr left = and();
    while (source.skipName("or")) {
      enter();
      left = new Expr.Or(left, and());
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (source.skipName("and")) {
      enter();
      left = new Expr.And(left, not());
    }
    return left;
  }

  private Expr not() {
    if (source.skipName("not")) {
      return new Expr.Not(nested(this::not));
    }
    return compare();
  }

  private Expr compare() {
    Expr first = sum();
    List<Operand> rest = null;
    while (true) {
      Comparison c = comparison();
      if (c == null) {
        return rest == null ? first : new Expr.Compare(first, List.copyOf(rest));
      }
      if (rest == null) {
        rest = new ArrayList<>();
      }
      rest.add(new Operand(c, sum()));
    }
  }

  private @Nullable Comparison comparison() {
    Comparison c =
        switch (source.kind()) {
          case EQ -> Comparison.EQ;
          case NE -> Comparison.NE;
          case LT -> Comparison.LT;
          case LTEQ -> Comparison.LTEQ;
          case GT -> Comparison.GT;
          case GTEQ -> Comparison.GTEQ;
          case NAME -> {
            if (source.atName("in")) {
              yield Comparison.IN;
            }
            if (source.atName("not") && source.look().isName("in")) {
              source.next();
              yield Comparison.NOT_IN;
            }
            yield null;
          }
          default -> null;
        };
    if (c != null) {
      source.next();
    }
    return c;
  }

  private Expr sum() {
    Expr left = concat();
    while (source.at(Kind.ADD) || source.at(Kind.SUB)) {
      enter();
      Operator op = source.next().is(Kind.ADD) ? Operator.ADD : Operator.SUB;
      left = new Expr.Binary(op, left, concat());
    }
    return left;
  }

  private Expr concat() {
    Expr first = product();
    if (!source.at(Kind.TILDE)) {
      return first;
    }
    List<Expr> parts = new ArrayList<>();
    parts.add(first);
    while (source.skip(Kind.TILDE)) {
      parts.add(product());
    }
    return new Expr.Concat(List.copyOf(parts));
  }

  private Expr product() {
    Expr left = power();
    while (true) {
      Operator op =
          switch (source.kind()) {
            case MUL -> Operator.MUL;
            case DIV -> Operator.DIV;
            case FLOORDIV -> Operator.FLOORDIV;
            case MOD -> Operator.MOD;
            default -> null;
          };
      if (op == null) {
        return left;
      }
      enter();
      source.next();
      left = new Expr.Binary(op, left, power());
    }
  }

  private Expr power() {
    Expr left = unary(true);
    while (source.skip(Kind.POW)) {
      enter();
      left = new Expr.Binary(Operator.POW, left, unary(true));
    }
    return left;
  }

  private Expr unary(boolean withFilter) {
    int known = faults.size();
    Expr node;
    if (source.skip(Kind.SUB)) {
      node = new Expr.Negate(nested(() -> unary(false)));
    } else if (source.skip(Kind.ADD)) {
      node = new Expr.Plus(nested(() -> unary(false)));
    } else {
      node = primary(false);
    }
    node = postfix(node);
    return withFilter ? filters(node, known) : node;
  }

  Expr primary(boolean withNamespace) {
    Token token = source.current();
    switch (token.kind()) {
      case NAME -> {
        source.next();
        return named(String.valueOf(token.value()), withNamespace);
      }
      case STRING -> {
        source.next();
        if (!source.at(Kind.STRING)) {
          return new Expr.Const(token.value());
        }
        StringBuilder text = new StringBuilder(String.valueOf(token.value()));
        while (source.at(Kind.STRING)) {
          text.append(source.next().value());
        }
        return new Expr.Const(text.toString());
      }
      case INTEGER, FLOAT -> {
        source.next();
        return new Expr.Const(token.value());
      }
      case LPAREN -> {
        source.next();
        Expr inner = nested(() -> tuple(false, true, null, true, false));
        source.expect(Kind.RPAREN);
        return inner;
      }
      case LBRACKET -> {
        return nested(this::list);
      }
      case LBRACE -> {
        return nested(this::dict);
      }
      default -> throw fail("unexpected " + PythonText.shown(token.describe()));
    }
  }

  private Expr named(String name, boolean withNamespace) {
    switch (name) {
      case "true", "True" -> {
        return new Expr.Const(true);
      }
      case "false", "False" -> {
        return new Expr.Const(false);
      }
      case "none", "None" -> {
        return new Expr.Const(null);
      }
      default -> {
        if (withNamespace && source.skip(Kind.DOT)) {
          return new Expr.NamespaceRef(name, source.name());
        }
        mentioned.add(name);
        return new Expr.Name(name);
      }
    }
  }

  /**
   * One expression, or several with commas between.
   *
   * @param simple only names and literals, as targets of assignments are
   * @param end a name that ends the tuple
   * @param parentheses whether nothing at all means an empty tuple
   */
  Expr tuple(
      boolean simple,
      boolean allowConditional,
      @Nullable String end,
      boolean parentheses,
      boolean withNamespace) {
    List<Expr> items = new ArrayList<>();
    boolean comma = false;
    while (true) {
      if (!items.isEmpty()) {
        source.expect(Kind.COMMA);
      }
      if (source.at(Kind.VARIABLE_END)
          || source.at(Kind.BLOCK_END)
          || source.at(Kind.RPAREN)
          || (end != null && source.atName(end))) {
        break;
      }
      items.add(simple ? primary(withNamespace) : expression(allowConditional));
      if (!source.at(Kind.COMMA)) {
        break;
      }
      comma = true;
    }
    if (!comma) {
      if (!items.isEmpty()) {
        return items.getFirst();
      }
      if (!parentheses) {
        throw fail("Expected an expression, got " + PythonText.shown(source.current().describe()));
      }
    }
    return new Expr.TupleOf(List.copyOf(items));
  }

  private Expr list() {
    source.expect(Kind.LBRACKET);
    List<Expr> items = new ArrayList<>();
    while (!source.at(Kind.RBRACKET)) {
      if (!items.isEmpty()) {
        source.expect(Kind.COMMA);
        if (source.at(Kind.RBRACKET)) {
          break;
        }
      }
      items.add(expression());
    }
    source.expect(Kind.RBRACKET);
    return new Expr.ListOf(List.copyOf(items));
  }

  private Expr dict() {
    source.expect(Kind.LBRACE);
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!source.at(Kind.RBRACE)) {
      if (!keys.isEmpty()) {
        source.expect(Kind.COMMA);
        if (source.at(Kind.RBRACE)) {
          break;
        }
      }
      keys.add(expression());
      source.expect(Kind.COLON);
      values.add(expression());
    }
    source.expect(Kind.RBRACE);
    return new Expr.DictOf(List.copyOf(keys), List.copyOf(values));
  }

  private Expr postfix(Expr start) {
    Expr node = start;
    while (true) {
      switch (source.kind()) {
        case DOT, LBRACKET -> node = subscript(node);
        case LPAREN -> node = new Expr.Call(node, arguments());
        default -> {
          return node;
        }
      }
      enter();
    }
  }

  private Expr filters(Expr start, int known) {
    Expr node = start;
    while (true) {
      if (source.at(Kind.PIPE)) {
        node = filter(node, false, known);
      } else if (source.atName("is")) {
        node = test(node, known);
      } else if (source.at(Kind.LPAREN)) {
        node = new Expr.Call(node, arguments());
      } else {
        return node;
      }
      enter();
    }
  }

  private Expr subscript(Expr owner) {
    if (source.next().is(Kind.DOT)) {
      Token name = source.next();
      return switch (name.kind()) {
        case NAME -> new Expr.Attribute(owner, String.valueOf(name.value()));
        case INTEGER -> new Expr.Item(owner, new Expr.Const(name.value()));
        default -> throw fail("expected name or number");
      };
    }
    List<Expr> keys = new ArrayList<>();
    while (!source.at(Kind.RBRACKET)) {
      if (!keys.isEmpty()) {
        source.expect(Kind.COMMA);
      }
      keys.add(key());
    }
    source.expect(Kind.RBRACKET);
    return new Expr.Item(
        owner, keys.size() == 1 ? keys.getFirst() : new Expr.TupleOf(List.copyOf(keys)));
  }

  private Expr key() {
    Expr from = null;
    if (!source.at(Kind.COLON)) {
      from = expression();
      if (!source.at(Kind.COLON)) {
        return from;
      }
    }
    source.next();
    Expr to = source.at(Kind.COLON) ? null : bound();
    Expr step = source.skip(Kind.COLON) ? bound() : null;
    return new Expr.Slice(from, to, step);
  }

  private @Nullable Expr bound() {
    return source.at(Kind.RBRACKET) || source.at(Kind.COMMA) ? null : expression();
  }

  Arguments arguments() {
    source.expect(Kind.LPAREN);
    List<Expr> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Expr> named = new ArrayList<>();
    Expr star = null;
    Expr starStar = null;
    boolean comma = false;
    while (!source.at(Kind.RPAREN)) {
      if (comma) {
        source.expect(Kind.COMMA);
        if (source.at(Kind.RPAREN)) {
          break;
        }
      }
      comma = true;
      if (source.at(Kind.MUL)) {
        ensure(star == null && starStar == null);
        source.next();
        star = expression();
      } else if (source.at(Kind.POW)) {
        ensure(starStar == null);
        source.next();
        starStar = expression();
      } else if (source.at(Kind.NAME) && source.look().is(Kind.ASSIGN)) {
        ensure(starStar == null);
        String name = source.name();
        source.next();
        if (names.contains(name)) {
          throw fail("keyword argument repeated: " + name);
        }
        names.add(name);
        named.add(expression());
      } else {
        ensure(star == null && starStar == null && names.isEmpty());
        positional.add(expression());
      }
    }
    source.expect(Kind.RPAREN);
    return new Arguments(
        List.copyOf(positional), List.copyOf(names), List.copyOf(named), star, starStar);
  }

  private static void ensure(boolean valid) {
    if (!valid) {
      throw fail("invalid syntax for function call expression");
    }
  }

  /**
   * Filters in a row.
   *
   * @param inline the first stands without a pipe, as in a filter block
   */
  Expr.@Nullable Filtered filterChain(boolean inline) {
    int known = faults.size();
    Expr.Filtered node = inline ? filter(null, true, known) : null;
    while (source.at(Kind.PIPE)) {
      enter();
      node = filter(node, false, known);
    }
    return node;
  }

  /**
   * @param known how many faults stood before the whole chain: of two unknown filters the outer one
   *     is reported
   */
  private Expr.Filtered filter(@Nullable Expr input, boolean inline, int known) {
    if (!inline) {
      source.next();
    }
    String name = dotted();
    Arguments arguments = source.at(Kind.LPAREN) ? arguments() : Arguments.NONE;
    Filter filter = Filters.find(name);
    if (filter == null && !conditional) {
      faults.add(known, "No filter named " + PythonText.shown(name) + ".");
    }
    return new Expr.Filtered(input, name, filter, arguments);
  }

  private Expr test(Expr input, int known) {
    source.next();
    boolean negated = source.skipName("not");
    String name = dotted();
    Arguments arguments = Arguments.NONE;
    if (source.at(Kind.LPAREN)) {
      arguments = arguments();
    } else if (startsOperand()) {
      if (source.atName("is")) {
        throw fail("You cannot chain multiple tests with is");
      }
      arguments = new Arguments(List.of(postfix(primary(false))), List.of(), List.of(), null, null);
    }
    Filter test = Tests.find(name);
    if (test == null && !conditional) {
      faults.add(known, "No test named " + PythonText.shown(name) + ".");
    }
    Expr node = new Expr.Tested(input, name, test, arguments);
    return negated ? new Expr.Not(node) : node;
  }

  private boolean startsOperand() {
    return switch (source.kind()) {
      case NAME -> !(source.atName("else") || source.atName("or") || source.atName("and"));
      case STRING, INTEGER, FLOAT, LBRACKET, LBRACE -> true;
      default -> false;
    };
  }

  private String dotted() {
    String name = source.name();
    while (source.skip(Kind.DOT)) {
      name += "." + source.name();
    }
    return name;
  }
}
