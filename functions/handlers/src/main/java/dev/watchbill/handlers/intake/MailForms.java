package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.handlers.http.Body;
import dev.watchbill.handlers.http.Charsets;
import dev.watchbill.handlers.http.Form;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which mail providers hand over a mail (spec oncall-behaviour §1.7). They tell
 * themselves apart, so nobody has to configure a provider.
 */
final class MailForms {

  /** The mails in a request; none when it is no form that we know. */
  static List<Mail> read(Request request) {
    String type = Objects.requireNonNullElse(request.header("content-type"), "");
    if (LetterCase.lower(type).contains("form")) {
      try {
        return form(Body.form(request));
      } catch (Json.Malformed e) {
        return List.of();
      }
    }
    // SNS sends JSON as text/plain, others leave the type out.
    String text = Charsets.text(request.body(), Charsets.declared(type));
    Object json = Json.payload(text).orElse(null);
    return json instanceof List<?> events
        ? events.stream().flatMap(event -> sparkpost(object(event)).stream()).toList()
        : json(object(json)).stream().toList();
  }

  private static List<Mail> form(Form form) {
    if (form.has("mandrill_events")) return mandrill(form.text("mandrill_events"));
    if (form.has("envelope")) return sendgrid(form).stream().toList();
    return form.has("recipient") ? mailgun(form).stream().toList() : List.of();
  }

  private static Optional<Mail> json(Map<?, ?> json) {
    if (json.containsKey("notificationType")) return ses(json);
    if (json.containsKey("Type") && json.containsKey("Message")) {
      return ses(object(Json.payload(String.valueOf(json.get("Message"))).orElse(null)));
    }
    if (json.containsKey("rcpt_to")) return postal(json);
    if (json.containsKey("OriginalRecipient")) return postmark(json);
    return json.containsKey("Recipient") ? mailjet(json) : Optional.empty();
  }

  /** Amazon SES through SNS. A mail that SES put into S3 only is not here. */
  private static Optional<Mail> ses(Map<?, ?> message) {
    Map<?, ?> receipt = object(message.get("receipt"));
    String content = text(message, "content");
    if (content == null) return Optional.empty();
    boolean encoded = "BASE64".equalsIgnoreCase(text(object(receipt.get("action")), "encoding"));
    return raw(content, encoded, Mail.addresses(receipt.get("recipients")));
  }

  private static Optional<Mail> mailgun(Form form) {
    List<String> recipients = Mail.addresses(form.text("recipient"));
    byte[] mime = form.bytes("body-mime");
    if (mime != null) return MimeMail.read(mime, recipients);
    return Optional.of(
        new Mail(
            recipients,
            form.text("subject"),
            form.text("body-plain"),
            form.text("body-html"),
            first(form.text("from"), form.text("sender"))));
  }

  private static Optional<Mail> mailjet(Map<?, ?> json) {
    return Optional.of(
        new Mail(
            Mail.addresses(json.get("Recipient")),
            text(json, "Subject"),
            text(json, "Text-part"),
            text(json, "Html-part"),
            first(text(json, "From"), text(json, "Sender"))));
  }

  private static List<Mail> mandrill(@Nullable String events) {
    Object json = events == null ? null : Json.payload(events).orElse(null);
    List<Mail> mails = new ArrayList<>();
    if (json instanceof List<?> list) {
      for (Object event : list) {
        Map<?, ?> message = object(object(event).get("msg"));
        List<String> recipients = Mail.addresses(message.get("email"));
        String raw = text(message, "raw_msg");
        if (raw != null) {
          raw(raw, false, recipients).ifPresent(mails::add);
        } else if (!message.isEmpty()) {
          mails.add(
              new Mail(
                  recipients,
                  text(message, "subject"),
                  text(message, "text"),
                  text(message, "html"),
                  text(message, "from_email")));
        }
      }
    }
    return mails;
  }

  private static Optional<Mail> postal(Map<?, ?> json) {
    String message = text(json, "message");
    if (message == null) return Optional.empty();
    boolean encoded = !Boolean.FALSE.equals(json.get("base64"));
    return raw(message, encoded, Mail.addresses(json.get("rcpt_to")));
  }

  private static Optional<Mail> postmark(Map<?, ?> json) {
    List<String> recipients = Mail.addresses(json.get("OriginalRecipient"));
    String raw = text(json, "RawEmail");
    if (raw != null) return raw(raw, false, recipients);
    return Optional.of(
        new Mail(
            recipients,
            text(json, "Subject"),
            text(json, "TextBody"),
            text(json, "HtmlBody"),
            text(json, "From")));
  }

  /** Each text is in the character set that {@code charsets} names for it. */
  private static Optional<Mail> sendgrid(Form form) {
    List<String> recipients = Mail.addresses(object(form.text("envelope")).get("to"));
    byte[] mime = form.bytes("email");
    if (mime != null) return MimeMail.read(mime, recipients);
    Map<?, ?> charsets = object(form.text("charsets"));
    Function<String, @Nullable String> text =
        name -> form.text(name, Charsets.named(text(charsets, name)));
    return Optional.of(
        new Mail(
            recipients,
            text.apply("subject"),
            text.apply("text"),
            text.apply("html"),
            text.apply("from")));
  }

  private static Optional<Mail> sparkpost(Map<?, ?> event) {
    Map<?, ?> relayed = object(object(event.get("msys")).get("relay_message"));
    String raw = text(object(relayed.get("content")), "email_rfc822");
    if (raw == null) return Optional.empty();
    boolean encoded =
        Boolean.TRUE.equals(object(relayed.get("content")).get("email_rfc822_is_base64"));
    return raw(raw, encoded, Mail.addresses(relayed.get("rcpt_to")));
  }

  private static Optional<Mail> raw(String content, boolean encoded, List<String> recipients) {
    try {
      byte[] bytes = encoded ? Base64.getMimeDecoder().decode(content) : content.getBytes(UTF_8);
      return MimeMail.read(bytes, recipients);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not Base64
    }
  }

  /** The object that a text is in JSON. */
  private static Map<?, ?> object(@Nullable String json) {
    return object(json == null ? (Object) null : Json.payload(json).orElse(null));
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static @Nullable String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : null;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  private MailForms() {}
}
