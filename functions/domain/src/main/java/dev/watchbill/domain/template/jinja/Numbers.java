package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Python's numbers: integers of any size (Long while they fit), floats, and bools that count as 0
 * and 1.
 */
final class Numbers {
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  /** Largest integer a template may make: far above what Python would still print. */
  private static final int MAX_BITS = 200_000;

  private Numbers() {}

  static boolean isNumber(@Nullable Object v) {
    return v instanceof Number || v instanceof Boolean || v instanceof Complex;
  }

  /** Numbers that have an order. */
  static boolean isReal(@Nullable Object v) {
    return v instanceof Number || v instanceof Boolean;
  }

  static boolean isFloat(@Nullable Object v) {
    return v instanceof Double || v instanceof Float;
  }

  static boolean isInt(@Nullable Object v) {
    return isReal(v) && !isFloat(v);
  }

  static Object of(BigInteger v) {
    if (v.bitLength() > MAX_BITS) {
      throw PyError.limit("a number of the template is too large");
    }
    return v.compareTo(MIN_LONG) >= 0 && v.compareTo(MAX_LONG) <= 0 ? (Object) v.longValue() : v;
  }

  static BigInteger big(@Nullable Object v) {
    return switch (v) {
      case BigInteger b -> b;
      case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
      case Number n -> BigInteger.valueOf(n.longValue());
      case null, default -> throw PyError.type("an integer is required");
    };
  }

  /** The integer as a long when it fits, else null. */
  static @Nullable Long small(@Nullable Object v) {
    return switch (v) {
      case Long n -> n;
      case Boolean b -> b ? 1L : 0L;
      case Integer i -> (long) i;
      case Short s -> (long) s;
      case Byte b -> (long) b;
      case null, default -> null;
    };
  }

  static double toDouble(@Nullable Object v) {
    double d = toDoubleLossy(v);
    if (v instanceof BigInteger && Double.isInfinite(d)) {
      throw PyError.overflow("int too large to convert to float");
    }
    return d;
  }

  static double toDoubleLossy(@Nullable Object v) {
    return switch (v) {
      case Number n -> n.doubleValue();
      case Boolean b -> b ? 1 : 0;
      case null, default -> throw PyError.type("must be real number, not " + Python.typeName(v));
    };
  }

  static boolean equal(Object a, Object b) {
    if (a instanceof Complex || b instanceof Complex) {
      return a.equals(b);
    }
    if (isFloat(a) || isFloat(b)) {
      double x = toDoubleLossy(a);
      double y = toDoubleLossy(b);
      return x == y && (Double.isInfinite(x) || compare(a, b) == 0);
    }
    return compare(a, b) == 0;
  }

  static int compare(@Nullable Object a, @Nullable Object b) {
    Long x = small(a);
    Long y = small(b);
    if (x != null && y != null) {
      return Long.compare(x, y);
    }
    if (isFloat(a) || isFloat(b)) {
      double p = toDoubleLossy(a);
      double q = toDoubleLossy(b);
      if ((isFloat(a) && isFloat(b))
          || Double.isNaN(p)
          || Double.isNaN(q)
          || Double.isInfinite(p)
          || Double.isInfinite(q)
          || p != q) {
        return p < q ? -1 : p > q ? 1 : 0;
      }
      return exact(a).compareTo(exact(b));
    }
    return big(a).compareTo(big(b));
  }

  static boolean isNan(@Nullable Object v) {
    return v instanceof Double d && d.isNaN();
  }

  private static BigDecimal exact(@Nullable Object v) {
    return isFloat(v) ? new BigDecimal(toDoubleLossy(v)) : new BigDecimal(big(v));
  }

  static Object add(Object a, Object b) {
    if (isFloat(a) || isFloat(b)) {
      return toDouble(a) + toDouble(b);
    }
    Long x = small(a);
    Long y = small(b);
    if (x != null && y != null) {
      long r = x + y;
      if (((x ^ r) & (y ^ r)) >= 0) {
        return r;
      }
    }
    return of(big(a).add(big(b)));
  }

  static Object subtract(Object a, Object b) {
    if (isFloat(a) || isFloat(b)) {
      return toDouble(a) - toDouble(b);
    }
    Long x = small(a);
    Long y = small(b);
    if (x != null && y != null) {
      long r = x - y;
      if (((x ^ y) & (x ^ r)) >= 0) {
        return r;
      }
    }
    return of(big(a).subtract(big(b)));
  }

  static Object multiply(Object a, Object b) {
    if (isFloat(a) || isFloat(b)) {
      return toDouble(a) * toDouble(b);
    }
    Long x = small(a);
    Long y = small(b);
    if (x != null && y != null && Math.multiplyHigh(x, y) == (x * y) >> 63) {
      return x * y;
    }
    BigInteger p = big(a);
    BigInteger q = big(b);
    if ((long) p.bitLength() + q.bitLength() > MAX_BITS) {
      throw PyError.limit("a number of the template is too large");
    }
    return of(p.multiply(q));
  }

