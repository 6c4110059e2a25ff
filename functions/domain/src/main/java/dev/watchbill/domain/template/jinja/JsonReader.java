package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code json.loads}: strict JSON plus {@code NaN} and {@code Infinity}; failures are value errors.
 */
final class JsonReader {
  private static final int MAX_DEPTH = 900;
  private final String s;
  private final Rendering run;
  private int i;
  private int depth;

  private JsonReader(Rendering run, String s) {
    this.run = run;
    this.s = s;
  }

  static @Nullable Object read(Rendering run, String text) {
    JsonReader r = new JsonReader(run, text);
    r.space();
    Object value = r.value();
    r.space();
    if (r.i < text.length()) {
      throw PyError.value("Extra data");
    }
    return value;
  }

  private void space() {
    while (i < s.length() && " \t\n\r".indexOf(s.charAt(i)) >= 0) {
      i++;
    }
  }

  private char peek() {
    if (i >= s.length()) {
      throw PyError.value("Expecting value");
    }
    return s.charAt(i);
  }

  private @Nullable Object value() {
    run.budget().spend(2);
    char c = peek();
    switch (c) {
      case '"' -> {
        i++;
        return string();
      }
      case '{' -> {
        return object();
      }
      case '[' -> {
        return array();
      }
      default -> {
        if (c == '-' || (c >= '0' && c <= '9')) {
          return s.startsWith("-Infinity", i)
              ? (Object) word("-Infinity", Double.NEGATIVE_INFINITY)
              : number();
        }
        return switch (c) {
          case 'n' -> word("null", null);
          case 't' -> word("true", true);
          case 'f' -> word("false", false);
          case 'N' -> word("NaN", Double.NaN);
          case 'I' -> word("Infinity", Double.POSITIVE_INFINITY);
          default -> throw PyError.value("Expecting value");
        };
      }
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!s.startsWith(word, i)) {
      throw PyError.value("Expecting value");
    }
    i += word.length();
    return value;
  }

  private int digits() {
    int from = i;
    while (i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
      i++;
    }
    return i - from;
  }

  private Object number() {
    int from = i;
    if (s.charAt(i) == '-') {
      i++;
    }
    if (i < s.length() && s.charAt(i) == '0') {
      i++;
    } else if (digits() == 0) {
      throw PyError.value("Expecting value");
    }
    boolean real = false;
    int mark = i;
    if (i < s.length() && s.charAt(i) == '.') {
      i++;
      if (digits() > 0) {
        real = true;
        mark = i;
      } else {
        i = mark;
      }
    }
    if (i < s.length() && (s.charAt(i) == 'e' || s.charAt(i) == 'E')) {
      i++;
      if (i < s.length() && (s.charAt(i) == '-' || s.charAt(i) == '+')) {
        i++;
      }
      if (digits() > 0) {
        real = true;
      } else {
        i = mark;
      }
    }
    String text = s.substring(from, i);
    if (real) {
      return Double.parseDouble(text);
    }
    if (text.length() < 19) {
      return Long.parseLong(text);
    }
    if (text.length() > 4300) {
      throw PyError.value("Exceeds the limit (4300 digits) for integer string conversion");
    }
    return Numbers.of(new BigInteger(text));
  }

  private List<@Nullable Object> array() {
    enter();
    List<@Nullable Object> out = new ArrayList<>();
    i++;
    space();
    if (peek() == ']') {
      i++;
      depth--;
      return out;
    }
    while (true) {
      space();
      out.add(value());
      space();
      char c = peek();
      i++;
      if (c == ']') {
        depth--;
        return out;
      }
      if (c != ',') {
        throw PyError.value("Expecting ',' delimiter");
      }
    }
  }

  private Map<String, @Nullable Object> object() {
    enter();
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    i++;
    space();
    if (peek() == '}') {
      i++;
      depth--;
      return out;
    }
    while (true) {
      space();
      if (peek() != '"') {
        throw PyError.value("Expecting property name enclosed in double quotes");
      }
      i++;
      String key = string();
      space();
      if (peek() != ':') {
        throw PyError.value("Expecting ':' delimiter");
      }
      i++;
      space();
      out.put(key, value());
      space();
      char c = peek();
      i++;
      if (c == '}') {
        depth--;
        return out;
      }
      if (c != ',') {
        throw PyError.value("Expecting ',' delimiter");
      }
    }
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw PyError.limit("maximum recursion depth exceeded while decoding a JSON document");
    }
  }

  private String string() {
    Sink out = run.sink();
    while (true) {
      if (i >= s.length()) {
        throw PyError.value("Unterminated string");
      }
      char c = s.charAt(i++);
      if (c == '"') {
        return out.text();
      }
      if (c < 0x20) {
        throw PyError.value("Invalid control character");
      }
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char e = i < s.length() ? s.charAt(i++) : 0;
      switch (e) {
        case '"', '\\', '/' -> out.append(e);
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> out.append(unicode());
        default -> throw PyError.value("Invalid \\escape");
      }
    }
  }

  private char unicode() {
    int v = 0;
    for (int n = 0; n < 4; n++) {
      int d = i < s.length() ? Character.digit(s.charAt(i++), 16) : -1;
      if (d < 0) {
        throw PyError.value("Invalid \\uXXXX escape");
      }
      v = v * 16 + d;
    }
    return (char) v;
  }
}
