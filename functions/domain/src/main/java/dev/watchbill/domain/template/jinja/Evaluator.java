package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.template.jinja.Expr.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of expressions. */
class Evaluator {
  final Rendering run;

  /** The text a filter block or a filtered {@code set} hands to its first filter. */
  Object blockText = "";

  Evaluator(Rendering run) {
    this.run = run;
  }

  @Nullable Object value(Expr expr, Scope scope) {
    run.budget().step();
    return switch (expr) {
      case Expr.Const c -> c.value();
      case Expr.Name n -> name(n.name(), scope);
      case Expr.NamespaceRef n -> Lookup.attribute(run, name(n.name(), scope), n.attribute());
      case Expr.Attribute a -> Lookup.attribute(run, value(a.owner(), scope), a.name());
      case Expr.Item i -> item(i, scope);
      // Only among several keys in one bracket, which nothing has.
      case Expr.Slice s ->
          Tuple.of(bound(s.from(), scope), bound(s.to(), scope), bound(s.step(), scope));
      case Expr.Call c -> call(value(c.function(), scope), arguments(c.arguments(), scope));
      case Expr.Filtered f -> filtered(f, scope);
      case Expr.Tested t -> tested(t, scope);
      case Expr.Binary b ->
          Arithmetic.apply(run, b.operator(), value(b.left(), scope), value(b.right(), scope));
      case Expr.Negate n -> Arithmetic.negate(run, value(n.operand(), scope));
      case Expr.Plus p -> Arithmetic.plus(run, value(p.operand(), scope));
      case Expr.Not n -> !Python.truthy(value(n.operand(), scope));
      case Expr.And a -> {
        Object left = value(a.left(), scope);
        yield Python.truthy(left) ? value(a.right(), scope) : left;
      }
      case Expr.Or o -> {
        Object left = value(o.left(), scope);
        yield Python.truthy(left) ? left : value(o.right(), scope);
      }
      case Expr.Concat c -> concat(c, scope);
      case Expr.Compare c -> compare(c, scope);
      case Expr.Conditional c -> conditional(c, scope);
      case Expr.ListOf l -> values(l.items(), scope);
      case Expr.TupleOf t -> Tuple.copyOf(values(t.items(), scope));
      case Expr.DictOf d -> dict(d, scope);
    };
  }

  private List<@Nullable Object> values(List<Expr> items, Scope scope) {
    List<@Nullable Object> out = new ArrayList<>(items.size());
    for (Expr item : items) {
      out.add(value(item, scope));
    }
    return out;
  }

  private @Nullable Object name(String name, Scope scope) {
    Object v = scope.get(run, name);
    if (v != PyObject.MISSING) {
      return v;
    }
    Object global = Globals.find(name);
    return global != null ? global : Undefined.name(name);
  }

  private @Nullable Object item(Expr.Item item, Scope scope) {
    Object owner = value(item.owner(), scope);
    if (item.key() instanceof Expr.Slice s) {
      return Lookup.slice(
          run, owner, bound(s.from(), scope), bound(s.to(), scope), bound(s.step(), scope));
    }
    return Lookup.item(run, owner, value(item.key(), scope));
  }

  private @Nullable Object bound(@Nullable Expr bound, Scope scope) {
    return bound == null ? null : value(bound, scope);
  }

  @Nullable Object call(@Nullable Object function, Args args) {
    if (function instanceof PyCallable c) {
      run.budget().enter();
      Object result = c.call(run, args);
      run.budget().leave();
      return result;
    }
    if (function instanceof Undefined u) {
      throw u.fail();
    }
    throw PyError.type(PythonText.shown(Python.typeName(function)) + " object is not callable");
  }

