package dev.watchbill.domain.alert;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.BinaryOperator;

/**
 * Slack's angle brackets, which tools put into alerts for every channel: {@code
 * <https://a.b|words>} and {@code <@U123|name>}.
 */
final class SlackMarkup {

  private static final Pattern LINK =
      Pattern.compile("<\\s*((?:https?|mailto):[^<>|\\s]+)\\s*\\|([^<>|]*)>");
  private static final Pattern MENTION = Pattern.compile("<[@#][A-Z0-9]+\\|([^<>|]+)>");

  private SlackMarkup() {}

  /** For the web: a Markdown link, and a name with its sign. */
  static String toMarkdown(String text) {
    String linked = replace(LINK, text, (url, words) -> "[" + words.strip() + "](" + url + ")");
    return MENTION.matcher(linked).replaceAll("@$1");
  }

  /** For chats that have neither: words, then the address. */
  static String toText(String text) {
    String linked = replace(LINK, text, (url, words) -> words.strip() + " - " + url);
    return MENTION.matcher(linked).replaceAll("$1");
  }

  private static String replace(Pattern pattern, String text, BinaryOperator<String> write) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      out.append(text, end, matcher.start())
          .append(write.apply(matcher.group(1), matcher.group(2)));
      end = matcher.end();
    }
    return out.append(text, end, text.length()).toString();
  }
}
