package dev.watchbill.domain.template.jinja;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.watchbill.domain.LetterCase;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code datetime.strptime}: the format becomes a pattern, as in Python; what does not fit is a
 * value error.
 */
final class Strptime {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> FULL_MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final List<String> FULL_DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static final int LONGEST = 1000;
  private static final int PER_CHARACTER = 16;

  private final Map<Character, String> fields;

  private Strptime(Map<Character, String> fields) {
    this.fields = fields;
  }

  static PyDateTime parse(Rendering run, String text, String format) {
    // Every character of a format becomes a part of a pattern, and those are slow to compile.
    if (format.length() > LONGEST) {
      throw PyError.limit("the format is too long");
    }
    run.budget().spend(PER_CHARACTER * (1L + format.length()) + text.length());
    StringBuilder pattern = new StringBuilder("(?is)");
    StringBuilder order = new StringBuilder();
    translate(format, pattern, order, 0);
    Matcher m;
    try {
      m = Pattern.compile(pattern.append("\\z").toString()).matcher(text);
    } catch (PatternSyntaxException e) {
      throw PyError.value("bad directive in format");
    }
    if (!m.lookingAt()) {
      throw PyError.value("time data does not match format");
    }
    Map<Character, String> fields = new HashMap<>();
    for (int i = 0; i < order.length(); i++) {
      fields.put(order.charAt(i), LetterCase.lower(m.group(i + 1)));
    }
    try {
      return new Strptime(fields).build();
    } catch (DateTimeException e) {
      throw PyError.value("day is out of range for month");
    }
  }

  private static void translate(String format, StringBuilder out, StringBuilder order, int depth) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (Text.isSpace(c)) {
        while (i + 1 < format.length() && Text.isSpace(format.charAt(i + 1))) {
          i++;
        }
        out.append("\\s+");
      } else if (c != '%') {
        out.append(Pattern.quote(String.valueOf(c)));
      } else if (i + 1 >= format.length()) {
        throw PyError.value("stray % in format");
      } else {
        char d = format.charAt(++i);
        String whole =
            switch (d) {
              case 'c' -> "%a %b %d %H:%M:%S %Y";
              case 'x' -> "%m/%d/%y";
              case 'X' -> "%H:%M:%S";
              default -> null;
            };
        if (whole != null && depth == 0) {
          translate(whole, out, order, 1);
        } else if (d == '%') {
          out.append('%');
        } else {
          if (order.indexOf(String.valueOf(d)) >= 0) {
            throw PyError.other(
                "redefinition of group name " + PythonText.shown(String.valueOf(d)));
          }
          out.append('(').append(directive(d, format)).append(')');
          order.append(d);
        }
      }
    }
  }

  private static String directive(char d, String format) {
    return switch (d) {
      case 'd' -> "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]";
      case 'f' -> "[0-9]{1,6}";
      case 'H' -> "2[0-3]|[0-1]\\d|\\d";
      case 'I' -> "1[0-2]|0[1-9]|[1-9]";
      case 'G', 'Y' -> "\\d\\d\\d\\d";
      case 'j' -> "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]";
      case 'm' -> "1[0-2]|0[1-9]|[1-9]";
      case 'M' -> "[0-5]\\d|\\d";
      case 'S' -> "6[0-1]|[0-5]\\d|\\d";
      case 'U', 'W' -> "5[0-3]|[0-4]\\d|\\d";
      case 'w' -> "[0-6]";
      case 'u' -> "[1-7]";
      case 'V' -> "5[0-3]|0[1-9]|[1-4]\\d|\\d";
      case 'y' -> "\\d\\d";
      case 'z' -> "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|z";
      case 'Z' -> "utc|gmt";
      case 'p' -> "am|pm";
      case 'a' -> String.join("|", DAYS);
      case 'A' -> String.join("|", FULL_DAYS);
      case 'b' -> String.join("|", MONTHS);
      case 'B' -> String.join("|", FULL_MONTHS);
      default -> throw PyError.value("bad directive in format");
    };
  }

  private int number(char field, int otherwise) {
    String s = fields.get(field);
    return s == null ? otherwise : Integer.parseInt(s.strip());
  }

  private PyDateTime build() {
    int year =
        fields.containsKey('y')
            ? number('y', 0) + (number('y', 0) <= 68 ? 2000 : 1900)
            : number('Y', -1);
    int month =
        fields.containsKey('b')
            ? MONTHS.indexOf(fields.get('b')) + 1
            : fields.containsKey('B') ? FULL_MONTHS.indexOf(fields.get('B')) + 1 : number('m', 1);
    LocalDate date;
    if (fields.containsKey('G')) {
      date = LocalDate.of(number('G', 1900), 1, 4);
      date =
          date.with(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR, number('V', 1))
              .with(java.time.DayOfWeek.of(weekday(0) + 1));
    } else {
      int y = year < 0 ? (month == 2 && number('d', 1) == 29 ? 1904 : 1900) : year;
      date = LocalDate.of(y, month, number('d', 1));
      if (fields.containsKey('j')) {
        date = LocalDate.ofYearDay(y, number('j', 1));
      } else if (year >= 0
          && weekday(-1) >= 0
          && (fields.containsKey('U') || fields.containsKey('W'))) {
        date = inWeek(y);
      }
      if (y != year && year < 0 && y == 1904) {
        throw PyError.value("day is out of range for month");
      }
    }
    String fraction = fields.getOrDefault('f', "");
    int nanos =
        fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6)) * 1000;
    int second = number('S', 0);
    if (second > 59) {
      throw PyError.value("second must be in 0..59");
    }
    LocalTime time = LocalTime.of(hour(), number('M', 0), second, nanos);
    return new PyDateTime(PyDateTime.checked(LocalDateTime.of(date, time)), zone());
  }

  private int weekday(int otherwise) {
    if (fields.containsKey('a')) {
      return DAYS.indexOf(fields.get('a'));
    }
    if (fields.containsKey('A')) {
      return FULL_DAYS.indexOf(fields.get('A'));
    }
    if (fields.containsKey('u')) {
      return number('u', 1) - 1;
    }
    return fields.containsKey('w') ? (number('w', 0) + 6) % 7 : otherwise;
  }

  private LocalDate inWeek(int year) {
    boolean sunday = fields.containsKey('U');
    int first = LocalDate.of(year, 1, 1).getDayOfWeek().getValue() - 1;
    int day = weekday(0);
    if (sunday) {
      first = (first + 1) % 7;
      day = (day + 1) % 7;
    }
    int week = number(sunday ? 'U' : 'W', 0);
    int ordinal = week == 0 ? 1 + day - first : 1 + (7 - first) % 7 + 7 * (week - 1) + day;
    return LocalDate.of(year, 1, 1).plusDays(ordinal - 1L);
  }

  private int hour() {
    if (!fields.containsKey('I')) {
      return number('H', 0);
    }
    int h = number('I', 12) % 12;
    return "pm".equals(fields.get('p')) ? h + 12 : h;
  }

  private @Nullable TimeZoneOffset zone() {
    String z = fields.get('z');
    if (z == null) {
      return null;
    }
    if (z.equals("z")) {
      return TimeZoneOffset.UTC;
    }
    String digits = z.substring(1).replace(":", "");
    int seconds =
        Integer.parseInt(digits.substring(0, 2)) * 3600
            + Integer.parseInt(digits.substring(2, 4)) * 60;
    if (digits.length() >= 6) {
      seconds += Integer.parseInt(digits.substring(4, 6));
    }
    return new TimeZoneOffset(z.charAt(0) == '-' ? -seconds : seconds, null);
  }
}
