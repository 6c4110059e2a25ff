package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Python's format mini-language: {@code [[fill]align][sign][z][#][0][width][,][.precision][type]}.
 */
final class FormatSpec {
  private String fill = " ";
  private char align;
  private char sign = '-';
  private boolean signed;
  private boolean alternate;
  private int width = -1;
  private char grouping;
  private int precision = -1;
  private char type;

  private FormatSpec() {}

  static String format(Rendering run, @Nullable Object value, String spec) {
    if (value instanceof Undefined) {
      if (spec.isEmpty()) {
        return "";
      }
      throw PyError.type("unsupported format string passed to Undefined.__format__");
    }
    if (value instanceof PyDateTime d) {
      return spec.isEmpty() ? d.str() : Strftime.format(run, d, spec);
    }
    if (spec.isEmpty()) {
      return run.str(value);
    }
    FormatSpec f = new FormatSpec();
    f.parse(spec, value);
    run.budget().text(2L * Math.max(f.width, f.precision));
    run.budget().read(value);
    if (Python.isText(value)) {
      return f.text(Python.text(value));
    }
    if (value != null && Numbers.isReal(value)) {
      boolean asFloat = Numbers.isFloat(value) || (f.type != 0 && "eEfFgG%".indexOf(f.type) >= 0);
      return asFloat ? f.real(Numbers.toDouble(value), Numbers.isFloat(value)) : f.integer(value);
    }
    throw PyError.type(
        "unsupported format string passed to " + Python.typeName(value) + ".__format__");
  }

  private void parse(String spec, @Nullable Object value) {
    int[] c = spec.codePoints().toArray();
    int i = 0;
    if (c.length > 1 && isAlign(c[1])) {
      fill = Character.toString(c[0]);
      align = (char) c[1];
      i = 2;
    } else if (c.length > 0 && isAlign(c[0])) {
      align = (char) c[0];
      i = 1;
    }
    if (i < c.length && (c[i] == '+' || c[i] == '-' || c[i] == ' ')) {
      sign = (char) c[i++];
      signed = true;
    }
    if (i < c.length && c[i] == '#') {
      alternate = true;
      i++;
    }
    if (i < c.length && c[i] == '0') {
      if (align == 0) {
        fill = "0";
        align = Numbers.isReal(value) ? '=' : '<';
      }
      i++;
    }
    int start = i;
    while (i < c.length && Character.isDigit(c[i])) {
      width = Math.min(99_999_999, Math.max(0, width) * 10 + Character.digit(c[i++], 10));
    }
    if (i > start && width < 0) {
      width = 0;
    }
    if (i < c.length && (c[i] == ',' || c[i] == '_')) {
      grouping = (char) c[i++];
    }
    if (i < c.length && c[i] == '.') {
      i++;
      int digits = i;
      precision = 0;
      while (i < c.length && Character.isDigit(c[i])) {
        precision = Math.min(99_999_999, precision * 10 + Character.digit(c[i++], 10));
      }
      if (i == digits) {
        throw PyError.value("Format specifier missing precision");
      }
    }
    if (c.length - i > 1) {
      throw PyError.value("Invalid format specifier" + forType(value, spec));
    }
    if (i < c.length) {
      type = (char) c[i];
      if (("sbcdoxXneEfFgG%".indexOf(type) < 0)
          || (Python.isText(value) && type != 's')
          || (Numbers.isReal(value) && type == 's')
          || (Numbers.isFloat(value) && "bcdoxX".indexOf(type) >= 0)) {
        throw PyError.value(
            "Unknown format code "
                + PythonText.shown(String.valueOf(type))
                + " for object of type "
                + PythonText.shown(Python.typeName(value)));
      }
    }
  }

  private static String forType(@Nullable Object value, String spec) {
    return " "
        + PythonText.shown(spec)
        + " for object of type "
        + PythonText.shown(Python.typeName(value));
  }

  private static boolean isAlign(int c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
  }

  private String text(String s) {
    if (align == '=') {
      throw PyError.value("'=' alignment not allowed in string format specifier");
    }
    if (signed) {
      throw PyError.value("Sign not allowed in string format specifier");
    }
    if (grouping != 0) {
      throw PyError.value("Cannot specify '" + grouping + "' with 's'.");
    }
    return pad("", precision >= 0 ? Text.head(s, precision) : s, align == 0 ? '<' : align);
  }

  private String integer(Object value) {
    BigInteger n = Numbers.big(value);
    if (precision >= 0) {
      throw PyError.value("Precision not allowed in integer format specifier");
    }
    BigInteger magnitude = n.abs();
    String prefix = "";
    String digits;
    switch (type) {
      case 'b' -> {
        digits = magnitude.toString(2);
        prefix = "0b";
      }
      case 'o' -> {
        digits = magnitude.toString(8);
        prefix = "0o";
      }
      case 'x' -> {
        digits = magnitude.toString(16);
        prefix = "0x";
      }
      case 'X' -> {
        digits = LetterCase.upper(magnitude.toString(16));
        prefix = "0X";
      }
      case 'c' -> {
        return pad("", Character.toString(character(n)), align == 0 ? '<' : align);
      }
      default -> digits = PythonText.integer(magnitude);
    }
    return number(n.signum() < 0, alternate ? prefix : "", digits, "");
  }

  static int character(BigInteger n) {
    if (n.signum() < 0 || n.compareTo(BigInteger.valueOf(0x10ffff)) > 0) {
      throw PyError.overflow("%c arg not in range(0x110000)");
    }
    return n.intValue();
  }

