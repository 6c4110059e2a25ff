package dev.watchbill.domain.alert;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.watchbill.domain.integration.PlainValues;
import org.jspecify.annotations.Nullable;

/** A mail to an integration's address as an alert (spec oncall-behaviour §1.7, inbound_email). */
public final class InboundMail {

  private static final Pattern IN_BRACKETS = Pattern.compile("<\\s*([^<>\\s@]+@[^<>\\s@]+)\\s*>");
  private static final Pattern BARE = Pattern.compile("^\\s*([^<>\\s@,;\"]+@[^<>\\s@,;\"]+)\\s*$");

  private InboundMail() {}

  /**
   * The alert of one mail.
   *
   * @param subject null or blank reads as ""
   * @param text the plain text part; if there is none, {@code html} is turned into text
   * @param from the raw From header
   */
  public static IncomingAlert alert(
      @Nullable String subject,
      @Nullable String text,
      @Nullable String html,
      @Nullable String from) {
    return IncomingAlert.of(
        PlainValues.object(
            "subject", subject == null ? "" : subject.strip(),
            "message", message(text, html),
            "sender", sender(from)));
  }

  private static String message(@Nullable String text, @Nullable String html) {
    if (text != null && !text.isBlank()) {
      return text.strip();
    }
    return html == null ? "" : HtmlText.of(html);
  }

  private static String sender(@Nullable String from) {
    if (from == null) {
      return "";
    }
    Matcher named = IN_BRACKETS.matcher(from);
    if (named.find()) {
      return named.group(1);
    }
    Matcher bare = BARE.matcher(from);
    return bare.find() ? bare.group(1) : from;
  }
}
