package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.storage.TestClock;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail (spec oncall-behaviour §1.7, inbound_email). */
class InboundMailTest {
  private static final String PATH = "/integrations/v1/inbound_email_webhook";
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final String RAW =
      """
      From: =?UTF-8?Q?J=C3=BCrgen?= <monitor@example.com>
      To: somebody.else@in.example
      Subject: =?UTF-8?B?RGlzayBmdWxsIMO8YmVyYWxs?=
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=M

      --M
      Content-Type: multipart/alternative; boundary=A

      --A
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      90 % gef=FCllt
      --A
      Content-Type: text/html; charset=utf-8

      <p>90 %</p>
      --A--
      --M
      Content-Type: text/plain
      Content-Disposition: attachment; filename=log.txt

      not this
      --M--
      """
          .replace("\n", "\r\n");

  private static final String RAW_PAYLOAD =
      "{\"subject\":\"Disk full überall\",\"message\":\"90 % gefüllt\",\"sender\":\"monitor@example.com\"}";
  private static final String PLAIN_PAYLOAD =
      "{\"subject\":\"s\",\"message\":\"m\",\"sender\":\"a@b.example\"}";

  private final IntakeWorld world = new IntakeWorld();
  private final Integration mail = world.integration(IntegrationType.INBOUND_EMAIL);

