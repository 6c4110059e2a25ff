package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code "…%s…" % values}. */
final class PercentFormat {
  private final Rendering run;
  private final String format;
  private final boolean escaping;
  private @Nullable Object values;
  private int used;

  PercentFormat(Rendering run, String format, boolean escaping) {
    this.run = run;
    this.format = format;
    this.escaping = escaping;
  }

  String with(@Nullable Object values) {
    this.values = values;
    Sink out = run.sink();
    int i = 0;
    while (i < format.length()) {
      int percent = format.indexOf('%', i);
      if (percent < 0) {
        out.append(format, i, format.length());
        break;
      }
      out.append(format, i, percent);
      run.budget().step();
      i = conversion(out, percent + 1);
    }
    boolean spare = values instanceof Tuple t ? used < t.size() : used == 0 && !isMapping(values);
    if (spare) {
      throw PyError.type("not all arguments converted during string formatting");
    }
    return out.text();
  }

  private static boolean isMapping(@Nullable Object v) {
    return v instanceof Map
        || v instanceof Undefined
        || (v instanceof java.util.List && !(v instanceof Tuple));
  }

  private @Nullable Object next() {
    if (values instanceof Tuple t) {
      if (used >= t.size()) {
        throw PyError.type("not enough arguments for format string");
      }
      return t.get(used++);
    }
    if (used++ > 0) {
      throw PyError.type("not enough arguments for format string");
    }
    return values;
  }

  private char charAt(int i) {
    if (i >= format.length()) {
      throw PyError.value("incomplete format");
    }
    return format.charAt(i);
  }

  private int conversion(Sink out, int i) {
    Object named = PyObject.MISSING;
    if (charAt(i) == '(') {
      if (!(values instanceof Map<?, ?> map)) {
        throw PyError.type("format requires a mapping");
      }
      int depth = 1;
      int from = ++i;
      while (depth > 0) {
        if (i >= format.length()) {
          throw PyError.value("incomplete format key");
        }
        char c = format.charAt(i++);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      String key = format.substring(from, i - 1);
      named = Dicts.named(map, key);
      if (named == PyObject.MISSING) {
        throw new PyError(PyError.Type.KEY, PythonText.shown(key));
      }
      used = 1;
    }
    boolean left = false;
    boolean plus = false;
    boolean space = false;
    boolean zero = false;
    boolean alternate = false;
    for (; "-+ 0#".indexOf(charAt(i)) >= 0; i++) {
      switch (format.charAt(i)) {
        case '-' -> left = true;
        case '+' -> plus = true;
        case ' ' -> space = true;
        case '0' -> zero = true;
        default -> alternate = true;
      }
    }
    long width = 0;
    if (charAt(i) == '*') {
      width = star();
      left |= width < 0;
      width = Math.abs(width);
      i++;
    } else {
      while (Character.isDigit(charAt(i))) {
        width = Math.min(99_999_999, width * 10 + (format.charAt(i++) - '0'));
      }
    }
    long precision = -1;
    if (charAt(i) == '.') {
      i++;
      precision = 0;
      if (charAt(i) == '*') {
        precision = Math.max(0, star());
        i++;
      } else {
        while (Character.isDigit(charAt(i))) {
          precision = Math.min(99_999_999, precision * 10 + (format.charAt(i++) - '0'));
        }
      }
    }
    while ("hlL".indexOf(charAt(i)) >= 0) {
      i++;
    }
    int c = format.codePointAt(i);
    if (c == '%') {
      out.append('%');
      return i + 1;
    }
    run.budget().text(Math.max(width, precision));
    Object value = named == PyObject.MISSING ? next() : named;
    String lead = "";
    String body;
    boolean number = true;
    switch (c) {
      case 's', 'r', 'a' -> {
        body = text(c, value);
        if (precision >= 0) {
          body = Text.head(body, (int) precision);
        }
        number = false;
      }
      case 'c' -> {
        body = character(value);
        number = false;
      }
      case 'd', 'i', 'u', 'o', 'x', 'X' -> {
        run.budget().read(value);
        BigInteger n = integer((char) c, value);
        body =
            switch (c) {
              case 'o' -> n.abs().toString(8);
              case 'x' -> n.abs().toString(16);
              case 'X' -> LetterCase.upper(n.abs().toString(16));
              default -> PythonText.integer(n.abs());
            };
        if (precision > body.length()) {
          body = "0".repeat((int) precision - body.length()) + body;
        }
        lead =
            sign(n.signum() < 0, plus, space)
                + (alternate && "oxX".indexOf(c) >= 0 ? "0" + (char) c : "");
      }
      case 'e', 'E', 'f', 'F', 'g', 'G' -> {
        double d = real(value);
        body = FormatSpec.digits(Math.abs(d), (char) c, (int) precision, alternate);
        lead = sign(d < 0 || (d == 0 && 1 / d < 0), plus, space);
      }
      default ->
          throw PyError.value(
              "unsupported format character "
                  + PythonText.shown(Character.toString(c))
                  + " (0x"
                  + Integer.toHexString(c)
                  + ") at index "
                  + Text.length(format.substring(0, i)));
    }
    int missing = (int) width - lead.length() - Text.length(body);
    if (missing <= 0) {
      out.append(lead).append(body);
    } else if (left) {
      out.append(lead).append(body).repeat(" ", missing);
    } else if (zero && number) {
      out.append(lead).repeat("0", missing).append(body);
    } else {
      out.repeat(" ", missing).append(lead).append(body);
    }
    return i + Character.charCount(c);
  }

  private static String sign(boolean negative, boolean plus, boolean space) {
    return negative ? "-" : plus ? "+" : space ? " " : "";
  }

  private long star() {
    Object v = next();
    if (!Numbers.isInt(v)) {
      throw PyError.type("* wants int");
    }
    return Numbers.index(v);
  }

  private String text(int c, @Nullable Object value) {
    if (c == 's') {
      return escaping ? run.escaped(value) : run.str(value);
    }
    String s = run.repr(value);
    return escaping ? run.escape(s) : s;
  }

  private static String character(@Nullable Object value) {
    if (Python.isText(value) && Text.length(Python.text(value)) == 1) {
      return Python.text(value);
    }
    if (!Numbers.isInt(value)) {
      throw PyError.type("%c requires int or char");
    }
    return Character.toString(FormatSpec.character(Numbers.big(value)));
  }

  private static BigInteger integer(char c, @Nullable Object value) {
    if (Numbers.isInt(value)) {
      return Numbers.big(value);
    }
    if (value instanceof Double d && "diu".indexOf(c) >= 0) {
      return Numbers.big(Numbers.truncate(d));
    }
    if (value instanceof Undefined u) {
      throw u.fail();
    }
    throw PyError.type(
        "%"
            + c
            + " format: "
            + ("diu".indexOf(c) >= 0 ? "a real number" : "an integer")
            + " is required, not "
            + Python.typeName(value));
  }

  private static double real(@Nullable Object value) {
    if (value instanceof Undefined u) {
      throw u.fail();
    }
    return Numbers.toDouble(value);
  }
}
