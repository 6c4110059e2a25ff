package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one template, once. */
final class Interpreter extends Evaluator {
  private final Parser.Template template;
  private final Scope top;

  Interpreter(Rendering run, Parser.Template template, Map<String, ?> variables) {
    super(run);
    this.template = template;
    this.top = Scope.top(variables);
  }

  String render() {
    top.set("self", new TemplateSelf(template.blocks().keySet(), this::renderBlock));
    Sink out = Sink.result(run.budget());
    execute(template.body(), top, out);
    return out.cut();
  }

  private void execute(List<Stmt> body, Scope scope, Sink out) {
    for (Stmt stmt : body) {
      execute(stmt, scope, out);
    }
  }

  private void execute(Stmt stmt, Scope scope, Sink out) {
    run.budget().step();
    switch (stmt) {
      case Stmt.Data d -> out.append(d.text());
      case Stmt.Print p -> print(value(p.value(), scope), out);
      case Stmt.If i -> choose(i, scope, out);
      case Stmt.For f -> loop(f, scope, out);
      case Stmt.SetValue s -> {
        requireNamespaces(s.target(), scope);
        assign(s.target(), value(s.value(), scope), scope);
      }
      case Stmt.SetBlock s -> {
        requireNamespaces(s.target(), scope);
        Object text = capture(s.body(), scope.inner());
        assign(s.target(), s.filter() == null ? text : filterText(s.filter(), text, scope), scope);
      }
      case Stmt.With w -> with(w, scope, out);
      case Stmt.Autoescape a -> {
        boolean before = run.autoescape;
        run.autoescape = Python.truthy(value(a.on(), scope));
        execute(a.body(), scope.inner(), out);
        run.autoescape = before;
      }
      case Stmt.Block b -> execute(b.body(), inBlock(b, b.scoped() ? scope : top), out);
      case Stmt.MacroOf m -> scope.set(m.name(), macro(m.name(), m.parameters(), m.body(), scope));
      case Stmt.CallBlock c -> call(c, scope, out);
      case Stmt.FilterBlock f -> {
        Object text = capture(f.body(), scope.inner());
        print(filterText(f.filter(), text, scope), out);
      }
      case Stmt.Load l -> load(l, scope);
    }
  }

  private void print(@Nullable Object value, Sink out) {
    if (run.autoescape) {
      out.append(run.escaped(value));
    } else {
      PythonText.print(out, value);
    }
  }

  private Object capture(List<Stmt> body, Scope scope) {
    Sink out = Sink.value(run.budget());
    execute(body, scope, out);
    return run.made(out.text());
  }

  private @Nullable Object filterText(Expr filter, Object text, Scope scope) {
    Object before = blockText;
    blockText = text;
    Object result = value(filter, scope);
    blockText = before;
    return result;
  }

  private Object renderBlock(String name) {
    Stmt.Block block = template.blocks().get(name);
    if (block == null) {
      throw PyError.other("no block " + PythonText.shown(name));
    }
    return capture(block.body(), inBlock(block, top));
  }

  private static Scope inBlock(Stmt.Block block, Scope around) {
    Scope scope = around.inner();
    scope.set(
        "super",
        Undefined.because(
            "there is no parent block called " + PythonText.shown(block.name()) + "."));
    return scope;
  }

  private void choose(Stmt.If stmt, Scope scope, Sink out) {
    for (int i = 0; i < stmt.tests().size(); i++) {
      if (Python.truthy(value(stmt.tests().get(i), scope))) {
        execute(stmt.bodies().get(i), scope, out);
        return;
      }
    }
    execute(stmt.otherwise(), scope, out);
  }

  private void loop(Stmt.For stmt, Scope scope, Sink out) {
    if (stmt.recursive()) {
      out.append(run.str(recurse(stmt, scope, value(stmt.source(), scope), 0)));
    } else {
      loop(stmt, scope, out, value(stmt.source(), scope), null, 0);
    }
  }

  private Object recurse(Stmt.For stmt, Scope scope, @Nullable Object source, int depth) {
    Sink out = Sink.value(run.budget());
    loop(stmt, scope, out, source, (inner, d) -> recurse(stmt, scope, inner, d), depth);
    return run.made(out.text());
  }

  private void loop(
      Stmt.For stmt,
      Scope scope,
      Sink out,
      @Nullable Object source,
      Loop.@Nullable Again again,
      int depth) {
    Expr test = stmt.test();
    Object elements =
        test == null
            ? source
            : PyIterator.generator("t_1", () -> selected(stmt, test, scope, source));
    Loop loop = new Loop(run, elements, again, depth);
    boolean empty = true;
    while (loop.advance()) {
      empty = false;
      Scope inner = scope.inner();
      inner.set("loop", loop);
      assign(stmt.target(), loop.current(), inner);
      execute(stmt.body(), inner, out);
    }
    if (empty) {
      execute(stmt.otherwise(), scope.inner(), out);
    }
  }

