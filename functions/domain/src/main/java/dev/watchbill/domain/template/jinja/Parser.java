package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.template.jinja.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses the statements of a template. */
final class Parser extends ExprParser {
  /** Python cannot nest more loops in one function, and templates were compiled to it. */
  private static final int MAX_LOOPS = 20;

  private static final int MAX_STATEMENTS_DEPTH = 100;

  private final Deque<String> tags = new ArrayDeque<>();
  private final Deque<List<String>> ends = new ArrayDeque<>();
  private final Map<String, Stmt.Block> blocks = new HashMap<>();
  private int loops;

  private Parser(Source source) {
    super(source);
  }

  /** A whole template and the blocks in it by name. */
  record Template(List<Stmt> body, Map<String, Stmt.Block> blocks) {}

  static Template parse(String text) {
    Parser p = new Parser(new Source(new Lexer(text)));
    List<Stmt> body = p.statements(null);
    if (!p.faults.isEmpty()) {
      throw fail(p.faults.getFirst());
    }
    return new Template(body, p.blocks);
  }

  private List<Stmt> statements(@Nullable List<String> until) {
    if (until != null) {
      ends.push(until);
      if (ends.size() > MAX_STATEMENTS_DEPTH) {
        throw PyError.recursion();
      }
    }
    List<Stmt> body = new ArrayList<>();
    while (!source.at(Kind.EOF)) {
      Token token = source.next();
      if (token.is(Kind.DATA)) {
        body.add(new Stmt.Data(String.valueOf(token.value())));
      } else if (token.is(Kind.VARIABLE_BEGIN)) {
        body.add(new Stmt.Print(tuple(false, true, null, false, false)));
        source.expect(Kind.VARIABLE_END);
      } else {
        if (until != null && source.at(Kind.NAME) && until.contains(source.current().value())) {
          ends.pop();
          return List.copyOf(body);
        }
        statement(body);
        source.expect(Kind.BLOCK_END);
      }
    }
    if (until != null) {
      // The original has already left this list when it reports the end, and names it again itself.
      throw unknown(null);
    }
    return List.copyOf(body);
  }

  private List<Stmt> body(String... until) {
    source.skip(Kind.COLON);
    source.expect(Kind.BLOCK_END);
    return statements(List.of(until));
  }

  /** A body with only one way to end. */
  private List<Stmt> bodyTo(String end) {
    List<Stmt> body = body(end);
    source.next();
    return body;
  }

  private void statement(List<Stmt> out) {
    if (!source.at(Kind.NAME)) {
      throw fail("tag name expected");
    }
    String tag = String.valueOf(source.current().value());
    tags.push(tag);
    boolean before = conditional;
    switch (tag) {
      case "for" -> out.add(forLoop());
      case "if" -> out.add(ifElse());
      case "set" -> out.add(set());
      case "print" -> print(out);
      case "with" -> out.add(with());
      case "autoescape" -> out.add(autoescape());
      case "block" -> out.add(block());
      case "macro" -> out.add(macro());
      case "call" -> out.add(call());
      case "filter" -> out.add(filterBlock());
      case "extends", "include", "import", "from" -> out.add(load(tag));
      default -> {
        tags.pop();
        throw unknown(tag);
      }
    }
    conditional = before;
    tags.pop();
  }

  private PyError unknown(@Nullable String tag) {
    StringBuilder message =
        new StringBuilder(
            tag == null
                ? "Unexpected end of template."
                : "Encountered unknown tag " + PythonText.shown(tag) + ".");
    if (!ends.isEmpty()) {
      StringBuilder wanted = new StringBuilder();
      for (String end : ends.getFirst()) {
        wanted.append(wanted.isEmpty() ? "" : " or ").append(PythonText.shown(end));
      }
      boolean nesting = tag != null && ends.stream().anyMatch(e -> e.contains(tag));
      message.append(
          nesting
              ? " You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for "
                  + wanted
                  + "."
              : " Jinja was looking for the following tags: " + wanted + ".");
    }
    if (!tags.isEmpty()) {
      message
          .append(" The innermost block that needs to be closed is ")
          .append(PythonText.shown(tags.getFirst()))
          .append('.');
    }
    return fail(message.toString());
  }