  static double divide(Object a, Object b) {
    boolean ints = isInt(a) && isInt(b);
    double y = ints ? (big(b).signum() == 0 ? 0 : 1) : toDouble(b);
    if (y == 0) {
      throw PyError.other(ints ? "division by zero" : "float division by zero");
    }
    if (!ints) {
      return toDouble(a) / y;
    }
    Long p = small(a);
    Long q = small(b);
    long exact = 1L << 53;
    if (p != null && q != null && p > -exact && p < exact && q > -exact && q < exact) {
      return (double) p / q;
    }
    // Beyond 53 bits a quotient of rounded numbers may be off by one: divide exactly, then round
    // once.
    BigInteger n = big(a);
    BigInteger d = big(b);
    int digits = 40 + Math.max(0, (d.bitLength() - n.bitLength()) / 3);
    double r =
        new BigDecimal(n)
            .divide(new BigDecimal(d), new java.math.MathContext(Math.min(digits, 1200)))
            .doubleValue();
    if (Double.isInfinite(r)) {
      throw PyError.overflow("integer division result too large for a float");
    }
    return r;
  }

  static Object floorDivide(Object a, Object b) {
    if (isFloat(a) || isFloat(b)) {
      double x = toDouble(a);
      double y = toDouble(b);
      if (y == 0) {
        throw PyError.other("float floor division by zero");
      }
      double mod = x % y;
      double div = (x - mod) / y;
      if (mod != 0 && (y < 0) != (mod < 0)) {
        div -= 1;
      }
      if (div == 0) {
        return Math.copySign(0.0, x / y);
      }
      double floor = Math.floor(div);
      return div - floor > 0.5 ? floor + 1 : floor;
    }
    Long x = small(a);
    Long y = small(b);
    if (big(b).signum() == 0) {
      throw PyError.other("integer division or modulo by zero");
    }
    if (x != null && y != null && !(x == Long.MIN_VALUE && y == -1)) {
      return Math.floorDiv(x, y);
    }
    BigInteger[] qr = big(a).divideAndRemainder(big(b));
    return of(
        qr[1].signum() != 0 && qr[1].signum() != big(b).signum()
            ? qr[0].subtract(BigInteger.ONE)
            : qr[0]);
  }

  static Object modulo(Object a, Object b) {
    if (isFloat(a) || isFloat(b)) {
      double x = toDouble(a);
      double y = toDouble(b);
      if (y == 0) {
        throw PyError.other("float modulo");
      }
      double mod = x % y;
      if (mod != 0) {
        return (y < 0) != (mod < 0) ? mod + y : mod;
      }
      return Math.copySign(0.0, y);
    }
    Long x = small(a);
    Long y = small(b);
    if (big(b).signum() == 0) {
      throw PyError.other("integer modulo by zero");
    }
    if (x != null && y != null) {
      return Math.floorMod(x, y);
    }
    BigInteger r = big(a).remainder(big(b));
    return of(r.signum() != 0 && r.signum() != big(b).signum() ? r.add(big(b)) : r);
  }

  static Object power(Object a, Object b) {
    if (isInt(a) && isInt(b) && big(b).signum() >= 0) {
      BigInteger base = big(a);
      BigInteger exponent = big(b);
      boolean hugeExponent = base.bitLength() > 1 && exponent.bitLength() > 31;
      int powerOfTwo = base.signum() >= 0 && base.bitCount() == 1 ? 1 : 0;
      long bits = (base.abs().bitLength() - powerOfTwo) * exponent.longValue();
      if (hugeExponent || (bits > MAX_BITS && base.abs().bitLength() > 1)) {
        throw PyError.limit("a number of the template is too large");
      }
      if (base.abs().bitLength() <= 1) {
        return of(
            base.signum() < 0 && exponent.testBit(0)
                ? BigInteger.ONE.negate()
                : exponent.signum() == 0 ? BigInteger.ONE : base.abs());
      }
      return of(base.pow(exponent.intValue()));
    }
    double x = toDouble(a);
    double y = toDouble(b);
    if (x == 0 && y < 0) {
      throw PyError.other("0.0 cannot be raised to a negative power");
    }
    if (x < 0 && y != Math.rint(y) && !Double.isInfinite(x)) {
      return Complex.power(x, y);
    }
    double r = x == 1 ? 1 : Math.pow(x, y);
    if (Double.isInfinite(r) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
      throw PyError.overflow("(34, 'Numerical result out of range')");
    }
    return r;
  }

  static Object negate(Object v) {
    return isFloat(v) ? (Object) (-toDouble(v)) : subtract(0L, v);
  }

