package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Matchers in the UTF-8 form: {@code {"any name"=~"v.*", foo=bar}}. A bare name or value runs to
 * the next white space or special character; a quoted one is a Go string literal.
 */
final class Utf8Matchers {

  private enum Token {
    END,
    OPEN,
    CLOSE,
    COMMA,
    OPERATOR,
    QUOTED,
    BARE
  }

  private final String text;
  private final List<Matcher> matchers = new ArrayList<>();
  private int at;
  private int from;
  private Token token = Token.END;
  private @Nullable String flaw;

  private Utf8Matchers(String text) {
    this.text = text;
  }

  static Checked<List<Matcher>> list(String text) {
    Utf8Matchers reader = new Utf8Matchers(text);
    reader.read();
    return reader.flaw == null
        ? Checked.accepted(List.copyOf(reader.matchers))
        : Checked.refused(Kind.SHAPE, reader.flaw);
  }

  static Checked<Matcher> single(String text) {
    if (MatcherDialect.braced(text)) {
      return Checked.refused(Kind.SHAPE, "unexpected open or close brace: " + text);
    }
    return switch (list(text)) {
      case Refused<List<Matcher>>(var flaws) -> new Refused<>(flaws);
      case Accepted<List<Matcher>>(var found) ->
          switch (found.size()) {
            case 0 -> Checked.refused(Kind.SHAPE, "no matchers");
            case 1 -> Checked.accepted(found.getFirst());
            default -> Checked.refused(Kind.SHAPE, "expected 1 matcher, found " + found.size());
          };
    };
  }

  private void read() {
    boolean braces = next() == Token.OPEN;
    if (braces) {
      next();
    }
    while (flaw == null && (token == Token.QUOTED || token == Token.BARE)) {
      one();
      if (flaw != null || token != Token.COMMA) {
        break;
      }
      if (next() != Token.QUOTED && token != Token.BARE && token != Token.CLOSE) {
        if (token != Token.END) {
          fail("expected a matcher or close brace after comma");
        }
      }
    }
    if (braces && flaw == null) {
      if (token != Token.CLOSE) {
        fail(matchers.isEmpty() ? "expected label name" : "expected a comma or close brace");
      }
      next();
    }
    if (flaw == null && token != Token.END) {
      fail(token == Token.CLOSE ? "expected opening brace" : "expected a comma or close brace");
    }
  }

  private void one() {
    String label = value("label name");
    if (flaw == null && next() != Token.OPERATOR) {
      fail("expected an operator such as '=', '!=', '=~' or '!~'");
    }
    Optional<Operator> operator = Operator.ofSign(text.substring(from, at));
    if (flaw == null && next() != Token.QUOTED && token != Token.BARE) {
      fail("expected label value");
    }
    String value = value("label value");
    if (flaw == null) {
      switch (Matcher.of(label, operator.orElseThrow(), value)) {
        case Accepted<Matcher>(Matcher matcher) -> matchers.add(matcher);
        case Refused<Matcher> refused -> flaw = refused.reason();
      }
      next();
    }
  }

  private String value(String what) {
    String raw = text.substring(from, at);
    if (flaw != null || token == Token.BARE) {
      return raw;
    }
    Optional<String> value = GoText.unquote(raw);
    if (value.isEmpty()) {
      fail("invalid " + what);
    }
    return value.orElse("");
  }

  private Token next() {
    if (flaw != null) {
      return token;
    }
    while (at < text.length() && GoText.space(text.codePointAt(at))) {
      at++;
    }
    from = at;
    token = scan();
    return token;
  }

  private Token scan() {
    if (at == text.length()) {
      return Token.END;
    }
    char c = text.charAt(at++);
    switch (c) {
      case '{' -> {
        return Token.OPEN;
      }
      case '}' -> {
        return Token.CLOSE;
      }
      case ',' -> {
        return Token.COMMA;
      }
      case '=', '!' -> {
        boolean two = at < text.length() && ("~".indexOf(text.charAt(at)) >= 0 || bang(c));
        if (two) {
          at++;
        } else if (c == '!') {
          fail("expected one of '=~'");
        }
        return Token.OPERATOR;
      }
      case '"' -> {
        return quoted();
      }
      default -> {
        at--;
        return bare();
      }
    }
  }

  private boolean bang(char first) {
    return first == '!' && text.charAt(at) == '=';
  }

  private Token quoted() {
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, text.length() + 1);
    if (at > text.length()) {
      at = text.length();
      fail("missing end \"");
    }
    return Token.QUOTED;
  }

  private Token bare() {
    while (at < text.length() && !Matcher.reserved(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == from) {
      at++;
      fail("invalid input");
    }
    return Token.BARE;
  }

  private void fail(String reason) {
    if (flaw == null) {
      String found = from >= text.length() ? "end of input" : text.substring(from, at);
      flaw = from + ":" + at + ": " + found + ": " + reason;
    }
  }
}
