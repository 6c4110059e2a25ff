package dev.watchbill.domain.template.gotemplate;

import dev.watchbill.domain.GoText;
import dev.watchbill.domain.template.gotemplate.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Cuts a template into words, one at a time. {@code {{-} followed by white space trims the text
 * before it, white space followed by {@code -}}} the text after it.
 */
final class Lexer {

  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";

  private static final Map<String, Kind> KEYWORDS =
      Map.ofEntries(
          Map.entry("block", Kind.BLOCK),
          Map.entry("break", Kind.BREAK),
          Map.entry("continue", Kind.CONTINUE),
          Map.entry("define", Kind.DEFINE),
          Map.entry("else", Kind.ELSE),
          Map.entry("end", Kind.END),
          Map.entry("false", Kind.BOOLEAN),
          Map.entry("if", Kind.IF),
          Map.entry("nil", Kind.NIL),
          Map.entry("range", Kind.RANGE),
          Map.entry("template", Kind.TEMPLATE),
          Map.entry("true", Kind.BOOLEAN),
          Map.entry("with", Kind.WITH));

  private final String input;
  private final Deque<Token> ready = new ArrayDeque<>();
  private int at;
  private int start;
  private int line = 1;
  private boolean inAction;
  private int parens;
  private boolean over;

  Lexer(String input) {
    this.input = input;
  }

  /** The next word; after an error or the end, that again. */
  Token next() {
    while (ready.isEmpty()) {
      if (over) {
        return new Token(Kind.END_OF_TEXT, "", line);
      }
      if (inAction) {
        action();
      } else {
        text();
      }
    }
    return ready.removeFirst();
  }

  private void emit(Kind kind) {
    String text = input.substring(start, at);
    ready.add(new Token(kind, text, line));
    skip();
  }

  /** Forgets what was read, counting its lines. */
  private void skip() {
    for (int i = start; i < at; i++) {
      if (input.charAt(i) == '\n') {
        line++;
      }
    }
    start = at;
  }

  private void fail(String reason) {
    ready.add(new Token(Kind.ERROR, reason, line));
    over = true;
  }

  private int peek() {
    return at < input.length() ? input.codePointAt(at) : -1;
  }

  private void advance() {
    at += Character.charCount(input.codePointAt(at));
  }

  private void text() {
    int left = input.indexOf(LEFT, at);
    if (left < 0) {
      at = input.length();
      if (at > start) {
        emit(Kind.TEXT);
      }
      over = true;
      return;
    }
    boolean trim = left + 3 < input.length() && input.charAt(left + 2) == '-' && space(left + 3);
    at = left;
    while (trim && at > start && space(at - 1)) {
      at--;
    }
    if (at > start) {
      emit(Kind.TEXT);
    }
    at = left + LEFT.length();
    if (input.startsWith("/*", at + (trim ? 2 : 0))) {
      comment(at + (trim ? 2 : 0));
      return;
    }
    emit(Kind.OPEN);
    if (trim) {
      at += 2;
      skip();
    }
    inAction = true;
    parens = 0;
  }

  private void comment(int from) {
    int end = input.indexOf("*/", from + 2);
    if (end < 0) {
      fail("unclosed comment");
      return;
    }
    at = end + 2;
    int close = closes(at);
    if (close == 0) {
      fail("comment ends before closing delimiter");
      return;
    }
    at += close;
    afterClose(close > RIGHT.length());
    skip();
  }

  private boolean space(int index) {
    return " \t\r\n".indexOf(input.charAt(index)) >= 0;
  }

  /** The length of the closing delimiter here, with a trim mark before it; 0 if there is none. */
  private int closes(int index) {
    if (input.startsWith(RIGHT, index)) {
      return RIGHT.length();
    }
    boolean trims =
        index + 1 < input.length()
            && space(index)
            && input.charAt(index + 1) == '-'
            && input.startsWith(RIGHT, index + 2);
    return trims ? RIGHT.length() + 2 : 0;
  }

  private void afterClose(boolean trim) {
    while (trim && at < input.length() && space(at)) {
      at++;
    }
  }

  private void close(int length) {
    boolean trim = length > RIGHT.length();
    if (trim) {
      at += 2;
      skip();
    }
    at += RIGHT.length();
    emit(Kind.CLOSE);
    afterClose(trim);
    skip();
    inAction = false;
  }