  private String real(double value, boolean isFloat) {
    boolean negative = value < 0 || (value == 0 && 1 / value < 0);
    if (type == 0 && precision < 0 && isFloat) {
      return split(negative, PythonText.real(Math.abs(value)), "");
    }
    String suffix = type == '%' ? "%" : "";
    double magnitude = Math.abs(type == '%' ? value * 100 : value);
    char kind = type == 0 ? (isFloat ? 'r' : 'g') : type == '%' ? 'f' : type == 'n' ? 'g' : type;
    return split(negative, digits(magnitude, kind, precision, alternate), suffix);
  }

  private String split(boolean negative, String digits, String suffix) {
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    return number(negative, "", digits.substring(0, end), digits.substring(end) + suffix);
  }

  private String number(boolean negative, String prefix, String whole, String rest) {
    String lead = (negative ? "-" : sign == '-' ? "" : String.valueOf(sign)) + prefix;
    int group =
        grouping == 0 ? 0 : type == 'b' || type == 'o' || type == 'x' || type == 'X' ? 4 : 3;
    String grouped = group(whole, group);
    if (align == '=' && fill.equals("0") && group > 0) {
      // Zeros that fill the width are grouped too.
      int room = width - lead.length() - rest.length();
      if (grouped.length() < room) {
        int digits = Math.max(1, (int) ((long) room * group / (group + 1)) - 1);
        while (digits + (digits - 1) / group < room) {
          digits++;
        }
        whole = "0".repeat(Math.max(0, digits - whole.length())) + whole;
        grouped = group(whole, group);
      }
    }
    return pad(lead, grouped + rest, align == 0 ? '>' : align);
  }

  private String group(String whole, int size) {
    if (size == 0) {
      return whole;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < whole.length(); i++) {
      if (i > 0 && (whole.length() - i) % size == 0) {
        out.append(grouping);
      }
      out.append(whole.charAt(i));
    }
    return out.toString();
  }

  private String pad(String lead, String body, char where) {
    int missing = width - Text.length(lead) - Text.length(body);
    if (missing <= 0) {
      return lead + body;
    }
    return switch (where) {
      case '<' -> lead + body + fill.repeat(missing);
      case '^' -> fill.repeat(missing / 2) + lead + body + fill.repeat(missing - missing / 2);
      case '=' -> lead + fill.repeat(missing) + body;
      default -> fill.repeat(missing) + lead + body;
    };
  }

  /**
   * The digits of a non-negative float in style {@code e f g} (or {@code r}: like g, but always
   * with a fraction).
   */
  static String digits(double magnitude, char style, int precision, boolean alternate) {
    boolean upper = Character.isUpperCase(style);
    if (Double.isNaN(magnitude) || Double.isInfinite(magnitude)) {
      String word = Double.isNaN(magnitude) ? "nan" : "inf";
      return upper ? LetterCase.upper(word) : word;
    }
    int p = precision < 0 ? 6 : Math.min(precision, 5000);
    BigDecimal exact = new BigDecimal(magnitude);
    return switch (Character.toLowerCase(style)) {
      case 'f' ->
          exact.setScale(p, RoundingMode.HALF_EVEN).toPlainString()
              + (alternate && p == 0 ? "." : "");
      case 'e' -> scientific(exact, p, upper, alternate);
      default -> general(exact, Math.max(p, 1), upper, alternate, style == 'r');
    };
  }

  private static String scientific(BigDecimal v, int p, boolean upper, boolean alternate) {
    BigDecimal r = v.signum() == 0 ? v : v.round(new MathContext(p + 1, RoundingMode.HALF_EVEN));
    String unscaled = r.signum() == 0 ? "0" : r.unscaledValue().toString();
    int exponent = r.signum() == 0 ? 0 : r.precision() - r.scale() - 1;
    String digits =
        unscaled.length() < p + 1
            ? unscaled + "0".repeat(p + 1 - unscaled.length())
            : unscaled.substring(0, p + 1);
    return digits.charAt(0)
        + (p > 0 ? "." + digits.substring(1) : alternate ? "." : "")
        + exponent(exponent, upper);
  }

  private static String exponent(int e, boolean upper) {
    int magnitude = Math.abs(e);
    return (upper ? "E" : "e") + (e < 0 ? "-" : "+") + (magnitude < 10 ? "0" : "") + magnitude;
  }

  private static String general(
      BigDecimal v, int p, boolean upper, boolean alternate, boolean keepPoint) {
    BigDecimal r =
        v.signum() == 0 ? BigDecimal.ZERO : v.round(new MathContext(p, RoundingMode.HALF_EVEN));
    int exponent = r.signum() == 0 ? 0 : r.precision() - r.scale() - 1;
    if (exponent < -4 || exponent >= (keepPoint ? p - 1 : p)) {
      String s = scientific(v, p - 1, false, false);
      int e = s.indexOf('e');
      String mantissa = s.substring(0, e);
      if (!alternate && mantissa.indexOf('.') >= 0) {
        mantissa = trimZeros(mantissa);
      }
      return mantissa + exponent(exponent, upper);
    }
    String s = r.setScale(Math.max(0, p - 1 - exponent), RoundingMode.HALF_EVEN).toPlainString();
    if (!alternate && s.indexOf('.') >= 0) {
      s = trimZeros(s);
    }
    return keepPoint && s.indexOf('.') < 0 ? s + ".0" : s;
  }

  private static String trimZeros(String s) {
    int end = s.length();
    while (s.charAt(end - 1) == '0') {
      end--;
    }
    return s.substring(0, s.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
