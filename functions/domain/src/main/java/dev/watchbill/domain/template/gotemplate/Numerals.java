package dev.watchbill.domain.template.gotemplate;

import dev.watchbill.domain.GoText;
import dev.watchbill.domain.LetterCase;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of number literals. */
final class Numerals {

  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(63).negate();

  private Numerals() {}

  /** The code point of a character constant. */
  static Number character(String quoted, Words words) throws Malformed {
    String inside = quoted.substring(1, quoted.length() - 1);
    String unescaped = inside.equals("\\'") ? "'" : inside.equals("\"") ? "\\\"" : inside;
    Optional<String> value = GoText.unquote('"' + unescaped + '"');
    if (value.isEmpty() || value.get().codePointCount(0, value.get().length()) != 1) {
      throw words.malformed("malformed character constant: " + quoted);
    }
    return (long) value.get().codePointAt(0);
  }

  /** A Long, or a BigInteger below 2⁶⁴, or a Double. Imaginary numbers read as their real part. */
  static Number number(String text, Words words) throws Malformed {
    String plain = text.endsWith("i") ? text.substring(0, text.length() - 1) : text;
    String lower = LetterCase.lower(plain);
    BigInteger whole = whole(lower);
    if (whole != null) {
      if (whole.compareTo(LARGEST) >= 0 || whole.compareTo(LEAST) < 0) {
        throw words.malformed("integer overflow: " + GoText.quote(text));
      }
      return whole.bitLength() < 64 ? (Number) whole.longValueExact() : whole;
    }
    if (lower.indexOf('.') < 0 && lower.indexOf('e') < 0 && lower.indexOf('p') < 0) {
      throw words.malformed("illegal number syntax: " + GoText.quote(text));
    }
    try {
      double value = Double.parseDouble(lower.replace("_", ""));
      if (Double.isInfinite(value)) {
        throw words.malformed("illegal number syntax: " + GoText.quote(text));
      }
      boolean exact = value == Math.rint(value) && Math.abs(value) < 0x1p63;
      return exact ? (Number) (long) value : value;
    } catch (NumberFormatException e) {
      throw words.malformed("illegal number syntax: " + GoText.quote(text));
    }
  }

  private static @Nullable BigInteger whole(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    int radix = 10;
    if (digits.startsWith("0x")) {
      radix = 16;
    } else if (digits.startsWith("0b")) {
      radix = 2;
    } else if (digits.startsWith("0o")) {
      radix = 8;
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
      digits = "0o" + digits.substring(1);
    }
    String bare = (radix == 10 ? digits : digits.substring(2)).replace("_", "");
    if (bare.isEmpty() || bare.length() > 100 || digits.endsWith("_") || digits.contains("__")) {
      return null;
    }
    for (int i = 0; i < bare.length(); i++) {
      if (Character.digit(bare.charAt(i), radix) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(bare, radix);
    return text.startsWith("-") ? value.negate() : value;
  }
}
