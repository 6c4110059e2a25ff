package dev.watchbill.domain.template.gotemplate;

import dev.watchbill.domain.GoText;
import dev.watchbill.domain.template.gotemplate.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/** The words of a template, with as much looking ahead as the grammar needs. */
final class Words {

  private final Lexer lexer;
  private final Deque<Token> ahead = new ArrayDeque<>();
  private int line = 1;

  Words(Lexer lexer) {
    this.lexer = lexer;
  }

  Token next() {
    Token token = ahead.isEmpty() ? lexer.next() : ahead.removeFirst();
    line = token.line();
    return token;
  }

  Token peek() {
    Token token = next();
    back(token);
    return token;
  }

  void back(Token token) {
    ahead.addFirst(token);
  }

  Token nextPastSpace() {
    Token token = next();
    while (token.is(Kind.SPACE)) {
      token = next();
    }
    return token;
  }

  Token peekPastSpace() {
    Token token = nextPastSpace();
    back(token);
    return token;
  }

  void expect(Kind kind, String context) throws Malformed {
    Token token = nextPastSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
  }

  Malformed unexpected(Token token, String context) {
    return token.is(Kind.ERROR)
        ? malformed(token.text())
        : malformed("unexpected " + token + " in " + context);
  }

  /** The message carries the line of the last word read. */
  Malformed malformed(String reason) {
    return new Malformed(line + ": " + reason);
  }

  /** The value of a string in either kind of quotes. */
  String unquoted(Token token) throws Malformed {
    String text = token.text();
    if (token.is(Kind.RAW_STRING)) {
      return text.substring(1, text.length() - 1).replace("\r", "");
    }
    return GoText.unquoteNearest(text).orElseThrow(() -> malformed("invalid syntax"));
  }
}
