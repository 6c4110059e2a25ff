package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.GoText;
import java.time.Duration;
import java.util.List;

/**
 * Durations as Prometheus writes them: {@code 1h30m}, {@code 1d}, {@code 2w} (spec grafana-alerting
 * §1.8). Units stand in falling order, each at most once; a year is 365 days. Milliseconds are the
 * smallest unit, 2⁶³−1 nanoseconds the largest value.
 */
public final class PrometheusDuration {

  private record Unit(String name, long millis) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("y", 365L * 24 * 3600 * 1000),
          new Unit("w", 7L * 24 * 3600 * 1000),
          new Unit("d", 24L * 3600 * 1000),
          new Unit("h", 3600L * 1000),
          new Unit("m", 60L * 1000),
          new Unit("s", 1000),
          new Unit("ms", 1));

  private static final long NANOS_PER_MILLI = 1_000_000;

  private PrometheusDuration() {}

  /** Reads a duration that is not negative. */
  public static Checked<Duration> parse(String text) {
    return text.isEmpty()
        ? refused("empty duration string")
        : text.equals("0") ? Checked.accepted(Duration.ZERO) : parseUnits(text, text);
  }

  /** Reads a duration that may have a minus before it. */
  public static Checked<Duration> parseSigned(String text) {
    if (!text.startsWith("-")) {
      return parse(text);
    }
    String rest = text.substring(1);
    Checked<Duration> read = rest.equals("0") ? parse(rest) : parseUnits(rest, text);
    return read instanceof Checked.Accepted<Duration>(Duration value)
        ? Checked.accepted(value.negated())
        : read;
  }

  private static Checked<Duration> parseUnits(String text, String whole) {
    long millis = 0;
    int next = 0; // the first unit that may still come
    int at = 0;
    if (text.isEmpty()) {
      return invalid(whole);
    }
    while (at < text.length()) {
      int digits = at;
      while (at < text.length() && digit(text.charAt(at))) {
        at++;
      }
      int letters = at;
      while (at < text.length() && !digit(text.charAt(at))) {
        at++;
      }
      if (digits == letters || letters == at) {
        return invalid(whole);
      }
      int unit = unit(text.substring(letters, at));
      if (unit < 0) {
        String name = GoText.quote(text.substring(letters, at));
        return refused("unknown unit " + name + " in duration " + GoText.quote(whole));
      }
      if (unit < next) {
        return invalid(whole);
      }
      next = unit + 1;
      try {
        long count = Long.parseLong(text, digits, letters, 10);
        millis = Math.addExact(millis, Math.multiplyExact(count, UNITS.get(unit).millis()));
        Math.multiplyExact(millis, NANOS_PER_MILLI);
      } catch (NumberFormatException | ArithmeticException tooLong) {
        return refused("duration out of range");
      }
    }
    return Checked.accepted(Duration.ofMillis(millis));
  }

  private static int unit(String name) {
    for (int i = 0; i < UNITS.size(); i++) {
      if (UNITS.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Checked<Duration> invalid(String text) {
    return refused("not a valid duration string: " + GoText.quote(text));
  }

  private static Checked<Duration> refused(String reason) {
    return Checked.refused(Kind.SHAPE, reason);
  }

  /**
   * The canonical text. Years and weeks are used only when they make up the whole value: 168 h is
   * {@code 1w} but 169 h is {@code 7d1h}. What is below a millisecond is cut off.
   */
  public static String print(Duration duration) {
    return print(duration, true);
  }

  /** The same without years: the {@code for} of a rule is read by parsers that do not know them. */
  public static String printWithoutYears(Duration duration) {
    return print(duration, false);
  }

  private static String print(Duration duration, boolean years) {
    long millis = duration.toNanos() / NANOS_PER_MILLI; // towards zero
    if (millis == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder(millis < 0 ? "-" : "");
    millis = Math.abs(millis);
    for (Unit unit : UNITS) {
      boolean wholeOnly = unit.name().equals("y") || unit.name().equals("w");
      boolean skipped =
          (wholeOnly && millis % unit.millis() != 0) || (!years && unit.name().equals("y"));
      long count = millis / unit.millis();
      if (count > 0 && !skipped) {
        out.append(count).append(unit.name());
        millis -= count * unit.millis();
      }
    }
    return out.toString();
  }
}
