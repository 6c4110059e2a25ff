package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Attributes and methods of numbers. */
final class NumberMethods {
  private NumberMethods() {}

  static @Nullable Object find(Object n, String name) {
    return Numbers.isFloat(n) ? ofFloat(n, name) : ofInt(n, name);
  }

  private static @Nullable Object ofInt(Object n, String name) {
    return switch (name) {
      case "real", "numerator" -> Numbers.add(0L, n);
      case "imag" -> 0L;
      case "denominator" -> 1L;
      case "bit_length" ->
          Method.of(n, name, (run, self, a) -> (long) Numbers.big(self).abs().bitLength());
      case "bit_count" ->
          Method.of(n, name, (run, self, a) -> (long) Numbers.big(self).abs().bitCount());
      case "conjugate" -> Method.of(n, name, (run, self, a) -> self);
      case "as_integer_ratio" -> Method.of(n, name, (run, self, a) -> Tuple.of(self, 1L));
      case "to_bytes" -> Method.of(n, name, NumberMethods::toBytes);
      case "from_bytes" ->
          Method.of(
              n,
              name,
              (run, self, a) -> {
                throw PyError.type("cannot convert object to bytes");
              });
      default -> PyObject.MISSING;
    };
  }

  private static Object toBytes(Rendering run, @Nullable Object self, Args a) {
    int length = a.count() > 0 ? (int) Math.min(1 << 20, Math.max(0, Numbers.index(a.get(0)))) : 1;
    run.budget().text(length);
    BigInteger v = Numbers.big(self);
    if (v.signum() < 0) {
      throw PyError.overflow("can't convert negative int to unsigned");
    }
    if (v.bitLength() > length * 8) {
      throw PyError.overflow("int too big to convert");
    }
    byte[] out = new byte[length];
    byte[] big = v.toByteArray();
    boolean little = a.count() > 1 && "little".equals(a.get(1));
    for (int i = 0; i < big.length && i < length; i++) {
      out[little ? i : length - 1 - i] = big[big.length - 1 - i];
    }
    return new Bytes(out);
  }

  private static @Nullable Object ofFloat(Object n, String name) {
    return switch (name) {
      case "real" -> n;
      case "imag" -> 0.0;
      case "conjugate" -> Method.of(n, name, (run, self, a) -> self);
      case "is_integer" ->
          Method.of(
              n,
              name,
              (run, self, a) -> {
                double d = Numbers.toDouble(self);
                return d == Math.rint(d) && !Double.isInfinite(d);
              });
      case "hex" -> Method.of(n, name, (run, self, a) -> hex(Numbers.toDouble(self)));
      case "as_integer_ratio" ->
          Method.of(n, name, (run, self, a) -> ratio(Numbers.toDouble(self)));
      default -> PyObject.MISSING;
    };
  }

  private static String hex(double d) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      return PythonText.real(d);
    }
    String sign = d < 0 || (d == 0 && 1 / d < 0) ? "-" : "";
    if (d == 0) {
      return sign + "0x0.0p+0";
    }
    long bits = Double.doubleToLongBits(Math.abs(d));
    int exponent = (int) (bits >> 52);
    StringBuilder out = new StringBuilder(sign).append(exponent == 0 ? "0x0." : "0x1.");
    for (int shift = 48; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((int) (bits >> shift) & 15, 16));
    }
    int power = exponent == 0 ? -1022 : exponent - 1023;
    return out.append('p').append(power < 0 ? "" : "+").append(power).toString();
  }

  private static Tuple ratio(double d) {
    if (Double.isNaN(d)) {
      throw PyError.value("cannot convert NaN to integer ratio");
    }
    if (Double.isInfinite(d)) {
      throw PyError.overflow("cannot convert Infinity to integer ratio");
    }
    if (d == 0) {
      return Tuple.of(0L, 1L);
    }
    // A float is a whole number times a power of two.
    int exponent = Math.max(Math.getExponent(d), Double.MIN_EXPONENT) - 52;
    long whole = (long) Math.scalb(d, -exponent);
    int even = Long.numberOfTrailingZeros(whole);
    BigInteger odd = BigInteger.valueOf(whole >> even);
    exponent += even;
    return Tuple.of(
        Numbers.of(odd.shiftLeft(Math.max(0, exponent))),
        Numbers.of(BigInteger.ONE.shiftLeft(Math.max(0, -exponent))));
  }
}
