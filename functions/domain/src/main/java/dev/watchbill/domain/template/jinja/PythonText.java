package dev.watchbill.domain.template.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text Python gives a plain value: {@code str}, {@code repr} and {@code json.dumps}. */
public final class PythonText {
  /** Python refuses to print longer integers. */
  private static final int MAX_DIGITS = 4300;

  private static final BigInteger TOO_BIG = BigInteger.TEN.pow(MAX_DIGITS);

  /** Python's own recursion limit; deeper values fail instead of overflowing our stack. */
  static final int MAX_DEPTH = 900;

  private PythonText() {}

  /** {@code str(value)}: {@code {'foo': 'bar'}}, {@code 1.0}, {@code None}; text as it is. */
  public static String str(@Nullable Object value) {
    return str(Sink.unpaid(), value);
  }

  /** {@code repr(value)}: as {@link #str}, but text is quoted. */
  public static String repr(@Nullable Object value) {
    return repr(Sink.unpaid(), value);
  }

  /** {@code repr(value)} for an error text; one too long to be read is a failure of its own. */
  static String shown(@Nullable Object value) {
    return repr(Sink.brief(), value);
  }

  static String str(Sink out, @Nullable Object value) {
    return switch (value) {
      case String s -> s;
      case Markup m -> m.text();
      case DictView v -> repr(out, v);
      case Namespace n -> repr(out, n);
      case Bytes b -> repr(out, b);
      case PyObject o -> o.str();
      case null, default -> repr(out, value);
    };
  }

  /** Writes {@code str(value)} where it belongs, without making a text of it first. */
  static void print(Sink out, @Nullable Object value) {
    switch (value) {
      case String s -> out.append(s);
      case Markup m -> out.append(m.text());
      case DictView v -> new Printer(out).print(v);
      case Namespace n -> new Printer(out).print(n);
      case Bytes b -> new Printer(out).print(b);
      case PyObject o -> out.append(o.str());
      case null, default -> new Printer(out).print(value);
    }
  }

  static String repr(Sink out, @Nullable Object value) {
    if (value instanceof Long) {
      return value.toString();
    }
    new Printer(out).print(value);
    return out.text();
  }

  /**
   * {@code json.dumps(value)}: {@code ", "} and {@code ": "} between, non-ASCII escaped, keys in
   * their order. Regex routes search in it (spec oncall-behaviour §5).
   */
  public static String json(@Nullable Object value) {
    return JsonWriter.DEFAULT.write(null, value);
  }

  static String integer(BigInteger value) {
    if (value.abs().compareTo(TOO_BIG) >= 0) {
      throw PyError.value(
          "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit");
    }
    return value.toString();
  }

  /** Shortest text that reads back as the same number, in Python's layout. */
  static String real(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String shortest = Double.toString(Math.abs(value));
    int e = shortest.indexOf('E');
    int exponent = e < 0 ? 0 : Integer.parseInt(shortest.substring(e + 1));
    String mantissa = e < 0 ? shortest : shortest.substring(0, e);
    int dot = mantissa.indexOf('.');
    String digits = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
    int point = dot + exponent;
    int lead = 0;
    while (lead < digits.length() - 1 && digits.charAt(lead) == '0') {
      lead++;
    }
    digits = digits.substring(lead);
    point -= lead;
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    digits = digits.substring(0, end);
    boolean zero = digits.equals("0");
    if (zero) {
      point = 1;
    }
    if (digits.length() == 2) {
      // Java never writes fewer than two digits; the smallest numbers need only one (5e-324).
      BigDecimal one =
          new BigDecimal(BigInteger.valueOf(Long.parseLong(digits)), 2 - point)
              .round(new MathContext(1, RoundingMode.HALF_EVEN));
      if (one.doubleValue() == Math.abs(value)) {
        digits = one.unscaledValue().toString();
        point = digits.length() - one.scale();
        digits = digits.charAt(0) + "";
      }
    }
    StringBuilder out = new StringBuilder(24);
    if (value < 0 || (zero && 1 / value < 0)) {
      out.append('-');
    }
    int scientific = point - 1;
    if (scientific < -4 || scientific >= 16) {
      out.append(digits.charAt(0));
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      out.append('e').append(scientific < 0 ? '-' : '+');
      int magnitude = Math.abs(scientific);
      return out.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
    }
    if (point <= 0) {
      return out.append("0.").append("0".repeat(-point)).append(digits).toString();
    }
    if (digits.length() <= point) {
      return out.append(digits).append("0".repeat(point - digits.length())).append(".0").toString();
    }
    return out.append(digits, 0, point)
        .append('.')
        .append(digits, point, digits.length())
        .toString();
  }

