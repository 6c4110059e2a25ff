package dev.watchbill.handlers.provisioning.export;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as YAML that readers of 1.1 and of 1.2 understand alike: maps and lists as blocks,
 * every text on one line, in double quotes when any reader could take it for something else. Only
 * the few forms that are needed: a library that can write all of YAML took four times as long for a
 * thousand rules.
 */
final class YamlText {

  /** Words that some version of YAML reads as a truth or as nothing. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  /** YAML takes keys of up to 1,024 characters without a question mark before them. */
  private static final int LONGEST_KEY = 1_000;

  private final StringBuilder out = new StringBuilder(8_192);

  private YamlText() {}

  static String write(Map<String, ? extends @Nullable Object> file) {
    YamlText text = new YamlText();
    text.members(file, "");
    return text.out.toString();
  }

  /** The members of a map, the first one where the text stands now. */
  private void members(Map<?, ?> map, String indent) {
    Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<?, ?> member = members.next();
      int start = out.length();
      scalar(String.valueOf(member.getKey()));
      if (out.length() - start > LONGEST_KEY) {
        out.insert(start, "? ").append('\n').append(indent);
      }
      out.append(':');
      Object value = member.getValue();
      if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
        members(inner, newLine(indent + "  "));
      } else if (value instanceof List<?> inner && !inner.isEmpty()) {
        items(inner, newLine(indent + "  "));
      } else {
        out.append(' ');
        scalar(value);
        out.append('\n');
      }
      if (members.hasNext()) out.append(indent);
    }
  }

  /** The items of a list, the first one where the text stands now. */
  private void items(List<?> list, String indent) {
    Iterator<?> items = list.iterator();
    while (items.hasNext()) {
      Object item = items.next();
      out.append("- ");
      if (item instanceof Map<?, ?> inner && !inner.isEmpty()) {
        members(inner, indent + "  ");
      } else if (item instanceof List<?> inner && !inner.isEmpty()) {
        items(inner, indent + "  ");
      } else {
        scalar(item);
        out.append('\n');
      }
      if (items.hasNext()) out.append(indent);
    }
  }

  private String newLine(String indent) {
    out.append('\n').append(indent);
    return indent;
  }

  private void scalar(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> {
        if (plain(text)) out.append(text);
        else quote(text);
      }
      case Boolean flag -> out.append(flag.booleanValue());
      case Integer number -> out.append(number.intValue());
      case Long number -> out.append(number.longValue());
      case BigInteger number -> out.append(number);
      // YAML 1.1 knows an exponent only with its sign.
      case Double number -> out.append(signed(number.toString()));
      case Map<?, ?> _ -> out.append("{}");
      case List<?> _ -> out.append("[]");
      default -> throw new IllegalArgumentException("no plain value: " + value.getClass());
    }
  }

  private static String signed(String number) {
    int exponent = number.indexOf('E');
    return exponent < 0 || number.charAt(exponent + 1) == '-'
        ? number
        : number.substring(0, exponent) + "E+" + number.substring(exponent + 1);
  }

  /** Begins with a letter and has nothing inside that means something. */
  private static boolean plain(String text) {
    if (text.isEmpty() || !letter(text.charAt(0)) || text.endsWith(" ")) return false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!letter(c) && !(c >= '0' && c <= '9') && " _-./,()".indexOf(c) < 0) return false;
    }
    return text.length() > 5 || !WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (printable(c)) out.append(c);
          else out.append(String.format("\\u%04x", (int) c));
        }
      }
    }
    out.append('"');
  }

  /** What YAML takes inside quotes and no reader takes for the end of a line. */
  private static boolean printable(char c) {
    return (c >= ' ' && c <= '~')
        || (c >= 0xa0 && c < 0xfffe && c != 0x2028 && c != 0x2029 && c != 0xfeff);
  }
}