  private void action() {
    int close = closes(at);
    if (close > 0) {
      if (parens > 0) {
        fail("unclosed left paren");
      } else {
        close(close);
      }
      return;
    }
    int c = peek();
    if (c < 0) {
      fail("unclosed action");
      return;
    }
    advance();
    switch (c) {
      case ' ', '\t', '\r', '\n' -> spaces();
      case '=' -> emit(Kind.ASSIGN);
      case ':' -> {
        if (peek() == '=') {
          advance();
          emit(Kind.DECLARE);
        } else {
          fail("expected :=");
        }
      }
      case '|' -> emit(Kind.PIPE);
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', Kind.CHARACTER, "unterminated character constant");
      case '`' -> raw();
      case '$' -> fieldOrVariable(Kind.VARIABLE, Kind.VARIABLE);
      case '.' -> {
        if (peek() >= '0' && peek() <= '9') {
          at--;
          number();
        } else {
          fieldOrVariable(Kind.FIELD, Kind.DOT);
        }
      }
      case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        at--;
        number();
      }
      case '(' -> {
        parens++;
        emit(Kind.LEFT_PAREN);
      }
      case ')' -> {
        parens--;
        if (parens < 0) {
          fail("unexpected right paren");
        } else {
          emit(Kind.RIGHT_PAREN);
        }
      }
      default -> other(c);
    }
  }

  private void other(int c) {
    if (alphanumeric(c)) {
      word();
    } else if (c < 128 && GoText.printable(c)) {
      emit(Kind.OTHER);
    } else {
      fail("unrecognized character in action: " + shown(c));
    }
  }

  /** Runs of spaces are one word, but a space before {@code -}}} belongs to that. */
  private void spaces() {
    while (at < input.length() && space(at) && closes(at) == 0) {
      at++;
    }
    emit(Kind.SPACE);
  }

  private void quoted(char quote, Kind kind, String unterminated) {
    while (true) {
      int c = peek();
      if (c == '\\' && at + 1 < input.length() && input.charAt(at + 1) != '\n') {
        at++;
      } else if (c < 0 || c == '\n') {
        fail(unterminated);
        return;
      }
      advance();
      if (c == quote) {
        emit(kind);
        return;
      }
    }
  }

  private void raw() {
    int end = input.indexOf('`', at);
    if (end < 0) {
      fail("unterminated raw quoted string");
      return;
    }
    at = end + 1;
    emit(Kind.RAW_STRING);
  }

  private void fieldOrVariable(Kind named, Kind bare) {
    if (terminated()) {
      emit(bare);
      return;
    }
    while (alphanumeric(peek())) {
      advance();
    }
    if (terminated()) {
      emit(named);
    } else {
      fail("bad character " + shown(peek()));
    }
  }

  private void word() {
    while (alphanumeric(peek())) {
      advance();
    }
    if (terminated()) {
      emit(KEYWORDS.getOrDefault(input.substring(start, at), Kind.IDENTIFIER));
    } else {
      fail("bad character " + shown(peek()));
    }
  }

  /** Whether a word may end here. */
  private boolean terminated() {
    int c = peek();
    return c < 0 || " \t\r\n.,|:()".indexOf(c) >= 0 || input.startsWith(RIGHT, at);
  }

  private void number() {
    NumberScan scan = new NumberScan(input, at);
    at = scan.end();
    if (scan.well() && (peek() == '+' || peek() == '-')) { // 1+2i
      NumberScan imaginary = new NumberScan(input, at);
      at = imaginary.end();
      if (!imaginary.well() || input.charAt(at - 1) != 'i') {
        fail("bad number syntax: " + GoText.quote(input.substring(start, at)));
        return;
      }
    }
    if (scan.well()) {
      emit(Kind.NUMBER);
    } else {
      fail("bad number syntax: " + GoText.quote(input.substring(start, at)));
    }
  }

  static boolean alphanumeric(int c) {
    return c == '_' || (c >= 0 && (Character.isLetter(c) || Character.isDigit(c)));
  }

  private static String shown(int c) {
    String code = String.format("U+%04X", c);
    return GoText.printable(c) ? code + " '" + Character.toString(c) + "'" : code;
  }
}
