package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.LetterCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Libraries drop what they cannot read of a rule, and a rule that has lost its COUNT never ends. So every part is read here first:
 * blanks, letter case and an empty last part do not change what a rule means; anything else that is not understood makes the whole
 * rule one that is not (RFC 5545 §3.3.10).
 */
/** The parts of an RRULE, every one of them understood. */
final class RuleParts {

  private static final Set<String> FREQUENCIES =
      Set.of("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY");
  private static final Set<String> DAYS = Set.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

  private final Map<String, String> parts;

  private RuleParts(Map<String, String> parts) {
    this.parts = parts;
  }

  /**
   * @throws IllegalArgumentException with the part that is not understood
   */
  static RuleParts of(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      if (part.isBlank()) continue;
      int equals = part.indexOf('=');
      if (equals < 0) throw new IllegalArgumentException(part.strip());
      String name = LetterCase.upper(part.substring(0, equals).strip());
      String value = LetterCase.upper(part.substring(equals + 1).strip());
      String read = read(name, value);
      if (read == null) throw new IllegalArgumentException(part.strip());
      String before = parts.put(name, read);
      if (before != null && !before.equals(read)) throw new IllegalArgumentException(part.strip());
    }
    if (!parts.containsKey("FREQ")) throw new IllegalArgumentException("no FREQ");
    return new RuleParts(parts);
  }

  /** The value as it is meant; null when it is not understood. */
  private static @Nullable String read(String name, String value) {
    return switch (name) {
      case "FREQ" -> FREQUENCIES.contains(value) ? value : null;
      case "COUNT", "INTERVAL" -> number(value, 1, Integer.MAX_VALUE);
      case "UNTIL" -> value; // read as a time
      case "WKST" -> DAYS.contains(value) ? value : null;
      case "BYSECOND" -> numbers(value, 0, 60);
      case "BYMINUTE" -> numbers(value, 0, 59);
      case "BYHOUR" -> numbers(value, 0, 23);
      case "BYMONTH" -> numbers(value, 1, 12);
      case "BYMONTHDAY" -> numbers(value, -31, 31);
      case "BYYEARDAY", "BYSETPOS" -> numbers(value, -366, 366);
      case "BYWEEKNO" -> numbers(value, -53, 53);
      case "BYDAY" -> days(value);
      case "RSCALE" -> value.equals("GREGORIAN") ? value : null;
      case "SKIP" -> value.equals("OMIT") ? value : null;
      default -> name.startsWith("X-") ? value : null;
    };
  }

  private static @Nullable String numbers(String list, int least, int most) {
    List<String> numbers = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      String number = number(each.strip(), least, most);
      // There is no day 0 of a month; from the end they count below it.
      if (number == null || least < 0 && number.equals("0")) return null;
      numbers.add(number);
    }
    return String.join(",", numbers);
  }

  private static @Nullable String number(String text, int least, int most) {
    if (text.isEmpty() || text.length() > 10) return null;
    int sign = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    if (sign == text.length()) return null;
    for (int i = sign; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return null;
    }
    long number = Long.parseLong(text);
    return number < least || number > most ? null : Long.toString(number);
  }

  private static @Nullable String days(String list) {
    List<String> days = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      String day = each.strip();
      if (day.length() < 2) return null;
      String name = day.substring(day.length() - 2);
      String which = day.substring(0, day.length() - 2).strip();
      String number = which.isEmpty() ? "" : number(which, -53, 53);
      if (!DAYS.contains(name) || number == null || number.equals("0")) return null;
      days.add(number + name);
    }
    return String.join(",", days);
  }

  @Nullable String get(String name) {
    return parts.get(name);
  }

  /** The names of the parts that limit or add starts. */
  List<String> lists() {
    return parts.keySet().stream().filter(name -> name.startsWith("BY")).toList();
  }

  /** How many values a part has; 0 when it is not there. */
  int values(String name) {
    String list = parts.get(name);
    return list == null ? 0 : (int) list.chars().filter(c -> c == ',').count() + 1;
  }

  /** What a walk needs: without UNTIL, and without what says what is true anyway. */
  String walked() {
    var text = new StringBuilder("FREQ=").append(parts.get("FREQ"));
    parts.forEach(
        (name, value) -> {
          if (isWalked(name)) text.append(';').append(name).append('=').append(value);
        });
    return text.toString();
  }

  private static boolean isWalked(String name) {
    return !Set.of("FREQ", "UNTIL", "RSCALE", "SKIP").contains(name) && !name.startsWith("X-");
  }
}
