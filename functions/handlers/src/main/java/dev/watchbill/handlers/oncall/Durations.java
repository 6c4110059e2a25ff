package dev.watchbill.handlers.oncall;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.watchbill.handlers.http.Fields;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code duration} in bodies: seconds as a number or text, {@code [days ][hours:]minutes:seconds},
 * or an ISO 8601 duration (spec oncall-api §4.1). Fractions of a second are dropped.
 */
final class Durations {
  static final Duration LONGEST = Duration.ofDays(366);

  private static final String WRONG =
      "Duration has wrong format. Use seconds, [DD] [HH:[MM:]]ss[.uuuuuu], or an ISO 8601 duration.";
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?:(\\d{1,6})(?: days?,)? )?(?:(\\d{1,6}):)??(?:(\\d{1,6}):)?(\\d{1,9})(?:[.,]\\d{1,6}\\d{0,6})?");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?:(\\d{1,6})(?:[.,]\\d+)?D)?(?:T(?:(\\d{1,6})(?:[.,]\\d+)?H)?(?:(\\d{1,6})(?:[.,]\\d+)?M)?(?:(\\d{1,9})(?:[.,]\\d+)?S)?)?");

  static Duration read(Fields in, Duration ifAbsent) {
    if (!in.has("duration")) return ifAbsent;
    Object value = in.raw("duration");
    if (value == null) {
      in.error("duration", Fields.NULL);
      return ifAbsent;
    }
    Long seconds = seconds(value);
    if (seconds == null) {
      in.error("duration", WRONG);
    } else if (seconds < 0) {
      in.error("duration", "A duration cannot be negative.");
    } else if (seconds > LONGEST.toSeconds()) {
      in.error("duration", "A shift can last at most " + LONGEST.toDays() + " days.");
    } else {
      return Duration.ofSeconds(seconds);
    }
    return ifAbsent;
  }

  private static @Nullable Long seconds(Object value) {
    return switch (value) {
      case Long number -> number;
      case BigInteger huge -> huge.signum() < 0 ? -1L : Long.MAX_VALUE;
      case Double number when Math.abs(number) < 1e15 ->
          number < 0 ? (long) Math.floor(number) : number.longValue();
      case Double number -> number < 0 ? -1L : Long.MAX_VALUE;
      case String text -> seconds(text.strip());
      default -> null;
    };
  }

  private static @Nullable Long seconds(String text) {
    if (text.length() > 60) return null;
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    Matcher matcher = CLOCK.matcher(rest);
    if (!matcher.matches()) {
      matcher = ISO.matcher(rest);
      if (!matcher.matches() || rest.endsWith("P") || rest.endsWith("T")) return null;
    }
    long seconds =
        part(matcher, 1) * 86_400
            + part(matcher, 2) * 3_600
            + part(matcher, 3) * 60
            + part(matcher, 4);
    return negative ? -seconds : seconds;
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private Durations() {}
}
