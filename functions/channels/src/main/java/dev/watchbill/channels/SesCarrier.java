package dev.watchbill.channels;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.ProviderAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mail by Amazon SES v2 (spec delivery §1.1). SES has no key that makes a repeat harmless, so a
 * call that left and got no word of SES leaves a doubt.
 */
public final class SesCarrier implements Carrier {

  private static final String PATH = "/v2/email/outbound-emails";
  private static final Duration RATE_PAUSE = Duration.ofSeconds(2);

  /** Bytes of an encoded word, so that it stays within the 75 characters of RFC 2047 §2. */
  private static final int WORD_BYTES = 45;

  private final SignedCalls calls;
  private final SesSettings settings;
  private final URI endpoint;

  public SesCarrier(SignedCalls calls, SesSettings settings) {
    this(calls, settings, SignedCalls.endpoint("email", settings.region()));
  }

  SesCarrier(SignedCalls calls, SesSettings settings, URI endpoint) {
    this.calls = calls;
    this.settings = settings;
    this.endpoint = endpoint;
  }

  @Override
  public String provider() {
    return "ses";
  }

  @Override
  public ProviderAnswer carry(Letter letter) {
    if (!(letter.message() instanceof Message.Mail mail)) {
      return new ProviderAnswer.BadContent("not_a_mail");
    }
    Optional<String> to = MailHeaders.address(letter.to());
    if (to.isEmpty()) return new ProviderAnswer.BadAddress("not_an_address");
    SignedCalls.Outcome outcome =
        calls.send(
            new SignedCalls.Call(
                "ses",
                settings.region(),
                "POST",
                endpoint.resolve(PATH),
                Map.of("Content-Type", "application/json"),
                body(letter, mail, to.get())));
    return switch (outcome) {
      case SignedCalls.Answered answer -> judged(answer, to.get());
      case SignedCalls.NotSent(String code) -> new ProviderAnswer.Retry(code);
      case SignedCalls.InDoubt(String code) -> new ProviderAnswer.InDoubt(code);
      case SignedCalls.NoCredentials() -> new ProviderAnswer.BadConfig("credentials");
    };
  }

  private static ProviderAnswer judged(SignedCalls.Answered answer, String to) {
    if (answer.status() == 200) {
      return new ProviderAnswer.Accepted(AwsErrors.texts(answer.body()).get("MessageId"));
    }
    String kind = AwsErrors.kind(answer);
    String message = LetterCase.lower(AwsErrors.message(answer));
    String code = kind.isEmpty() ? Integer.toString(answer.status()) : kind;
    return switch (kind) {
      case "ThrottlingException", "TooManyRequestsException" ->
          message.contains("daily message quota")
              ? new ProviderAnswer.BadConfig("daily_quota")
              : new ProviderAnswer.Throttled(RATE_PAUSE);
      case "LimitExceededException",
          "AccountSuspendedException",
          "SendingPausedException",
          "MailFromDomainNotVerifiedException",
          "NotFoundException" ->
          new ProviderAnswer.BadConfig(code);
      case "MessageRejected" ->
          message.contains("not verified")
              ? new ProviderAnswer.BadConfig(code)
              : new ProviderAnswer.BadContent(code);
      case "BadRequestException" ->
          namesRecipient(message, LetterCase.lower(to))
              ? new ProviderAnswer.BadAddress(code)
              : new ProviderAnswer.BadContent(code);
      default -> byStatus(answer.status(), code, !kind.isEmpty());
    };
  }

  private static boolean namesRecipient(String message, String to) {
    return message.contains(to)
        || message.contains("destination")
        || message.contains("toaddresses")
        || message.contains("recipient");
  }

  /**
   * What has no row of its own. A failure that SES words itself was not sent; one without its word
   * may come from something in between, behind which the mail went on.
   */
  private static ProviderAnswer byStatus(int status, String code, boolean worded) {
    if (status == 429) return new ProviderAnswer.Throttled(RATE_PAUSE);
    if (status >= 500) {
      return worded ? new ProviderAnswer.Retry(code) : new ProviderAnswer.InDoubt(code);
    }
    if (status == 408 || status == 425) return new ProviderAnswer.Retry(code);
    boolean content = status >= 400 && status != 401 && status != 403 && status != 404;
    return content ? new ProviderAnswer.BadContent(code) : new ProviderAnswer.BadConfig(code);
  }

  private byte[] body(Letter letter, Message.Mail mail, String to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = AwsErrors.Json.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("FromEmailAddress", sender(settings.from()));
      json.writeObjectFieldStart("Destination");
      json.writeArrayFieldStart("ToAddresses");
      json.writeString(to);
      json.writeEndArray();
      json.writeEndObject();
      json.writeObjectFieldStart("Content");
      json.writeObjectFieldStart("Simple");
      content(json, "Subject", MailHeaders.oneLine(mail.subject()));
      json.writeObjectFieldStart("Body");
      content(json, "Text", mail.text());
      content(json, "Html", mail.html());
      json.writeEndObject();
      // no Message-ID among them: SES writes its own, and refuses one in this form
      pairs(json, "Headers", MailHeaders.of(letter, settings.messageHost()));
      json.writeEndObject();
      json.writeEndObject();
      if (settings.configurationSet() != null) {
        json.writeStringField("ConfigurationSetName", settings.configurationSet());
      }
      pairs(
          json,
          "EmailTags",
          Map.of(
              "delivery", MailHeaders.word(letter.delivery()),
              "org", MailHeaders.word(letter.org())));
      // a rewritten link is one more party that can press it
      json.writeObjectFieldStart("ConfigurationOverrides");
      json.writeObjectFieldStart("Tracking");
      json.writeStringField("OpenTrackingEnabled", "DISABLED");
      json.writeStringField("ClickTrackingEnabled", "DISABLED");
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be written", e);
    }
    return out.toByteArray();
  }

  private static void content(JsonGenerator json, String name, String data) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("Data", data);
    json.writeStringField("Charset", "UTF-8");
    json.writeEndObject();
  }

  private static void pairs(JsonGenerator json, String name, Map<String, String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Map.Entry<String, String> each : values.entrySet()) {
      json.writeStartObject();
      json.writeStringField("Name", each.getKey());
      json.writeStringField("Value", each.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The sender's name as encoded words where it is not plain ASCII (RFC 2047). */
  private static String sender(String from) {
    int angle = from.lastIndexOf('<');
    if (angle <= 0 || from.chars().allMatch(c -> c >= ' ' && c < 127)) return from;
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String name = MailHeaders.oneLine(from.substring(0, angle).replace("\"", ""));
    for (int c : name.codePoints().toArray()) {
      String next = word + Character.toString(c);
      if (next.getBytes(StandardCharsets.UTF_8).length > WORD_BYTES) {
        words.add(encoded(word.toString()));
        word.setLength(0);
      }
      word.appendCodePoint(c);
    }
    words.add(encoded(word.toString()));
    return String.join(" ", words) + " " + from.substring(angle);
  }

  private static String encoded(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }
}
