package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * {@code strftime} as the GNU C library does it in the C locale, with Python's {@code %f %z %Z}.
 */
final class Strftime {
  private static final int MAX_DEPTH = 2;

  private Strftime() {}

  static String format(Rendering run, PyDateTime t, String format) {
    Sink out = run.sink();
    write(run, out, t, format, 0);
    return out.text();
  }

  private static void write(Rendering run, Sink out, PyDateTime t, String format, int depth) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        out.append(c);
        continue;
      }
      run.budget().spend(2);
      int start = i++;
      char flag = 0;
      while (i < format.length() && "-_0^#".indexOf(format.charAt(i)) >= 0) {
        flag = format.charAt(i++);
      }
      String text =
          i < format.length() && depth < MAX_DEPTH
              ? conversion(run, t, format.charAt(i), flag, depth)
              : null;
      if (text == null) {
        out.append(format, start, Math.min(i + 1, format.length()));
      } else {
        out.append(flag == '^' ? LetterCase.upper(text) : text);
      }
    }
  }

  private static String nested(Rendering run, PyDateTime t, String format, int depth) {
    Sink out = run.sink();
    write(run, out, t, format, depth + 1);
    return out.text();
  }

  private static String pad(long n, int width, char flag, char normal) {
    char fill = flag == '-' ? 0 : flag == '_' ? ' ' : flag == '0' ? '0' : normal;
    String s = Long.toString(n);
    return fill == 0 || s.length() >= width
        ? s
        : String.valueOf(fill).repeat(width - s.length()) + s;
  }

  private static @org.jspecify.annotations.Nullable String conversion(
      Rendering run, PyDateTime dt, char c, char flag, int depth) {
    LocalDateTime t = dt.local();
    int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
    int weekday = t.getDayOfWeek().getValue() % 7;
    return switch (c) {
      case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'd' -> pad(t.getDayOfMonth(), 2, flag, '0');
      case 'e' -> pad(t.getDayOfMonth(), 2, flag, ' ');
      case 'm' -> pad(t.getMonthValue(), 2, flag, '0');
      case 'y' -> pad(t.getYear() % 100, 2, flag, '0');
      case 'Y' -> Integer.toString(t.getYear());
      case 'C' -> pad(t.getYear() / 100, 2, flag, '0');
      case 'H' -> pad(t.getHour(), 2, flag, '0');
      case 'k' -> pad(t.getHour(), 2, flag, ' ');
      case 'I' -> pad(hour12, 2, flag, '0');
      case 'l' -> pad(hour12, 2, flag, ' ');
      case 'M' -> pad(t.getMinute(), 2, flag, '0');
      case 'S' -> pad(t.getSecond(), 2, flag, '0');
      case 'f' -> TimeDelta.digits(t.getNano() / 1000, 6);
      case 'p' -> t.getHour() < 12 ? (flag == '#' ? "am" : "AM") : flag == '#' ? "pm" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'z' -> dt.zone() == null ? "" : dt.zone().hours("");
      case 'Z' -> dt.zone() == null ? "" : dt.zone().str();
      case 'j' -> pad(t.getDayOfYear(), 3, flag, '0');
      case 'w' -> Integer.toString(weekday);
      case 'u' -> Integer.toString(t.getDayOfWeek().getValue());
      case 'U' -> pad((t.getDayOfYear() + 6 - weekday) / 7, 2, flag, '0');
      case 'W' -> pad((t.getDayOfYear() + 6 - (weekday + 6) % 7) / 7, 2, flag, '0');
      case 'V' -> pad(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, flag, '0');
      case 'G' -> Integer.toString(t.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> pad(t.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, flag, '0');
      case 's' -> Long.toString(t.toEpochSecond(ZoneOffset.UTC));
      case 'c' -> nested(run, dt, "%a %b %e %H:%M:%S %Y", depth);
      case 'x', 'D' -> nested(run, dt, "%m/%d/%y", depth);
      case 'X', 'T' -> nested(run, dt, "%H:%M:%S", depth);
      case 'F' -> nested(run, dt, "%Y-%m-%d", depth);
      case 'R' -> nested(run, dt, "%H:%M", depth);
      case 'r' -> nested(run, dt, "%I:%M:%S %p", depth);
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> null;
    };
  }
}
