package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.template.jinja.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/** The tokens as the parser reads them: one current, any number ahead. */
final class Source {
  private final Lexer lexer;
  private final Deque<Token> ahead = new ArrayDeque<>();
  private Token current;

  Source(Lexer lexer) {
    this.lexer = lexer;
    this.current = lexer.next();
  }

  Token current() {
    return current;
  }

  Kind kind() {
    return current.kind();
  }

  boolean at(Kind kind) {
    return current.kind() == kind;
  }

  boolean atName(String name) {
    return current.isName(name);
  }

  Token next() {
    Token old = current;
    if (old.kind() != Kind.EOF) {
      current = ahead.isEmpty() ? lexer.next() : ahead.removeFirst();
    }
    return old;
  }

  Token look() {
    if (ahead.isEmpty()) {
      ahead.addLast(lexer.next());
    }
    return ahead.getFirst();
  }

  boolean skip(Kind kind) {
    boolean there = at(kind);
    if (there) {
      next();
    }
    return there;
  }

  boolean skipName(String name) {
    boolean there = atName(name);
    if (there) {
      next();
    }
    return there;
  }

  Token expect(Kind kind) {
    return at(kind) ? next() : fail(kind.words);
  }

  Token expectName(String name) {
    return atName(name) ? next() : fail(name);
  }

  String name() {
    return String.valueOf(expect(Kind.NAME).value());
  }

  private Token fail(String wanted) {
    String quoted = PythonText.shown(wanted);
    throw PyError.syntax(
        at(Kind.EOF)
            ? "unexpected end of template, expected " + quoted + "."
            : "expected token " + quoted + ", got " + PythonText.shown(current.describe()));
  }

  int line(Token token) {
    return lexer.line(token.at());
  }
}
