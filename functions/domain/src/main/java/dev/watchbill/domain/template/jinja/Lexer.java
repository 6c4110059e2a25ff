package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.template.jinja.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a template into tokens, one at a time: an error in the text is only found when the parser
 * gets there, so that of two errors the first one is reported.
 */
final class Lexer {

  private enum Mode {
    TEXT,
    BLOCK,
    VARIABLE
  }

  private final String s;
  private int i;
  private int counted;
  private int lines = 1;
  private Mode mode = Mode.TEXT;
  private final Deque<Character> open = new ArrayDeque<>();
  private final Deque<Token> ready = new ArrayDeque<>();

  Lexer(String source) {
    this.s = normalize(source);
  }

  /** All line endings become {@code \n}, and one at the very end is dropped. */
  private static String normalize(String source) {
    String text =
        source.indexOf('\r') < 0 ? source : source.replace("\r\n", "\n").replace('\r', '\n');
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The line of a place, counted on from the place asked for before. */
  int line(int at) {
    if (at < counted) {
      counted = 0;
      lines = 1;
    }
    for (; counted < at; counted++) {
      lines += s.charAt(counted) == '\n' ? 1 : 0;
    }
    return lines;
  }

  Token next() {
    while (ready.isEmpty()) {
      if (i >= s.length()) {
        return new Token(Kind.EOF, null, s.length());
      }
      if (mode == Mode.TEXT) {
        text();
      } else {
        tag();
      }
    }
    return ready.removeFirst();
  }

  private void emit(Kind kind, @Nullable Object value, int at) {
    ready.addLast(new Token(kind, value, at));
  }

  private void text() {
    int begin = i - 1;
    char c;
    do {
      begin = s.indexOf('{', begin + 1);
      if (begin < 0 || begin + 1 >= s.length()) {
        emit(Kind.DATA, s.substring(i), i);
        i = s.length();
        return;
      }
      c = s.charAt(begin + 1);
    } while (c != '%' && c != '{' && c != '#');
    int after = begin + 2;
    char sign = after < s.length() ? s.charAt(after) : 0;
    String data = s.substring(i, begin);
    if (sign == '-') {
      data = Text.stripRight(data);
    }
    if (!data.isEmpty()) {
      emit(Kind.DATA, data, i);
    }
    i = sign == '-' || sign == '+' ? after + 1 : after;
    if (c == '#') {
      comment();
    } else if (c == '{') {
      emit(Kind.VARIABLE_BEGIN, null, begin);
      mode = Mode.VARIABLE;
    } else if (!raw(i)) {
      emit(Kind.BLOCK_BEGIN, null, begin);
      mode = Mode.BLOCK;
    }
  }

  private int skipSpace(int from) {
    int p = from;
    while (p < s.length() && Text.isSpace(s.charAt(p))) {
      p++;
    }
    return p;
  }

  private void comment() {
    int end = s.indexOf("#}", i);
    if (end < 0) {
      throw PyError.syntax("Missing end of comment tag");
    }
    boolean strip = end > i && s.charAt(end - 1) == '-';
    i = strip ? skipSpace(end + 2) : end + 2;
  }

  private boolean raw(int from) {
    int p = skipSpace(from);
    if (!s.startsWith("raw", p)) {
      return false;
    }
    p = skipSpace(p + 3);
    if (s.startsWith("-%}", p)) {
      i = skipSpace(p + 3);
    } else if (s.startsWith("%}", p)) {
      i = p + 2;
    } else {
      return false;
    }
    for (int tag = s.indexOf("{%", i); tag >= 0; tag = s.indexOf("{%", tag + 1)) {
      int q = tag + 2;
      char sign = q < s.length() ? s.charAt(q) : 0;
      q = skipSpace(sign == '-' || sign == '+' ? q + 1 : q);
      if (!s.startsWith("endraw", q)) {
        continue;
      }
      q = skipSpace(q + 6);
      int end =
          s.startsWith("%}", q)
              ? q + 2
              : s.startsWith("+%}", q) ? q + 3 : s.startsWith("-%}", q) ? skipSpace(q + 3) : -1;
      if (end >= 0) {
        String data = s.substring(i, tag);
        data = sign == '-' ? Text.stripRight(data) : data;
        if (!data.isEmpty()) {
          emit(Kind.DATA, data, i);
        }
        i = end;
        return true;
      }
    }
    throw PyError.syntax("Missing end of raw directive");
  }

  private void tag() {
    int at = i;
    char c = s.charAt(i);
    if (open.isEmpty() && end(c)) {
      return;
    }
    if (Text.isSpace(c)) {
      i = skipSpace(i);
    } else if (c >= '0' && c <= '9') {
      number();
    } else if (c == '_' || Character.isLetterOrDigit(s.codePointAt(i))) {
      name();
    } else if ((c == '"' || c == '\'') && closing(c) > 0) {
      int end = closing(c);
      emit(Kind.STRING, Unescape.text(s.substring(i + 1, end)), at);
      i = end + 1;
    } else {
      operator(c);
    }
  }

  private boolean end(char c) {
    boolean block = mode == Mode.BLOCK;
    String close = block ? "%}" : "}}";
    int end;
    if (s.startsWith(close, i)) {
      end = i + 2;
    } else if (c == '-' && s.startsWith(close, i + 1)) {
      end = skipSpace(i + 3);
    } else if (block && c == '+' && s.startsWith(close, i + 1)) {
      end = i + 3;
    } else {
      return false;
    }
    emit(block ? Kind.BLOCK_END : Kind.VARIABLE_END, null, i);
    i = end;
    mode = Mode.TEXT;
    return true;
  }

  private int closing(char quote) {
    for (int p = i + 1; p < s.length(); p++) {
      char c = s.charAt(p);
      if (c == '\\') {
        p++;
      } else if (c == quote) {
        return p;
      }
    }
    return -1;
  }

  private void name() {
    int from = i;
    int p = i;
    boolean valid = Character.isUnicodeIdentifierStart(s.codePointAt(i)) || s.charAt(i) == '_';
    while (p < s.length()) {
      int c = s.codePointAt(p);
      if (c != '_'
          && !Character.isLetterOrDigit(c)
          && Character.getType(c) != Character.NON_SPACING_MARK) {
        break;
      }
      valid &= c == '_' || Character.isUnicodeIdentifierPart(c);
      p += Character.charCount(c);
    }
    i = p;
    if (!valid) {
      throw PyError.syntax("Invalid character in identifier");
    }
    emit(Kind.NAME, s.substring(from, p), from);
  }

  private boolean digit(int p) {
    return p < s.length() && s.charAt(p) >= '0' && s.charAt(p) <= '9';
  }

  /** The end of digits that may be separated by single underscores. */
  private int digits(int from) {
    int p = from;
    while (digit(p) || (p > from && p < s.length() && s.charAt(p) == '_' && digit(p + 1))) {
      p++;
    }
    return p;
  }

  private void number() {
    int from = i;
    if (from == 0 || s.charAt(from - 1) != '.') {
      int whole = digits(from);
      int p = whole;
      if (p < s.length() && s.charAt(p) == '.' && digit(p + 1)) {
        p = digits(p + 1);
      }
      int e = p;
      if (e < s.length() && (s.charAt(e) == 'e' || s.charAt(e) == 'E')) {
        e++;
        if (e < s.length() && (s.charAt(e) == '-' || s.charAt(e) == '+')) {
          e++;
        }
        if (digit(e)) {
          p = digits(e);
        }
      }
      if (p > whole) {
        emit(Kind.FLOAT, Double.parseDouble(s.substring(from, p).replace("_", "")), from);
        i = p;
        return;
      }
    }
    integer(from);
  }

  private void integer(int from) {
    int end;
    int base = 10;
    int start = from;
    char mark =
        from + 1 < s.length() && s.charAt(from) == '0'
            ? Character.toLowerCase(s.charAt(from + 1))
            : 0;
    int based = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
    end = based == 0 ? 0 : basedDigits(from + 2, based);
    if (end > from + 2) {
      base = based;
      start = from + 2;
    } else if (s.charAt(from) == '0') {
      end = from + 1;
      while (end < s.length()
          && (s.charAt(end) == '0'
              || (s.charAt(end) == '_' && end + 1 < s.length() && s.charAt(end + 1) == '0'))) {
        end++;
      }
    } else {
      end = digits(from);
    }
    String text = s.substring(start, end).replace("_", "");
    if (base == 10 && text.length() > 4300) {
      throw PyError.value(
          "Exceeds the limit (4300 digits) for integer string conversion: value has "
              + text.length()
              + " digits; use sys.set_int_max_str_digits() to increase the limit");
    }
    emit(
        Kind.INTEGER,
        text.length() < 18 && base == 10
            ? (Object) Long.valueOf(text)
            : Numbers.of(new BigInteger(text, base)),
        from);
    i = end;
  }

  private int basedDigits(int from, int base) {
    int p = from;
    while (p < s.length()) {
      int q = s.charAt(p) == '_' ? p + 1 : p;
      if (q >= s.length() || Character.digit(s.charAt(q), base) < 0) {
        break;
      }
      p = q + 1;
    }
    return p;
  }

  private void operator(char c) {
    char next = i + 1 < s.length() ? s.charAt(i + 1) : 0;
    Kind two =
        switch (c) {
          case '/' -> next == '/' ? Kind.FLOORDIV : null;
          case '*' -> next == '*' ? Kind.POW : null;
          case '=' -> next == '=' ? Kind.EQ : null;
          case '!' -> next == '=' ? Kind.NE : null;
          case '>' -> next == '=' ? Kind.GTEQ : null;
          case '<' -> next == '=' ? Kind.LTEQ : null;
          default -> null;
        };
    if (two != null) {
      emit(two, null, i);
      i += 2;
      return;
    }
    Kind one =
        switch (c) {
          case '+' -> Kind.ADD;
          case '-' -> Kind.SUB;
          case '/' -> Kind.DIV;
          case '*' -> Kind.MUL;
          case '%' -> Kind.MOD;
          case '~' -> Kind.TILDE;
          case '[' -> Kind.LBRACKET;
          case ']' -> Kind.RBRACKET;
          case '(' -> Kind.LPAREN;
          case ')' -> Kind.RPAREN;
          case '{' -> Kind.LBRACE;
          case '}' -> Kind.RBRACE;
          case '>' -> Kind.GT;
          case '<' -> Kind.LT;
          case '=' -> Kind.ASSIGN;
          case '.' -> Kind.DOT;
          case ':' -> Kind.COLON;
          case '|' -> Kind.PIPE;
          case ',' -> Kind.COMMA;
          case ';' -> Kind.SEMICOLON;
          default ->
              throw PyError.syntax(
                  "unexpected char "
                      + PythonText.shown(Character.toString(s.codePointAt(i)))
                      + " at "
                      + s.codePointCount(0, i));
        };
    balance(c);
    emit(one, null, i);
    i++;
  }

  private void balance(char c) {
    switch (c) {
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '{' -> open.push('}');
      case ')', ']', '}' -> {
        if (open.isEmpty()) {
          throw PyError.syntax("unexpected '" + c + "'");
        }
        char expected = open.pop();
        if (expected != c) {
          throw PyError.syntax("unexpected '" + c + "', expected '" + expected + "'");
        }
      }
      default -> {}
    }
  }
}