  static void quote(Sink out, String s) {
    char quote = s.indexOf('\'') >= 0 && s.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (c == quote || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (isPrintable(c)) {
        out.appendCodePoint(c);
      } else if (c < 0x100) {
        hex(out.append("\\x"), c, 2);
      } else if (c < 0x10000) {
        hex(out.append("\\u"), c, 4);
      } else {
        hex(out.append("\\U"), c, 8);
      }
    }
    out.append(quote);
  }

  static boolean isPrintable(int c) {
    if (c >= 0x20 && c < 0x7f) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  static void hex(Sink out, int value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((value >> shift) & 15, 16));
    }
  }

  /** Prints containers, marking those that contain themselves. */
  private static final class Printer {
    private final Sink out;
    private @Nullable IdentityHashMap<Object, Boolean> open;
    private int depth;

    Printer(Sink out) {
      this.out = out;
    }

    void print(@Nullable Object value) {
      switch (value) {
        case null -> out.append("None");
        case String s -> quote(out, s);
        case Boolean b -> out.append(b ? "True" : "False");
        case Double d -> out.append(real(d));
        case Float f -> out.append(real(f));
        case BigInteger b -> out.append(integer(b));
        case Number n -> out.append(n.toString());
        case Markup m -> {
          out.append("Markup(");
          quote(out, m.text());
          out.append(')');
        }
        case Tuple t -> sequence(t, t.iterator(), "(", t.size() == 1 ? ",)" : ")", "(...)");
        case List<?> l -> sequence(l, l.iterator(), "[", "]", "[...]");
        case Map<?, ?> m -> dict(m);
        case DictView v -> sequence(v.dict(), v.iterator(), v.typeName() + "([", "])", "...");
        case Namespace n -> {
          out.append("<Namespace ");
          dict(n.attributes());
          out.append('>');
        }
        case Bytes b -> b.print(out);
        case PyObject o -> out.append(o.repr());
        default -> out.append(value.toString());
      }
    }

    private boolean enter(Object container) {
      out.step();
      if (++depth > MAX_DEPTH) {
        throw PyError.limit("maximum recursion depth exceeded while getting the repr of an object");
      }
      // Cycles are rare: look for them only where nesting makes them possible.
      if (depth < 2) {
        open = null;
      }
      if (open == null) {
        open = new IdentityHashMap<>();
      }
      return open.put(container, true) == null;
    }

    private void leave(Object container) {
      depth--;
      if (open != null) {
        open.remove(container);
      }
    }

    private void sequence(
        Object container, Iterator<?> items, String begin, String end, String cycle) {
      if (!enter(container)) {
        depth--;
        out.append(cycle);
        return;
      }
      out.append(begin);
      for (boolean first = true; items.hasNext(); first = false) {
        if (!first) {
          out.append(", ");
        }
        print(items.next());
      }
      out.append(end);
      leave(container);
    }

    private void dict(Map<?, ?> map) {
      if (!enter(map)) {
        depth--;
        out.append("{...}");
        return;
      }
      out.append('{');
      boolean first = true;
      for (Map.Entry<?, ?> e : map.entrySet()) {
        if (!first) {
          out.append(", ");
        }
        first = false;
        print(e.getKey());
        out.append(": ");
        print(e.getValue());
      }
      out.append('}');
      leave(map);
    }
  }
}
