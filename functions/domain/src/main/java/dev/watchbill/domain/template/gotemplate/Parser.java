package dev.watchbill.domain.template.gotemplate;

import dev.watchbill.domain.GoText;
import dev.watchbill.domain.template.gotemplate.Node.Pipeline;
import dev.watchbill.domain.template.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads actions and what they enclose; {@link PipelineParser} reads what is inside one. */
final class Parser {

  /** Actions and parentheses nested deeper are not taken. */
  static final int DEEPEST = 200;

  /** What ended a list of nodes. */
  private enum Ended {
    BY_END,
    BY_ELSE
  }

  private final Words words;
  private final PipelineParser pipelines;
  private final Map<String, List<Node>> defined = new LinkedHashMap<>();
  private int ranges;
  private int depth;

  Parser(String text, Set<String> functions) {
    this.words = new Words(new Lexer(text));
    this.pipelines = new PipelineParser(words, functions);
  }

  /** The templates defined along the way, in order. */
  Map<String, List<Node>> defined() {
    return defined;
  }

  /** The nodes outside all definitions. */
  List<Node> parse() throws Malformed {
    List<Node> root = new ArrayList<>();
    while (!words.peek().is(Kind.END_OF_TEXT)) {
      if (words.peek().is(Kind.OPEN)) {
        Token open = words.next();
        if (words.peekPastSpace().is(Kind.DEFINE)) {
          words.nextPastSpace();
          define();
          continue;
        }
        words.back(open);
      }
      Ended ended = one(root);
      if (ended != null) {
        throw words.malformed("unexpected " + shown(ended));
      }
    }
    return root;
  }

  private static String shown(Ended ended) {
    return ended == Ended.BY_END ? "{{end}}" : "{{else}}";
  }

  private void define() throws Malformed {
    String context = "define clause";
    String name = name(words.nextPastSpace(), context);
    words.expect(Kind.CLOSE, context);
    List<Node> body = inNewScope(() -> body(context));
    put(name, body);
  }

  /** An empty definition neither replaces nor forbids another one. */
  private void put(String name, List<Node> body) throws Malformed {
    List<Node> known = defined.get(name);
    if (known == null || empty(known)) {
      defined.put(name, body);
    } else if (!empty(body)) {
      throw words.malformed("template: multiple definition of template " + GoText.quote(name));
    }
  }

  static boolean empty(List<Node> nodes) {
    return nodes.stream()
        .allMatch(node -> node instanceof Node.Text(String text, int line) && text.isBlank());
  }

  private interface Part {
    List<Node> read() throws Malformed;
  }

  /** Templates see no variables of the place they stand in, nor the loops around it. */
  private List<Node> inNewScope(Part part) throws Malformed {
    List<String> outside = pipelines.freshVariables();
    int loops = ranges;
    ranges = 0;
    List<Node> body = part.read();
    ranges = loops;
    pipelines.restoreVariables(outside);
    return body;
  }

  private List<Node> body(String context) throws Malformed {
    List<Node> body = new ArrayList<>();
    Ended ended = list(body);
    if (ended != Ended.BY_END) {
      throw words.malformed("unexpected " + shown(ended) + " in " + context);
    }
    return body;
  }

  /** Reads up to the end or else that belongs to the enclosing action. */
  private Ended list(List<Node> into) throws Malformed {
    if (++depth > DEEPEST) {
      throw words.malformed("actions are nested more than " + DEEPEST + " deep");
    }
    while (!words.peekPastSpace().is(Kind.END_OF_TEXT)) {
      Ended ended = one(into);
      if (ended != null) {
        depth--;
        return ended;
      }
    }
    throw words.malformed("unexpected EOF");
  }

  private @Nullable Ended one(List<Node> into) throws Malformed {
    Token token = words.nextPastSpace();
    if (token.is(Kind.TEXT)) {
      into.add(new Node.Text(token.text(), token.line()));
      return null;
    }
    if (!token.is(Kind.OPEN)) {
      throw words.unexpected(token, "input");
    }
    return action(into);
  }

