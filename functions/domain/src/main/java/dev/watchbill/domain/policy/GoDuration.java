package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.GoText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;

/**
 * Durations as Go writes them: {@code 5m0s}, {@code 1.5h}, {@code -1h2m} (spec grafana-alerting
 * §1.8: generated clients send these). Any order of units from hours to nanoseconds, fractions, a
 * sign; within ±2⁶³ nanoseconds.
 */
public final class GoDuration {

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L, // U+00B5
          "μs", 1_000L, // U+03BC
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(63);

  private GoDuration() {}

  public static Checked<Duration> parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Checked.accepted(Duration.ZERO);
    }
    if (rest.isEmpty()) {
      return invalid(text);
    }
    BigInteger nanos = BigInteger.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int number = at;
      at = digits(rest, at);
      int whole = at;
      if (at < rest.length() && rest.charAt(at) == '.') {
        at = digits(rest, at + 1);
      }
      if (whole == number && at <= number + 1) {
        return invalid(text);
      }
      int name = at;
      while (at < rest.length() && rest.charAt(at) != '.' && !digit(rest.charAt(at))) {
        at++;
      }
      if (name == at) {
        return refused("missing unit in duration " + GoText.quote(text));
      }
      Long unit = UNITS.get(rest.substring(name, at));
      if (unit == null) {
        String unknown = GoText.quote(rest.substring(name, at));
        return refused("unknown unit " + unknown + " in duration " + GoText.quote(text));
      }
      nanos = nanos.add(nanos(rest, number, whole, name, unit));
      if (nanos.compareTo(LARGEST) > 0) {
        return invalid(text);
      }
    }
    if (!negative && nanos.equals(LARGEST)) {
      return invalid(text);
    }
    return Checked.accepted(Duration.ofNanos((negative ? nanos.negate() : nanos).longValueExact()));
  }

  /** A number of one unit, cut to whole nanoseconds. */
  private static BigInteger nanos(String text, int from, int whole, int to, long unit) {
    BigInteger units = BigInteger.valueOf(unit);
    BigInteger nanos =
        from == whole
            ? BigInteger.ZERO
            : new BigInteger(bounded(text.substring(from, whole))).multiply(units);
    if (to > whole + 1) {
      // 40 digits of a fraction decide every nanosecond; the rest cannot be seen
      String fraction = text.substring(whole + 1, Math.min(to, whole + 41));
      nanos =
          nanos.add(
              new BigDecimal("0." + fraction)
                  .multiply(new BigDecimal(units))
                  .setScale(0, RoundingMode.DOWN)
                  .toBigInteger());
    }
    return nanos;
  }

  /** Long runs of digits are too large anyway: their first ones say so in linear time. */
  private static String bounded(String digits) {
    String plain = digits.replaceFirst("^0+(?=.)", "");
    return plain.length() > 25 ? plain.substring(0, 25) : plain;
  }

  private static int digits(String text, int at) {
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Checked<Duration> invalid(String text) {
    return refused("invalid duration " + GoText.quote(text));
  }

  private static Checked<Duration> refused(String reason) {
    return Checked.refused(Kind.SHAPE, "time: " + reason);
  }

  /** Go's own text of it: {@code 1h30m0s}, {@code 1.5s}, {@code 100µs}, {@code 0s}. */
  public static String print(Duration duration) {
    BigInteger signed =
        BigInteger.valueOf(duration.getSeconds())
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(duration.getNano()));
    if (signed.signum() == 0) {
      return "0s";
    }
    String sign = signed.signum() < 0 ? "-" : "";
    BigInteger nanos = signed.abs();
    if (nanos.compareTo(BigInteger.valueOf(1_000_000_000)) < 0) {
      long small = nanos.longValueExact();
      if (small < 1_000) {
        return sign + small + "ns";
      }
      return small < 1_000_000 ? sign + decimal(nanos, 3) + "µs" : sign + decimal(nanos, 6) + "ms";
    }
    BigInteger[] minutes = nanos.divideAndRemainder(BigInteger.valueOf(60_000_000_000L));
    String seconds = decimal(minutes[1], 9) + "s";
    if (minutes[0].signum() == 0) {
      return sign + seconds;
    }
    BigInteger[] hours = minutes[0].divideAndRemainder(BigInteger.valueOf(60));
    String small = hours[1] + "m" + seconds;
    return hours[0].signum() == 0 ? sign + small : sign + hours[0] + "h" + small;
  }

  private static String decimal(BigInteger value, int places) {
    BigDecimal number = new BigDecimal(value, places);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