  static Object abs(Object v) {
    if (isFloat(v)) {
      return Math.abs(toDouble(v));
    }
    return of(big(v).abs());
  }

  /** {@code int(v)} of a number: towards zero. */
  static Object truncate(Object v) {
    if (!isFloat(v)) {
      return of(big(v));
    }
    double d = toDouble(v);
    if (Double.isNaN(d)) {
      throw PyError.value("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(d)) {
      throw PyError.overflow("cannot convert float infinity to integer");
    }
    return Math.abs(d) < 9e18 ? (Object) (long) d : of(new BigDecimal(d).toBigInteger());
  }

  /** {@code round(v, digits)}: exact halves go to the even neighbour. */
  static Object round(@Nullable Object v, long digits) {
    if (v == null || !isReal(v)) {
      throw PyError.type("type " + Python.typeName(v) + " doesn't define __round__ method");
    }
    int scale = (int) Math.max(-400, Math.min(400, digits));
    if (isFloat(v)) {
      double d = toDouble(v);
      if (Double.isNaN(d) || Double.isInfinite(d)) {
        return d;
      }
      double r = new BigDecimal(d).setScale(scale, RoundingMode.HALF_EVEN).doubleValue();
      return r == 0 ? Math.copySign(0.0, d) : r;
    }
    if (scale >= 0) {
      return of(big(v));
    }
    return of(new BigDecimal(big(v)).setScale(scale, RoundingMode.HALF_EVEN).toBigInteger());
  }

  /** {@code int(text, base)}, or null where Python raises ValueError. */
  static @Nullable Object parseInt(String text, int base) {
    String s = Text.strip(text);
    boolean negative = s.startsWith("-");
    if (negative || s.startsWith("+")) {
      s = s.substring(1);
    }
    char mark = s.length() > 1 && s.charAt(0) == '0' ? Character.toLowerCase(s.charAt(1)) : 0;
    int implied = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
    if (implied != 0 && (base == implied || base == 0)) {
      s = s.substring(2);
      if (s.startsWith("_")) {
        s = s.substring(1);
      }
      base = implied;
    } else if (base == 0) {
      base = 10;
    }
    StringBuilder digits = new StringBuilder(s.length());
    boolean digitBefore = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (c == '_' && digitBefore && i < s.length()) {
        digitBefore = false;
        continue;
      }
      int d = Character.digit(c, base);
      if (d < 0) {
        return null;
      }
      digits.append(Character.forDigit(d, base));
      digitBefore = true;
    }
    if (!digitBefore || (digits.length() > 4300 && (base & (base - 1)) != 0)) {
      return null;
    }
    if ((digits.length() - 1L) * (31 - Integer.numberOfLeadingZeros(base)) > MAX_BITS) {
      throw PyError.limit("a number of the template is too large");
    }
    BigInteger value = new BigInteger(digits.toString(), base);
    return of(negative ? value.negate() : value);
  }

  /** {@code float(text)}, or null where Python raises ValueError. */
  static @Nullable Double parseFloat(String text) {
    String s = LetterCase.lower(Text.strip(text));
    String bare = s.startsWith("-") || s.startsWith("+") ? s.substring(1) : s;
    double sign = s.startsWith("-") ? -1 : 1;
    if (bare.equals("inf") || bare.equals("infinity")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    if (bare.equals("nan")) {
      return Double.NaN;
    }
    StringBuilder plain = new StringBuilder(bare.length());
    boolean digit = false;
    boolean dot = false;
    boolean exponent = false;
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      int d = Character.digit(c, 10);
      if (d >= 0) {
        plain.append((char) ('0' + d));
        digit = true;
      } else if (c == '.' && !dot && !exponent) {
        plain.append(c);
        dot = true;
      } else if (c == 'e' && digit && !exponent) {
        plain.append(c);
        exponent = true;
        if (i + 1 < bare.length() && (bare.charAt(i + 1) == '-' || bare.charAt(i + 1) == '+')) {
          plain.append(bare.charAt(++i));
        }
        if (i + 1 >= bare.length()) {
          return null;
        }
      } else {
        boolean between =
            c == '_'
                && i > 0
                && i + 1 < bare.length()
                && Character.isDigit(bare.charAt(i - 1))
                && Character.isDigit(bare.charAt(i + 1));
        if (!between) return null;
      }
    }
    return digit ? (Double) (sign * Double.parseDouble(plain.toString())) : null;
  }

  /** An argument that must be an integer of ordinary size. */
  static long index(@Nullable Object v) {
    Long n = small(v);
    if (n != null) {
      return n;
    }
    if (v instanceof BigInteger b) {
      return b.signum() < 0 ? Long.MIN_VALUE / 4 : Long.MAX_VALUE / 4;
    }
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    throw PyError.type(
        PythonText.shown(Python.typeName(v)) + " object cannot be interpreted as an integer");
  }
}