  private @Nullable Ended action(List<Node> into) throws Malformed {
    Token token = words.nextPastSpace();
    int line = token.line();
    switch (token.kind()) {
      case END -> {
        words.expect(Kind.CLOSE, "end");
        return Ended.BY_END;
      }
      case ELSE -> {
        Kind next = words.peekPastSpace().kind();
        if (next != Kind.IF && next != Kind.WITH) { // their own action follows
          words.expect(Kind.CLOSE, "else");
        }
        return Ended.BY_ELSE;
      }
      case IF -> {
        Branches read = branches("if", Kind.IF);
        into.add(new Node.If(read.pipeline, read.then, read.otherwise, line));
      }
      case WITH -> {
        Branches read = branches("with", Kind.WITH);
        into.add(new Node.With(read.pipeline, read.then, read.otherwise, line));
      }
      case RANGE -> {
        Branches read = branches("range", Kind.RANGE);
        into.add(new Node.Range(read.pipeline, read.then, read.otherwise, line));
      }
      case BREAK -> {
        jump("{{break}}");
        into.add(new Node.Break(line));
      }
      case CONTINUE -> {
        jump("{{continue}}");
        into.add(new Node.Continue(line));
      }
      case TEMPLATE -> into.add(template(line));
      case BLOCK -> into.add(block(line));
      default -> {
        words.back(token);
        into.add(new Node.Action(pipelines.pipeline("command", Kind.CLOSE), line));
      }
    }
    return null;
  }

  private void jump(String keyword) throws Malformed {
    Token token = words.nextPastSpace();
    if (!token.is(Kind.CLOSE)) {
      throw words.unexpected(token, keyword);
    }
    if (ranges == 0) {
      throw words.malformed(keyword + " outside {{range}}");
    }
  }

  private record Branches(Pipeline pipeline, List<Node> then, List<Node> otherwise) {}

  private Branches branches(String context, Kind kind) throws Malformed {
    int variables = pipelines.variables();
    Pipeline pipeline = pipelines.pipeline(context, Kind.CLOSE);
    List<Node> then = new ArrayList<>();
    List<Node> otherwise = new ArrayList<>();
    ranges += kind == Kind.RANGE ? 1 : 0;
    Ended ended = list(then);
    ranges -= kind == Kind.RANGE ? 1 : 0;
    if (ended == Ended.BY_ELSE) {
      Token next = words.peekPastSpace();
      boolean chained = kind != Kind.RANGE && next.is(kind);
      if (chained) { // else if: one end closes both
        chained(otherwise);
      } else if (list(otherwise) != Ended.BY_END) {
        throw words.malformed("expected end; found {{else}}");
      }
    }
    pipelines.forgetVariables(variables);
    return new Branches(pipeline, then, otherwise);
  }

  private void chained(List<Node> otherwise) throws Malformed {
    if (++depth > DEEPEST) {
      throw words.malformed("actions are nested more than " + DEEPEST + " deep");
    }
    action(otherwise);
    depth--;
  }

  private Node template(int line) throws Malformed {
    String context = "template clause";
    String name = name(words.nextPastSpace(), context);
    Token next = words.nextPastSpace();
    if (next.is(Kind.CLOSE)) {
      return new Node.Template(name, null, line);
    }
    words.back(next);
    return new Node.Template(name, pipelines.pipeline(context, Kind.CLOSE), line);
  }

  private Node block(int line) throws Malformed {
    String context = "block clause";
    String name = name(words.nextPastSpace(), context);
    Pipeline argument = pipelines.pipeline(context, Kind.CLOSE);
    put(name, inNewScope(() -> body(context)));
    return new Node.Template(name, argument, line);
  }

  private String name(Token token, String context) throws Malformed {
    if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
      throw words.unexpected(token, context);
    }
    return words.unquoted(token);
  }
}
