package dev.watchbill.domain.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a plain value off after so many characters of its JSON text, in ASCII. */
final class Beginning {
  private int left;

  private Beginning(int characters) {
    left = characters;
  }

  /** The value itself when it is no longer than that. */
  static @Nullable Object of(@Nullable Object value, int characters) {
    Beginning whole = new Beginning(characters);
    whole.count(value);
    return whole.left >= 0 ? value : new Beginning(characters).cut(value);
  }

  private void count(@Nullable Object value) {
    switch (value) {
      case String text -> string(text);
      case Map<?, ?> map -> {
        left -= 2;
        for (Map.Entry<?, ?> member : map.entrySet()) {
          if (left < 0) return;
          string((String) member.getKey());
          left -= 4;
          count(member.getValue());
        }
      }
      case List<?> list -> {
        left -= 2;
        for (Object item : list) {
          if (left < 0) return;
          left -= 2;
          count(item);
        }
      }
      case null -> left -= 4;
      default -> left -= value.toString().length();
    }
  }

  private @Nullable Object cut(@Nullable Object value) {
    return switch (value) {
      case String text -> text.substring(0, string(text));
      case Map<?, ?> map -> {
        left -= 2;
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
          if (left < 0) break;
          String key = (String) member.getKey();
          string(key);
          left -= 4;
          copy.put(key, cut(member.getValue()));
        }
        yield copy;
      }
      case List<?> list -> {
        left -= 2;
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object item : list) {
          if (left < 0) break;
          left -= 2;
          copy.add(cut(item));
        }
        yield copy;
      }
      case null -> {
        left -= 4;
        yield null;
      }
      default -> {
        left -= value.toString().length();
        yield value;
      }
    };
  }

  /** How many of its characters there is room for. */
  private int string(String text) {
    left -= 2;
    int at = 0;
    for (; at < text.length() && left >= 0; at++) {
      char c = text.charAt(at);
      left -= c < ' ' || c > '~' ? 6 : c == '"' || c == '\\' ? 2 : 1;
    }
    // Half a character is none.
    boolean half = at > 0 && at < text.length() && Character.isHighSurrogate(text.charAt(at - 1));
    return half ? at - 1 : at;
  }
}
