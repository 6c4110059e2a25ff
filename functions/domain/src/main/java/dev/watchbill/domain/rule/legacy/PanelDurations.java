package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.policy.GoDuration;
import dev.watchbill.domain.policy.PrometheusDuration;
import java.time.Duration;

/** How long, as alerts in panels say it (spec grafana-alerting §16.7). */
final class PanelDurations {

  private static final String UNITS = "time unit not supported. supported units: [s m h d]";
  private static final String UNREADABLE = "\"evaluate every\" field could not be parsed";
  private static final int DIGITS = 9;

  private PanelDurations() {}

  /**
   * How often an alert is evaluated: digits and a unit. As in the original, the digits at the start
   * and the first run of small letters count, whatever stands around them.
   */
  static Checked<Duration> frequency(String text) {
    String unit = letters(text);
    if (unit.isEmpty()) return refused(UNREADABLE);
    long seconds = seconds(unit);
    if (seconds == 0) return refused(UNITS);
    int end = 0;
    while (end < text.length() && digit(text.charAt(end))) end++;
    if (end == 0 || end > DIGITS) return refused(UNREADABLE);
    long count = Long.parseLong(text, 0, end, 10);
    if (count == 0) return refused("\"evaluate every\" cannot be zero or below");
    long every = count * seconds;
    return every > Integer.MAX_VALUE
        ? refused(UNREADABLE)
        : Checked.accepted(Duration.ofSeconds(every));
  }

  /** How long the conditions must hold: empty and {@code 0} are no time at all. */
  static Checked<Duration> pending(String text) {
    if (text.isEmpty() || text.equals("0")) return Checked.accepted(Duration.ZERO);
    String unit = letters(text);
    if (unit.isEmpty()) return refused("no specified unit, error: " + UNITS);
    if (seconds(unit) == 0) return refused("could not parse for field, error: " + UNITS);
    // Days are not Go's, but the form of the original offers them.
    Checked<Duration> read =
        text.indexOf('d') < 0 ? GoDuration.parse(text) : PrometheusDuration.parse(text);
    return read instanceof Accepted<Duration>(Duration value) && !value.isNegative()
        ? read
        : refused("Could not parse for field");
  }

  /** How far before the evaluation a query begins: {@code 5m} or {@code now-5m}. */
  static Checked<Duration> from(String text) {
    return back(text.startsWith("now-") ? text.substring(4) : text, "from", text);
  }

  /** How far before the evaluation a query ends: {@code now} or {@code now-1m}. */
  static Checked<Duration> to(String text) {
    if (text.equals("now")) return Checked.accepted(Duration.ZERO);
    return back(text.startsWith("now-") ? text.substring(4) : text, "to", text);
  }

  private static Checked<Duration> back(String text, String end, String sent) {
    return switch (PrometheusDuration.parse(text)) {
      case Accepted<Duration> read -> read;
      case Refused<Duration> _ ->
          refused("the end \"" + end + "\" of a query could not be parsed: " + shortened(sent));
    };
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** The first run of small letters. */
  private static String letters(String text) {
    int start = 0;
    while (start < text.length() && !letter(text.charAt(start))) start++;
    int end = start;
    while (end < text.length() && letter(text.charAt(end))) end++;
    return text.substring(start, end);
  }

  private static long seconds(String unit) {
    return switch (unit) {
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      default -> 0;
    };
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Checked<Duration> refused(String text) {
    return Checked.refused(Kind.SHAPE, text);
  }
}