  /** A provider's form: name, content type, body with {@code @TO@} for the address, payload. */
  static Stream<Arguments> providers() {
    String base64 = Base64.getMimeEncoder().encodeToString(RAW.getBytes(UTF_8));
    return Stream.of(
        Arguments.of("amazon_ses", "text/plain; charset=UTF-8", sns(ses("UTF8", RAW)), RAW_PAYLOAD),
        Arguments.of("amazon_ses, base64", JSON, sns(ses("BASE64", base64)), RAW_PAYLOAD),
        Arguments.of("amazon_ses, raw delivery", JSON, Json.write(ses("UTF8", RAW)), RAW_PAYLOAD),
        Arguments.of(
            "mailgun",
            FORM,
            form(
                "recipient",
                "@TO@",
                "from",
                "A <a@b.example>",
                "subject",
                " s ",
                "body-plain",
                "m\n"),
            PLAIN_PAYLOAD),
        Arguments.of(
            "mailgun, mime", FORM, form("recipient", "x@y,@TO@", "body-mime", RAW), RAW_PAYLOAD),
        Arguments.of(
            "mailgun, multipart",
            "multipart/form-data; boundary=F",
            multipart(
                "recipient", "@TO@", "sender", "a@b.example", "subject", "s", "body-plain", "m"),
            PLAIN_PAYLOAD),
        Arguments.of(
            "mailjet",
            JSON,
            Json.write(
                Map.of(
                    "Recipient",
                    "@TO@",
                    "From",
                    "A <a@b.example>",
                    "Subject",
                    "s",
                    "Text-part",
                    "m")),
            PLAIN_PAYLOAD),
        Arguments.of(
            "mandrill",
            FORM,
            form(
                "mandrill_events",
                Json.write(
                    List.of(
                        Map.of(
                            "event",
                            "inbound",
                            "msg",
                            Map.of(
                                "email",
                                "@TO@",
                                "from_email",
                                "a@b.example",
                                "subject",
                                "s",
                                "text",
                                "m"))))),
            PLAIN_PAYLOAD),
        Arguments.of(
            "mandrill, raw",
            FORM,
            form(
                "mandrill_events",
                Json.write(List.of(Map.of("msg", Map.of("email", "@TO@", "raw_msg", RAW))))),
            RAW_PAYLOAD),
        Arguments.of(
            "postal",
            JSON,
            Json.write(Map.of("rcpt_to", "@TO@", "base64", true, "message", base64)),
            RAW_PAYLOAD),
        Arguments.of(
            "postmark",
            JSON,
            Json.write(
                Map.of(
                    "OriginalRecipient",
                    "@TO@",
                    "From",
                    "a@b.example",
                    "Subject",
                    "s",
                    "TextBody",
                    "m")),
            PLAIN_PAYLOAD),
        Arguments.of(
            "sendgrid",
            "multipart/form-data; boundary=F",
            multipart(
                "envelope",
                "{\"to\":[\"x@y\",\"@TO@\"]}",
                "from",
                "a@b.example",
                "subject",
                "s",
                "text",
                "m"),
            PLAIN_PAYLOAD),
        Arguments.of(
            "sendgrid, raw",
            FORM,
            form("envelope", "{\"to\":[\"@TO@\"]}", "email", RAW),
            RAW_PAYLOAD),
        Arguments.of(
            "sparkpost",
            JSON,
            Json.write(
                List.of(
                    Map.of(
                        "msys",
                        Map.of(
                            "relay_message",
                            Map.of("rcpt_to", "@TO@", "content", Map.of("email_rfc822", RAW)))))),
            RAW_PAYLOAD));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void everyProviderIsUnderstood(String name, String type, String body, String payload) {
    Response response = world.send("POST", PATH, type, addressed(body));
    assertThat(response.status()).as(name).isEqualTo(200);
    assertThat(response.body()).isEqualTo("\"OK\"");
    List<AlertGroup> groups = world.groupsOf(mail);
    assertThat(groups).hasSize(1);
    assertThat(world.alertsOf(groups.getFirst()).getFirst().payload()).isEqualTo(payload);
  }

  @Test
  void htmlBecomesText() {
    String body =
        Json.write(
            Map.of(
                "OriginalRecipient",
                to(),
                "Subject",
                "s",
                "HtmlBody",
                "<p>a <a href=\"http://x\">b</a></p><ul><li>c</li></ul><hr>"));
    world.send("POST", PATH + "/", JSON, body);
    assertThat(world.alertsOf(world.groupsOf(mail).getFirst()).getFirst().payload())
        .contains("a b (http://x)\\n* c\\n" + "-".repeat(32))
        .contains("\"sender\":\"\"");
  }

  @Test
  void anAnswerOfOkResolves() {
    for (String[] each : new String[][] {{"Disk full", "bad"}, {"DISK FULL", "ok"}}) {
      world.send(
          "POST",
          PATH,
          JSON,
          Json.write(Map.of("OriginalRecipient", to(), "Subject", each[0], "TextBody", each[1])));
    }
    assertThat(world.groupsOf(mail)).hasSize(1);
    assertThat(world.groupsOf(mail).getFirst().state()).isEqualTo(AlertGroup.State.RESOLVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{bad",
        "null",
        "[]",
        "[null,5]",
        "{}",
        "{\"OriginalRecipient\":\"x@elsewhere.example\"}",
        "{\"OriginalRecipient\":\"\",\"To\":\"@TO@\"}",
        "{\"rcpt_to\":\"@TO@\",\"message\":\"%%%\"}",
        "{\"notificationType\":\"Received\",\"receipt\":{\"recipients\":[\"@TO@\"]}}"
      })
  void whatIsNoMailForUsIsRefusedWithoutAWord(String body) {
    Response response = world.send("POST", PATH, JSON, addressed(body));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).isNull();
    assertThat(world.groupsOf(mail)).isEmpty();
  }

  @Test
  void anUnknownAddressIsForbidden() {
    Response response =
        world.send(
            "POST",
            PATH,
            JSON,
            "{\"OriginalRecipient\":\"UNKNOWNTOKENUNKNOWNTOKEN1@IN.example\",\"Subject\":\"s\"}");
    assertThat(response.status()).isEqualTo(403);
  }

  private Response mailTo(String address) {
    return world.send(
        "POST", PATH, JSON, Json.write(Map.of("OriginalRecipient", address, "Subject", "s")));
  }

  /** Providers and servers on the way change the letter case of addresses. */
  @Test
  void anAddressIsComparedWithoutLetterCase() {
    String address = to();
    for (String each :
        List.of(address, address.toLowerCase(Locale.ROOT), address.toUpperCase(Locale.ROOT))) {
      assertThat(mailTo(each).status()).as(each).isEqualTo(200);
    }
    assertThat(world.groupsOf(mail).getFirst().content().alertsCount()).isEqualTo(3);
  }

  @Test
  void onlyIntegrationsForMailHaveAnAddress() {
    for (IntegrationType type : IntegrationType.values()) {
      if (type == IntegrationType.INBOUND_EMAIL) continue;
      Integration other = world.integration(type);
      for (String token : List.of(other.token(), other.token().toLowerCase(Locale.ROOT))) {
        assertThat(mailTo(token + "@in.example").status()).as(type.slug()).isEqualTo(403);
      }
      assertThat(world.groupsOf(other)).isEmpty();
    }
  }

  /** The refusal is one after which every provider comes again. */
  @Test
  void mailsHaveTheBudgetOfAlerts() {
    IntakeWorld limited = new IntakeWorld(new TestClock(), null, true, 3);
    Integration one = limited.integration(IntegrationType.INBOUND_EMAIL);
    String body =
        Json.write(Map.of("OriginalRecipient", one.token() + "@in.example", "Subject", "s"));
    int stored = 0;
    for (int i = 0; i < 350; i++) {
      Response response = limited.send("POST", PATH, JSON, body);
      if (response.status() == 200) stored++;
      else assertThat(response.status()).isEqualTo(503);
    }
    assertThat(stored).isEqualTo(300);
    Response refused = limited.send("POST", PATH, JSON, body);
    assertThat(refused.body()).contains(one.name());
    long seconds = Long.parseLong(refused.headers().getOrDefault("retry-after", "0"));
    assertThat(seconds).isBetween(1L, 300L);
    assertThat(limited.groupsOf(one).getFirst().content().alertsCount()).isEqualTo(300);

    limited.clock.advance(Duration.ofSeconds(seconds));
    assertThat(limited.send("POST", PATH, JSON, body).status()).isEqualTo(200);
  }

  /** Several mails in one request: none of them is stored twice because one had no budget. */
  @Test
  void severalMailsAreRefusedTogether() {
    IntakeWorld limited = new IntakeWorld(new TestClock(), null, true, 3);
    Integration one = limited.integration(IntegrationType.INBOUND_EMAIL);
    Object event =
        Map.of("msg", Map.of("email", one.token() + "@in.example", "subject", "s", "text", "m"));
    String form = form("mandrill_events", Json.write(Collections.nCopies(200, event)));
    assertThat(limited.send("POST", PATH, FORM, form).status()).isEqualTo(200);
    assertThat(limited.send("POST", PATH, FORM, form).status()).isEqualTo(503);
    assertThat(limited.groupsOf(one).getFirst().content().alertsCount()).isEqualTo(200);
  }

  /** A provider that comes again with the same mails gets them in, however many they are. */
  @Test
  void moreMailsThanAWindowHasComeInWithAFullOne() {
    IntakeWorld limited = new IntakeWorld(new TestClock(), null, true, 3);
    Integration one = limited.integration(IntegrationType.INBOUND_EMAIL);
    Object event =
        Map.of("msg", Map.of("email", one.token() + "@in.example", "subject", "s", "text", "m"));
    String few = form("mandrill_events", Json.write(Collections.nCopies(2, event)));
    String many = form("mandrill_events", Json.write(Collections.nCopies(400, event)));
    assertThat(limited.send("POST", PATH, FORM, few).status()).isEqualTo(200);
    Response refused = limited.send("POST", PATH, FORM, many);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(limited.groupsOf(one).getFirst().content().alertsCount()).isEqualTo(2);

    limited.clock.advance(
        Duration.ofSeconds(Long.parseLong(refused.headers().getOrDefault("retry-after", "0"))));
    assertThat(limited.send("POST", PATH, FORM, many).status()).isEqualTo(200);
    assertThat(limited.groupsOf(one).getFirst().content().alertsCount()).isEqualTo(402);
    assertThat(limited.send("POST", PATH, FORM, few).status()).isEqualTo(503);
  }

  @Test
  void eachFieldIsInTheCharacterSetThatTheProviderNames() {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (String[] field :
        new String[][] {
          {"envelope", "{\"to\":[\"" + to() + "\"]}", "utf-8"},
          {"charsets", "{\"subject\":\"UTF-8\",\"text\":\"iso-8859-1\",\"from\":\"x\"}", "utf-8"},
          {"subject", "Köln", "utf-8"},
          {"text", "gefüllt", "iso-8859-1"},
          {"from", "Jürgen", "utf-8"},
        }) {
      String head = "--F\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n";
      form.writeBytes(head.getBytes(UTF_8));
      form.writeBytes(field[1].getBytes(Charset.forName(field[2])));
      form.writeBytes("\r\n".getBytes(UTF_8));
    }
    form.writeBytes("--F--\r\n".getBytes(UTF_8));
    world.send("POST", PATH, "multipart/form-data; boundary=F", form.toByteArray());
    assertThat(payload())
        .isEqualTo("{\"subject\":\"Köln\",\"message\":\"gefüllt\",\"sender\":\"Jürgen\"}");
  }

  /** A mail as it travelled may have eight-bit text in any character set, in a form too. */
  @ParameterizedTest
  @ValueSource(
      strings = {"iso-8859-1", "windows-1252", "\"UTF-8\"", "utf-16", "nonsense", "ibm850"})
  void theMailsOwnCharacterSetIsRead(String name) {
    Charset charset = name.equals("nonsense") ? UTF_8 : Charset.forName(name.replace("\"", ""));
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    raw.writeBytes(
        "--F\r\nContent-Disposition: form-data; name=\"recipient\"\r\n\r\n".getBytes(UTF_8));
    raw.writeBytes(to().getBytes(UTF_8));
    raw.writeBytes(
        "\r\n--F\r\nContent-Disposition: form-data; name=\"body-mime\"\r\n\r\n".getBytes(UTF_8));
    raw.writeBytes(
        "From: a@b.example\r\nSubject: Köln\r\nContent-Type: text/plain; charset=".getBytes(UTF_8));
    raw.writeBytes((name + "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n").getBytes(UTF_8));
    raw.writeBytes("gefüllt".getBytes(charset));
    raw.writeBytes("\r\n--F--\r\n".getBytes(UTF_8));
    Response response =
        world.send("POST", PATH, "multipart/form-data; boundary=F", raw.toByteArray());
    assertThat(response.status()).isEqualTo(200);
    assertThat(payload())
        .isEqualTo("{\"subject\":\"Köln\",\"message\":\"gefüllt\",\"sender\":\"a@b.example\"}");
  }

  private String payload() {
    return world.alertsOf(world.groupsOf(mail).getFirst()).getFirst().payload();
  }

  @Test
  void methods() {
    assertThat(world.send("HEAD", PATH, null, "").status()).isEqualTo(200);
    assertThat(world.send("HEAD", PATH + "/", null, "").status()).isEqualTo(200);
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      assertThat(world.send(method, PATH, null, "").status()).isEqualTo(405);
    }
  }

