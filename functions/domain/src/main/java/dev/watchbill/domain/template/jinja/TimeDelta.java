package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A length of time, possibly negative: {@code micros} is within a day and never negative, {@code
 * days} carries the sign.
 */
record TimeDelta(long days, long micros) implements PyObject, Comparable<TimeDelta> {
  private static final long DAY = 86_400_000_000L;
  private static final BigInteger BIG_DAY = BigInteger.valueOf(DAY);

  static TimeDelta ofMicros(BigInteger total) {
    BigInteger[] qr = total.divideAndRemainder(BIG_DAY);
    if (qr[1].signum() < 0) {
      qr = new BigInteger[] {qr[0].subtract(BigInteger.ONE), qr[1].add(BIG_DAY)};
    }
    if (qr[0].bitLength() > 31) {
      throw PyError.overflow("Python int too large to convert to C int");
    }
    if (Math.abs(qr[0].longValue()) > 999_999_999) {
      throw PyError.overflow("days=" + qr[0] + "; must have magnitude <= 999999999");
    }
    return new TimeDelta(qr[0].longValue(), qr[1].longValue());
  }

  static TimeDelta ofMicros(long total) {
    return ofMicros(BigInteger.valueOf(total));
  }

  BigInteger total() {
    return BigInteger.valueOf(days).multiply(BIG_DAY).add(BigInteger.valueOf(micros));
  }

  TimeDelta negate() {
    return ofMicros(total().negate());
  }

  double seconds() {
    return new java.math.BigDecimal(total()).movePointLeft(6).doubleValue();
  }

  @Override
  public int compareTo(TimeDelta o) {
    return total().compareTo(o.total());
  }

  @Override
  public String typeName() {
    return "datetime.timedelta";
  }

  @Override
  public boolean truthy() {
    return days != 0 || micros != 0;
  }

  @Override
  public String str() {
    long s = micros / 1_000_000;
    String day = days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, ");
    String fraction = micros % 1_000_000 == 0 ? "" : "." + digits(micros % 1_000_000, 6);
    return day + s / 3600 + ":" + digits(s / 60 % 60, 2) + ":" + digits(s % 60, 2) + fraction;
  }

  static String digits(long n, int width) {
    String s = Long.toString(n);
    return s.length() >= width ? s : "0".repeat(width - s.length()) + s;
  }

  @Override
  public String repr() {
    StringBuilder out = new StringBuilder();
    if (days != 0) {
      out.append("days=").append(days);
    }
    if (micros >= 1_000_000) {
      out.append(out.isEmpty() ? "" : ", ").append("seconds=").append(micros / 1_000_000);
    }
    if (micros % 1_000_000 != 0) {
      out.append(out.isEmpty() ? "" : ", ").append("microseconds=").append(micros % 1_000_000);
    }
    return "datetime.timedelta(" + (out.isEmpty() ? "0" : out) + ")";
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "days" -> days;
      case "seconds" -> micros / 1_000_000;
      case "microseconds" -> micros % 1_000_000;
      case "total_seconds" -> Method.of(this, name, (run, self, a) -> seconds());
      default -> MISSING;
    };
  }
}
