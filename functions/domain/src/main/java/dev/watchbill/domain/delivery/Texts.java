package dev.watchbill.domain.delivery;

import dev.watchbill.domain.alert.Markup;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a page says, channel by channel (spec delivery §5): what, where, how much, why you, how to
 * answer. Long titles are cut between characters as people see them; links never are.
 */
public final class Texts {
  private static final int SUBJECT = 120;
  private static final int SMS_TITLE = 100;
  private static final int SPOKEN_TITLE = 350;
  private static final int NOTICE_TITLE = 60;
  private static final int NOTICE_BODY = 120;
  private static final int CHAT = 1_500;
  private static final int MAIL_MESSAGE = 20_000;
  private static final int NAMED = 3;

  /**
   * An alert group that a message is about.
   *
   * @param where the integration's name
   * @param message of the last alert, as its channel shows it; null = it has none
   */
  public record About(
      long number,
      String where,
      String title,
      @Nullable String message,
      String state,
      long alerts,
      String link) {

    private String count() {
      return alerts == 1 ? "1 alert" : alerts + " alerts";
    }
  }

  /**
   * @param groups at least one; several in a bundle
   * @param reason why this person, as a sentence
   * @param answerUrl where its reader can answer; null = nowhere
   */
  public static Message page(
      DeliveryChannel channel, List<About> groups, String reason, @Nullable String answerUrl) {
    return groups.size() == 1
        ? one(channel, groups.getFirst(), reason, answerUrl)
        : bundle(channel, groups, reason, answerUrl);
  }

  /** A message in words of its own, and where it is answered. */
  public static Message plain(DeliveryChannel channel, String words, @Nullable String answerUrl) {
    String text = channel == DeliveryChannel.VOICE ? words : line(words, answerUrl);
    return switch (channel) {
      case EMAIL ->
          new Message.Mail(
              cut(oneLine(words), SUBJECT),
              text,
              "<!doctype html><html><body><p>" + escape(text) + "</p></body></html>");
      case SMS -> new Message.ShortText(text);
      case VOICE -> new Message.Speech(text);
      case PUSH, NTFY, PUSHOVER, GOTIFY -> new Message.Notice("Watchbill", text);
      case SLACK, TELEGRAM, MSTEAMS, MATTERMOST, DISCORD, WEBHOOK -> new Message.ChatText(text);
    };
  }

  private static Message one(
      DeliveryChannel channel, About group, String reason, @Nullable String answerUrl) {
    return switch (channel) {
      case EMAIL -> mail(List.of(group), reason, answerUrl);
      case SMS ->
          new Message.ShortText(
              line(
                  "#%d %s: %s. %s."
                      .formatted(
                          group.number, group.where, cut(group.title, SMS_TITLE), group.count()),
                  answerUrl));
      case VOICE ->
          new Message.Speech(
              "Watchbill. %s. %s. %s."
                  .formatted(group.where, cut(group.title, SPOKEN_TITLE), group.count()));
      case PUSH, NTFY, PUSHOVER, GOTIFY ->
          new Message.Notice(
              cut("#" + group.number + " " + group.title, NOTICE_TITLE),
              cut(group.where + " · " + group.count() + " · " + reason, NOTICE_BODY));
      case SLACK, TELEGRAM, MSTEAMS, MATTERMOST, DISCORD, WEBHOOK ->
          new Message.ChatText(
              cut(
                  line(
                      "#%d %s\n%s · %s · %s%s"
                          .formatted(
                              group.number,
                              group.title,
                              group.where,
                              group.state,
                              group.count(),
                              group.message == null ? "" : "\n" + group.message),
                      answerUrl),
                  CHAT));
    };
  }

  private static Message bundle(
      DeliveryChannel channel, List<About> groups, String reason, @Nullable String answerUrl) {
    List<String> named = new ArrayList<>();
    for (About group : groups.subList(0, Math.min(NAMED, groups.size()))) {
      named.add("#" + group.number + " " + group.where);
    }
    int more = groups.size() - named.size();
    String list = String.join(", ", named) + (more > 0 ? " +" + more : "");
    String all = groups.size() + " groups firing: " + list + ".";
    return switch (channel) {
      case EMAIL -> mail(groups, reason, answerUrl);
      case VOICE -> new Message.Speech("Watchbill. " + all);
      case PUSH, NTFY, PUSHOVER, GOTIFY ->
          new Message.Notice(groups.size() + " alert groups firing", cut(list, NOTICE_BODY));
      case SMS -> new Message.ShortText(line(all, answerUrl));
      case SLACK, TELEGRAM, MSTEAMS, MATTERMOST, DISCORD, WEBHOOK ->
          new Message.ChatText(line(all, answerUrl));
    };
  }

  private static Message mail(List<About> groups, String reason, @Nullable String answerUrl) {
    About first = groups.getFirst();
    String subject =
        groups.size() == 1
            ? "[%s] #%d %s (%s)".formatted(first.state, first.number, first.title, first.where)
            : "[firing] " + groups.size() + " alert groups, the first: #" + first.number;
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder("<!doctype html><html><body>");
    for (About group : groups) {
      text.append(
          "#%d %s\n%s, %s, %s\n"
              .formatted(group.number, group.title, group.where, group.state, group.count()));
      html.append(
          "<h2>#%d %s</h2><p>%s, %s, %s</p>"
              .formatted(
                  group.number,
                  escape(group.title),
                  escape(group.where),
                  group.state,
                  group.count()));
      if (group.message != null && !group.message.isBlank()) {
        String message = cut(group.message, MAIL_MESSAGE);
        text.append('\n').append(message).append('\n');
        html.append("<pre style=\"white-space:pre-wrap\">")
            .append(escape(message))
            .append("</pre>");
      }
      text.append(group.link).append("\n\n");
    }
    text.append("You are told because of ").append(reason).append(".\n");
    html.append("<p>You are told because of ").append(escape(reason)).append(".</p>");
    if (answerUrl != null) {
      text.append("Acknowledge or resolve: ").append(answerUrl).append('\n');
      html.append("<p><a href=\"%s\">Acknowledge or resolve…</a></p>".formatted(escape(answerUrl)));
    }
    html.append("<p>These mails follow your notification rules; change them to get fewer.</p>");
    text.append("These mails follow your notification rules; change them to get fewer.\n");
    return new Message.Mail(
        cut(oneLine(subject), SUBJECT), text.toString(), html.append("</body></html>").toString());
  }

  private static String line(String text, @Nullable String answerUrl) {
    return answerUrl == null ? text : text + " " + answerUrl;
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  private static String escape(String text) {
    return Markup.escape(text);
  }

  /** At most so many characters, cut where nothing is torn apart. */
  static String cut(String text, int most) {
    if (text.length() <= most) return text;
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int end = characters.preceding(most);
    return text.substring(0, Math.max(0, end)) + "…";
  }

  private Texts() {}
}