  @Test
  void partsInsidePartsEndSomewhere() {
    StringBuilder deep = new StringBuilder("Subject: s\r\n");
    for (int i = 0; i < 3_000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\r\n\r\n--b")
          .append(i)
          .append("\r\n");
    }
    assertThat(MimeMail.read(deep.toString().getBytes(UTF_8), List.of())).isEmpty();
  }

  @Test
  void noBytesMakeAMailFail() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = RAW.getBytes(UTF_8);
      for (int change = random.nextInt(8); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int round = i;
      assertThat(MimeMail.read(bytes, List.of("a")))
          .as("seed %d, round %d", seed, round)
          .satisfiesAnyOf(
              read -> assertThat(read).isEmpty(),
              read -> assertThat(read.orElseThrow().recipients()).containsExactly("a"));
    }
  }

  private String to() {
    return mail.token() + "@in.example";
  }

  private String addressed(String body) {
    return body.replace("@TO@", to()).replace("%40TO%40", URLEncoder.encode(to(), UTF_8));
  }

  private static Map<String, Object> ses(String encoding, String content) {
    return Map.of(
        "notificationType",
        "Received",
        "receipt",
        Map.of(
            "recipients", List.of("x@elsewhere.example", "@TO@"),
            "action", Map.of("type", "SNS", "encoding", encoding)),
        "content",
        content);
  }

  private static String sns(Map<String, Object> message) {
    return Json.write(Map.of("Type", "Notification", "Message", Json.write(message)));
  }

  private static String form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], UTF_8));
    }
    return form.toString();
  }

  private static String multipart(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append("--F\r\nContent-Disposition: form-data; name=\"")
          .append(pairs[i])
          .append("\"\r\n\r\n")
          .append(pairs[i + 1])
          .append("\r\n");
    }
    return form
        + "--F\r\nContent-Disposition: form-data; name=\"attachment1\"; filename=\"a.png\"\r\n\r\nx\r\n--F--\r\n";
  }
}