  Args arguments(Arguments a, Scope scope) {
    if (a.isEmpty()) {
      return Args.NONE;
    }
    List<@Nullable Object> positional = values(a.positional(), scope);
    Map<String, @Nullable Object> named =
        a.names().isEmpty() && a.starStar() == null ? Map.of() : new LinkedHashMap<>();
    if (a.star() != null) {
      Object more = value(a.star(), scope);
      if (!Python.isIterable(more)) {
        throw PyError.type("Value after * must be an iterable, not " + Python.typeName(more));
      }
      positional.addAll(Python.list(run, more));
    }
    for (int i = 0; i < a.names().size(); i++) {
      named.put(a.names().get(i), value(a.named().get(i), scope));
    }
    if (a.starStar() != null) {
      if (!(value(a.starStar(), scope) instanceof Map<?, ?> more)) {
        throw PyError.type("argument after ** must be a mapping");
      }
      run.budget().elements(more.size());
      more.forEach(
          (k, v) -> {
            if (!Python.isText(k)) {
              throw PyError.type("keywords must be strings");
            }
            if (named.put(Python.text(k), v) != null) {
              throw PyError.type("got multiple values for keyword argument " + PythonText.shown(k));
            }
          });
    }
    return new Args(positional.toArray(), named);
  }

  private @Nullable Object filtered(Expr.Filtered f, Scope scope) {
    Object input = f.input() == null ? blockText : value(f.input(), scope);
    if (f.filter() == null) {
      throw PyError.other("No filter named " + PythonText.shown(f.name()) + " found.");
    }
    Args args =
        f.arguments().isEmpty()
            ? Args.of(input)
            : arguments(f.arguments(), scope).prepend(run, input);
    return f.filter().apply(run, args);
  }

  private @Nullable Object tested(Expr.Tested t, Scope scope) {
    Object input = value(t.input(), scope);
    if (t.test() == null) {
      throw PyError.other("No test named " + PythonText.shown(t.name()) + " found.");
    }
    return t.test().apply(run, arguments(t.arguments(), scope).prepend(run, input));
  }

  private Object concat(Expr.Concat c, Scope scope) {
    List<@Nullable Object> parts = values(c.parts(), scope);
    boolean markup = run.autoescape && parts.stream().anyMatch(Markup.class::isInstance);
    Sink out = run.sink();
    for (Object part : parts) {
      out.append(markup ? run.escaped(part) : run.str(part));
    }
    return markup ? new Markup(out.text()) : out.text();
  }

  private boolean compare(Expr.Compare c, Scope scope) {
    Object left = value(c.first(), scope);
    for (Expr.Operand o : c.rest()) {
      Object right = value(o.value(), scope);
      if (!compare(o.comparison(), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private boolean compare(Expr.Comparison c, @Nullable Object a, @Nullable Object b) {
    return switch (c) {
      case EQ -> Python.equal(run, a, b);
      case NE -> !Python.equal(run, a, b);
      case IN -> Python.contains(run, b, a);
      case NOT_IN -> !Python.contains(run, b, a);
      case LT -> ordered(run, a, b, "<");
      case LTEQ -> ordered(run, a, b, "<=");
      case GT -> ordered(run, a, b, ">");
      case GTEQ -> ordered(run, a, b, ">=");
    };
  }

  /** Whether {@code a operator b}. */
  static boolean ordered(Rendering run, @Nullable Object a, @Nullable Object b, String operator) {
    int c = Python.compare(run, a, b, operator);
    if (Numbers.isNan(a) || Numbers.isNan(b)) {
      return false;
    }
    return switch (operator) {
      case "<" -> c < 0;
      case "<=" -> c <= 0;
      case ">" -> c > 0;
      default -> c >= 0;
    };
  }

  private @Nullable Object conditional(Expr.Conditional c, Scope scope) {
    if (Python.truthy(value(c.test(), scope))) {
      return value(c.then(), scope);
    }
    return c.otherwise() != null
        ? value(c.otherwise(), scope)
        : Undefined.because(
            "the inline if-expression on line "
                + c.line()
                + " evaluated to false and no else section was defined.");
  }

  private Object dict(Expr.DictOf d, Scope scope) {
    Map<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
    for (int i = 0; i < d.keys().size(); i++) {
      Dicts.put(run, out, value(d.keys().get(i), scope), value(d.values().get(i), scope));
    }
    return out;
  }
}
