package dev.watchbill.domain.alert;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;
import java.util.stream.Collectors;

/** The emoji short codes that the built-in templates use; others stay as they are. */
final class Emoji {

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry(":book:", "\uD83D\uDCD6"),
          Map.entry(":closed_book:", "\uD83D\uDCD5"),
          Map.entry(":fire:", "\uD83D\uDD25"),
          Map.entry(":label:", "\uD83C\uDFF7\uFE0F"),
          Map.entry(":link:", "\uD83D\uDD17"),
          Map.entry(":pushpin:", "\uD83D\uDCCC"),
          Map.entry(":question:", "\u2753"),
          Map.entry(":rotating_light:", "\uD83D\uDEA8"),
          Map.entry(":warning:", "\u26A0\uFE0F"),
          Map.entry(":white_check_mark:", "\u2705"));

  private static final Pattern CODE =
      Pattern.compile(CODES.keySet().stream().sorted().collect(Collectors.joining("|")));

  private Emoji() {}

  static String in(String text) {
    Matcher matcher = CODE.matcher(text);
    StringBuilder out = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      out.append(text, end, matcher.start()).append(CODES.get(matcher.group()));
      end = matcher.end();
    }
    return out.append(text, end, text.length()).toString();
  }
}