  private Iterator<@Nullable Object> selected(
      Stmt.For stmt, Expr test, Scope scope, @Nullable Object source) {
    return new Selected(
        Python.iterate(run, source),
        item -> {
          run.budget().step();
          Scope inner = scope.inner();
          assign(stmt.target(), item, inner);
          return Python.truthy(value(test, inner));
        });
  }

  private void requireNamespaces(Expr target, Scope scope) {
    if (target instanceof Expr.NamespaceRef n && !(scope.get(run, n.name()) instanceof Namespace)) {
      throw PyError.other("cannot assign attribute on non-namespace object");
    }
    if (target instanceof Expr.TupleOf t) {
      t.items().forEach(item -> requireNamespaces(item, scope));
    }
  }

  private void assign(Expr target, @Nullable Object value, Scope scope) {
    switch (target) {
      case Expr.Name n -> scope.set(n.name(), value);
      case Expr.NamespaceRef n -> {
        if (scope.get(run, n.name()) instanceof Namespace ns) {
          ns.attributes().put(n.attribute(), value);
        }
      }
      case Expr.TupleOf t -> unpack(t.items(), value, scope);
      default -> throw PyError.syntax("can't assign to an expression");
    }
  }

  private void unpack(List<Expr> targets, @Nullable Object value, Scope scope) {
    if (!Python.isIterable(value)) {
      throw PyError.type("cannot unpack non-iterable " + Python.typeName(value) + " object");
    }
    Iterator<@Nullable Object> items = Python.iterate(run, value);
    List<@Nullable Object> values = new ArrayList<>(targets.size());
    while (items.hasNext()) {
      if (values.size() == targets.size()) {
        throw PyError.value("too many values to unpack (expected " + targets.size() + ")");
      }
      values.add(items.next());
    }
    if (values.size() < targets.size()) {
      throw PyError.value(
          "not enough values to unpack (expected "
              + targets.size()
              + ", got "
              + values.size()
              + ")");
    }
    for (int i = 0; i < targets.size(); i++) {
      assign(targets.get(i), values.get(i), scope);
    }
  }

  private void with(Stmt.With stmt, Scope scope, Sink out) {
    Scope inner = scope.inner();
    for (int i = 0; i < stmt.targets().size(); i++) {
      assign(stmt.targets().get(i), value(stmt.values().get(i), scope), inner);
    }
    execute(stmt.body(), inner, out);
  }

  private Macro macro(
      @Nullable String name, Stmt.Parameters parameters, List<Stmt> body, Scope scope) {
    boolean escaping = run.autoescape;
    return new Macro(
        name,
        parameters,
        scope,
        inner -> {
          // The body escapes as where it was written; the result counts as safe as where it is
          // used.
          boolean before = run.autoescape;
          run.autoescape = escaping;
          defaults(parameters, inner);
          Sink out = Sink.value(run.budget());
          execute(body, inner, out);
          run.autoescape = before;
          return run.made(out.text());
        });
  }

  private void defaults(Stmt.Parameters parameters, Scope inner) {
    int first = parameters.names().size() - parameters.defaults().size();
    for (int i = 0; i < parameters.names().size(); i++) {
      String name = parameters.names().get(i);
      if (inner.get(run, name) == PyObject.MISSING) {
        inner.set(
            name,
            i >= first
                ? value(parameters.defaults().get(i - first), inner)
                : Undefined.because("parameter " + PythonText.shown(name) + " was not provided"));
      }
    }
  }

  private void call(Stmt.CallBlock stmt, Scope scope, Sink out) {
    Macro caller = macro(null, stmt.parameters(), stmt.body(), scope);
    Object function = value(stmt.call().function(), scope);
    Args args = arguments(stmt.call().arguments(), scope);
    Map<String, @Nullable Object> named = args.takeNamed();
    named.put("caller", caller);
    out.append(run.str(call(function, new Args(args.positional(), named))));
  }

  private void load(Stmt.Load stmt, Scope scope) {
    Object name = value(stmt.template(), scope);
    if (name instanceof Undefined u) {
      throw u.fail();
    }
    if (!stmt.ignoreMissing()) {
      throw PyError.other(name instanceof List<?> l ? noneOf(l) : run.str(name));
    }
  }

  private String noneOf(List<?> names) {
    Sink out = run.sink().append("none of the templates given were found: ");
    for (int i = 0; i < names.size(); i++) {
      out.append(i > 0 ? ", " : "").append(run.str(names.get(i)));
    }
    return out.text();
  }
}
