package dev.watchbill.handlers.golden;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What <code>{{name}}</code> stands for in a recording. Double braces with a space or a dot inside
 * are template text and stay as they are.
 */
final class Variables {
  private static final Pattern NAME =
      Pattern.compile("\\{\\{([A-Za-z_][A-Za-z0-9_]*(?:[+-]\\d+)?)\\}\\}");
  private static final Pattern DATE = Pattern.compile("(today|now)([+-]\\d+)?");

  private final Map<String, @Nullable Object> values;
  private final Instant start;

  Variables(Map<String, ? extends @Nullable Object> world, Instant start) {
    this.values = new LinkedHashMap<>(world);
    this.start = start;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  void set(String name, @Nullable Object value) {
    values.put(name, value);
  }

  @Nullable Object get(String name) throws Mismatch {
    Matcher date = DATE.matcher(name);
    if (date.matches()) {
      long offset = date.group(2) == null ? 0 : Long.parseLong(date.group(2));
      return date.group(1).equals("today")
          ? start.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(offset).toString()
          : DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'")
              .format(start.plusSeconds(offset).atOffset(ZoneOffset.UTC));
    }
    if (!values.containsKey(name)) throw new Mismatch("variable {{" + name + "}} is not set");
    return values.get(name);
  }

  /** The text with every variable put in. */
  String text(String text) throws Mismatch {
    return String.valueOf(in(text));
  }

  /** The value with every variable put in, in names of members too. */
  @Nullable Object in(@Nullable Object value) throws Mismatch {
    switch (value) {
      case String text -> {
        Matcher whole = NAME.matcher(text);
        if (whole.matches()) return get(whole.group(1));
        StringBuilder filled = new StringBuilder();
        Matcher part = NAME.matcher(text);
        while (part.find()) {
          part.appendReplacement(
              filled, Matcher.quoteReplacement(String.valueOf(get(part.group(1)))));
        }
        return part.appendTail(filled).toString();
      }
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>();
        for (Object element : list) filled.add(in(element));
        return filled;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
          filled.put(text(String.valueOf(member.getKey())), in(member.getValue()));
        }
        return filled;
      }
      case null, default -> {
        return value;
      }
    }
  }
}