  private Stmt forLoop() {
    source.next();
    Expr target = target("in", false);
    if (stores(target, "loop")) {
      faults.add("Can't assign to special loop variable in for-loop target");
    }
    source.expectName("in");
    Expr from = tuple(false, false, "recursive", false, false);
    Expr test = source.skipName("if") ? expression() : null;
    boolean recursive = source.skipName("recursive");
    boolean outer = conditional;
    conditional = false;
    int before = loops;
    loops = recursive ? 1 : loops + 1;
    if (loops > MAX_LOOPS) {
      faults.add("too many statically nested blocks");
    }
    List<Stmt> body = body("endfor", "else");
    loops = before;
    List<Stmt> otherwise = source.next().isName("else") ? bodyTo("endfor") : List.of();
    conditional = outer;
    return new Stmt.For(target, from, test, body, otherwise, recursive);
  }

  private static boolean stores(Expr target, String name) {
    return target instanceof Expr.Name n
        ? n.name().equals(name)
        : target instanceof Expr.TupleOf t && t.items().stream().anyMatch(i -> stores(i, name));
  }

  private Stmt ifElse() {
    conditional = true;
    List<Expr> tests = new ArrayList<>();
    List<List<Stmt>> bodies = new ArrayList<>();
    List<Stmt> otherwise = List.of();
    boolean more = true;
    while (more) {
      source.next();
      tests.add(tuple(false, false, null, false, false));
      bodies.add(body("elif", "else", "endif"));
      more = source.atName("elif");
    }
    if (source.next().isName("else")) {
      otherwise = bodyTo("endif");
    }
    return new Stmt.If(List.copyOf(tests), List.copyOf(bodies), otherwise);
  }

  private Stmt set() {
    source.next();
    Expr target = target(null, true);
    if (source.skip(Kind.ASSIGN)) {
      return new Stmt.SetValue(target, tuple(false, true, null, false, false));
    }
    Expr filter = filterChain(false);
    return new Stmt.SetBlock(target, filter, bodyTo("endset"));
  }

  private void print(List<Stmt> out) {
    source.next();
    boolean first = true;
    while (!source.at(Kind.BLOCK_END)) {
      if (!first) {
        source.expect(Kind.COMMA);
      }
      first = false;
      out.add(new Stmt.Print(expression()));
    }
  }

  private Stmt with() {
    source.next();
    List<Expr> targets = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!source.at(Kind.BLOCK_END)) {
      if (!targets.isEmpty()) {
        source.expect(Kind.COMMA);
      }
      targets.add(target(null, false));
      source.expect(Kind.ASSIGN);
      values.add(expression());
    }
    conditional = false;
    return new Stmt.With(List.copyOf(targets), List.copyOf(values), bodyTo("endwith"));
  }

  private Stmt autoescape() {
    source.next();
    Expr on = expression();
    conditional = false;
    return new Stmt.Autoescape(on, bodyTo("endautoescape"));
  }

  private Stmt block() {
    source.next();
    String name = source.name();
    if (blocks.containsKey(name)) {
      faults.add("block " + PythonText.shown(name) + " defined twice");
    }
    boolean scoped = source.skipName("scoped");
    boolean required = source.skipName("required");
    if (source.at(Kind.SUB)) {
      throw fail(
          "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.");
    }
    conditional = false;
    int before = loops;
    loops = 0;
    List<Stmt> body = bodyTo("endblock");
    loops = before;
    if (required
        && !body.stream().allMatch(s -> s instanceof Stmt.Data d && Text.allSpace(d.text()))) {
      throw fail("Required blocks can only contain comments or whitespace");
    }
    source.skipName(name);
    Stmt.Block block = new Stmt.Block(name, scoped, body);
    blocks.put(name, block);
    return block;
  }

  private Stmt macro() {
    source.next();
    String name = source.name();
    Signature signature = signature();
    Set<String> outer = mentioned;
    mentioned = new HashSet<>();
    List<Stmt> body = macroBody("endmacro");
    Stmt.Parameters parameters = signature.parameters(mentioned);
    outer.addAll(mentioned);
    mentioned = outer;
    return new Stmt.MacroOf(name, parameters, body);
  }

  private List<Stmt> macroBody(String end) {
    conditional = false;
    int before = loops;
    loops = 0;
    List<Stmt> body = bodyTo(end);
    loops = before;
    return body;
  }

  private record Signature(List<String> names, List<Expr> defaults) {
    Stmt.Parameters parameters(Set<String> mentioned) {
      return new Stmt.Parameters(
          names,
          defaults,
          mentioned.contains("varargs") && !names.contains("varargs"),
          mentioned.contains("kwargs") && !names.contains("kwargs"),
          mentioned.contains("caller"));
    }
  }

  private Signature signature() {
    List<String> names = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    source.expect(Kind.LPAREN);
    while (!source.at(Kind.RPAREN)) {
      if (!names.isEmpty()) {
        source.expect(Kind.COMMA);
      }
      String name = source.name();
      if (source.skip(Kind.ASSIGN)) {
        defaults.add(expression());
      } else if (!defaults.isEmpty()) {
        throw fail("non-default argument follows default argument");
      }
      names.add(name);
    }
    source.expect(Kind.RPAREN);
    return new Signature(List.copyOf(names), List.copyOf(defaults));
  }

  private Stmt call() {
    source.next();
    Signature signature =
        source.at(Kind.LPAREN) ? signature() : new Signature(List.of(), List.of());
    if (!(expression() instanceof Expr.Call call)) {
      throw fail("expected call");
    }
    Set<String> outer = mentioned;
    mentioned = new HashSet<>();
    List<Stmt> body = macroBody("endcall");
    Stmt.Parameters parameters = signature.parameters(mentioned);
    outer.addAll(mentioned);
    mentioned = outer;
    return new Stmt.CallBlock(call, parameters, body);
  }

  private Stmt filterBlock() {
    source.next();
    Expr.Filtered filter = filterChain(true);
    if (filter == null) {
      throw fail("expected filter");
    }
    conditional = false;
    return new Stmt.FilterBlock(filter, bodyTo("endfilter"));
  }

  private Stmt load(String tag) {
    source.next();
    Expr template = expression();
    boolean ignore = false;
    if (tag.equals("include")) {
      if (source.atName("ignore") && source.look().isName("missing")) {
        source.next();
        source.next();
        ignore = true;
      }
      context();
    } else if (tag.equals("import")) {
      source.expectName("as");
      source.name();
      context();
    } else if (tag.equals("from")) {
      source.expectName("import");
      imports();
    }
    return new Stmt.Load(template, ignore);
  }

  private boolean context() {
    if ((source.atName("with") || source.atName("without")) && source.look().isName("context")) {
      source.next();
      source.next();
      return true;
    }
    return false;
  }

  private void imports() {
    boolean first = true;
    while (true) {
      if (!first) {
        source.expect(Kind.COMMA);
      }
      first = false;
      if (!source.at(Kind.NAME)) {
        source.expect(Kind.NAME);
      }
      if (context()) {
        return;
      }
      if (source.name().startsWith("_")) {
        throw fail("names starting with an underline can not be imported");
      }
      if (source.skipName("as")) {
        source.name();
      }
      if (context() || !source.at(Kind.COMMA)) {
        return;
      }
    }
  }

  private Expr target(@Nullable String end, boolean withNamespace) {
    Expr target = tuple(true, true, end, false, withNamespace);
    if (!assignable(target)) {
      throw fail("can't assign to " + PythonText.shown(kind(target)));
    }
    return target;
  }

  private static boolean assignable(Expr e) {
    return e instanceof Expr.Name
        || e instanceof Expr.NamespaceRef
        || (e instanceof Expr.TupleOf t && t.items().stream().allMatch(Parser::assignable));
  }

  private static String kind(Expr e) {
    return switch (e) {
      case Expr.Const c -> "const";
      case Expr.ListOf l -> "list";
      case Expr.DictOf d -> "dict";
      case Expr.TupleOf t -> "tuple";
      case Expr.Call c -> "call";
      case Expr.Filtered f -> "filter";
      case Expr.Tested t -> "test";
      case Expr.Attribute a -> "getattr";
      case Expr.Item i -> "getitem";
      case Expr.Slice s -> "slice";
      case Expr.Name n -> "name";
      case Expr.NamespaceRef n -> "nsref";
      case Expr.Binary b -> "binexpr";
      case Expr.Negate n -> "neg";
      case Expr.Plus p -> "pos";
      case Expr.Not n -> "not";
      case Expr.And a -> "and";
      case Expr.Or o -> "or";
      case Expr.Concat c -> "concat";
      case Expr.Compare c -> "compare";
      case Expr.Conditional c -> "condexpr";
    };
  }
}
