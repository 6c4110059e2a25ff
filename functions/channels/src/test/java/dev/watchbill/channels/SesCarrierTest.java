package dev.watchbill.channels;

import static dev.watchbill.channels.AwsPeer.LONG;
import static dev.watchbill.channels.AwsPeer.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.ProviderAnswer;
import dev.watchbill.domain.delivery.ProviderAnswer.Accepted;
import dev.watchbill.domain.delivery.ProviderAnswer.BadAddress;
import dev.watchbill.domain.delivery.ProviderAnswer.BadConfig;
import dev.watchbill.domain.delivery.ProviderAnswer.BadContent;
import dev.watchbill.domain.delivery.ProviderAnswer.InDoubt;
import dev.watchbill.domain.delivery.ProviderAnswer.Retry;
import dev.watchbill.domain.delivery.ProviderAnswer.Throttled;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Every row of SES's table of errors (spec delivery §1.1). */
class SesCarrierTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsPeer aws = new AwsPeer();
  private SignedCalls.Limits limits = PATIENT;

  @AfterEach
  void close() throws IOException {
    aws.close();
  }

  @Test
  void aMailIsHandedOver() throws Exception {
    aws.answers(200, "", "{\"MessageId\":\"0102018f-1\"}");
    assertThat(carry("ann@b\u00fccher.example", "Disk\r\nBcc: x", "I1234"))
        .isEqualTo(new Accepted("0102018f-1"));

    String request = aws.peer.request(0);
    assertThat(request)
        .startsWith("POST /v2/email/outbound-emails HTTP/1.1\r\n")
        .contains("/eu-west-1/ses/aws4_request, ");
    assertThat(SigV4.claimed(request)).isEqualTo(SigV4.of(AwsPeer.SECRET, request));
    JsonNode expected =
        JSON.readTree(
            """
            {"FromEmailAddress": "Watchbill <alerts@example.com>",
             "Destination": {"ToAddresses": ["ann@xn--bcher-kva.example"]},
             "Content": {"Simple": {
               "Subject": {"Data": "Disk  Bcc: x", "Charset": "UTF-8"},
               "Body": {"Text": {"Data": "t\\u00e4xt\\n", "Charset": "UTF-8"},
                        "Html": {"Data": "<p>html</p>", "Charset": "UTF-8"}},
               "Headers": [{"Name": "References", "Value": "<I1234@oncall.example>"},
                           {"Name": "Auto-Submitted", "Value": "auto-generated"},
                           {"Name": "X-Watchbill-Delivery", "Value": "D0123456789ABCDEFGHIJ"}]}},
             "ConfigurationSetName": "set1",
             "EmailTags": [{"Name": "delivery", "Value": "D0123456789ABCDEFGHIJ"},
                           {"Name": "org", "Value": "O-1"}],
             "ConfigurationOverrides": {"Tracking": {"OpenTrackingEnabled": "DISABLED",
                                                     "ClickTrackingEnabled": "DISABLED"}}}
            """);
    JsonNode sent = JSON.readTree(aws.body(0));
    JsonNode tags = sent.get("EmailTags");
    assertThat(tags).containsExactlyInAnyOrderElementsOf(expected.get("EmailTags"));
    ((com.fasterxml.jackson.databind.node.ObjectNode) sent)
        .set("EmailTags", expected.get("EmailTags"));
    assertThat(sent).isEqualTo(expected);
  }

  @Test
  void aGroupAndASetMayBeMissing() throws Exception {
    aws.answers(200, "", "");
    var plain = new SesSettings("eu-west-1", "a@example.com", null, "oncall.example");
    assertThat(carrier(plain).carry(letter("ann@example.org", "x", null)))
        .isEqualTo(new Accepted(null));
    JsonNode sent = JSON.readTree(aws.body(0));
    assertThat(sent.has("ConfigurationSetName")).isFalse();
    assertThat(sent.at("/Content/Simple/Headers")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "W\u00e4chter <w@example.com>|=?UTF-8?B?V8OkY2h0ZXI=?= <w@example.com>",
        "\"W\u00e4chter\" <w@example.com>|=?UTF-8?B?V8OkY2h0ZXI=?= <w@example.com>",
        "w@example.com|w@example.com"
      })
  void aSendersNameMayHaveAnyLetters(String from, String sent) throws Exception {
    aws.answers(200, "", "");
    carrier(new SesSettings("eu-west-1", from, null, "h")).carry(letter("a@b.example", "x", null));
    assertThat(JSON.readTree(aws.body(0)).get("FromEmailAddress").textValue()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|ThrottlingException|Maximum sending rate exceeded.|Throttled|",
        "429|TooManyRequestsException|Maximum sending rate exceeded.|Throttled|",
        "429|TooManyRequestsException|Too many requests|Throttled|",
        "429|SomethingNew|x|Throttled|",
        "400|ThrottlingException|Daily message quota exceeded.|BadConfig|daily_quota",
        "429|TooManyRequestsException|Daily message quota exceeded.|BadConfig|daily_quota",
        "400|LimitExceededException|x|BadConfig|LimitExceededException",
        "400|AccountSuspendedException|x|BadConfig|AccountSuspendedException",
        "400|SendingPausedException|x|BadConfig|SendingPausedException",
        "400|MailFromDomainNotVerifiedException|x|BadConfig|MailFromDomainNotVerifiedException",
        "404|NotFoundException|Configuration set <s> does not exist.|BadConfig|NotFoundException",
        "400|MessageRejected|Email address is not verified. The following identities failed|BadConfig|MessageRejected",
        "400|MessageRejected|Message contains a virus|BadContent|MessageRejected",
        "400|BadRequestException|Invalid destination address|BadAddress|BadRequestException",
        "400|BadRequestException|Bad thing: Ann@Example.org|BadAddress|BadRequestException",
        "400|BadRequestException|Header value too long|BadContent|BadRequestException",
        "400|ValidationException|x|BadContent|ValidationException",
        "403|AccessDeniedException|x|BadConfig|AccessDeniedException",
        "403|SignatureDoesNotMatch|x|BadConfig|SignatureDoesNotMatch",
        "404|UnknownOperationException|x|BadConfig|UnknownOperationException",
        "408|RequestTimeoutException|x|Retry|RequestTimeoutException",
        "500|InternalFailure|x|Retry|InternalFailure",
        "503|ServiceUnavailable|x|Retry|ServiceUnavailable",
      })
  void eachErrorHasItsOutcome(
      int status, String kind, String message, String outcome, @Nullable String code) {
    String body = "{\"message\":\"" + message + "\"}";
    aws.answers(status, "x-amzn-ErrorType: " + kind + "\r\n", body);
    assertThat(carry()).isEqualTo(answer(outcome, code));
    aws.answers(status, "x-amzn-ErrorType: " + kind + ":http://internal.example/\r\n", body);
    assertThat(carry()).isEqualTo(answer(outcome, code));
    aws.answers(
        status,
        "",
        "{\"x\":{\"message\":\"no\"},\"__type\":\"ns#"
            + kind
            + "\",\"Message\":\""
            + message
            + "\"}");
    assertThat(carry()).isEqualTo(answer(outcome, code));
    assertThat(aws.peer.requests()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void aFailureWithoutAWordOfSesLeavesDoubt(int status) {
    aws.answers(status, "", "<html>bad gateway</html>");
    assertThat(carry()).isEqualTo(new InDoubt(Integer.toString(status)));
    aws.answers(status, "", "");
    assertThat(carry()).isEqualTo(new InDoubt(Integer.toString(status)));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307})
  void aRedirectIsNotFollowed(int status) {
    aws.answers(status, "Location: http://127.0.0.1:1/\r\n", "");
    assertThat(carry()).isEqualTo(new BadConfig(Integer.toString(status)));
  }

  @Test
  void noAnswerLeavesDoubtAndNoConnectionDoesNot() throws Exception {
    aws.peer.answers("");
    assertThat(carry()).isEqualTo(new InDoubt("connection_lost"));
    aws.peer.staysSilent();
    limits = new SignedCalls.Limits(LONG, Duration.ofMillis(200), LONG);
    assertThat(carry()).isEqualTo(new InDoubt("timeout"));
    assertThat(aws.peer.requests()).isEqualTo(2);
    limits = PATIENT;
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThat(
            new SesCarrier(aws.calls(limits), settings(), nobody)
                .carry(letter("a@b.example", "x", null)))
        .isEqualTo(new Retry("no_connection"));
  }

  @Test
  void withoutKeysTheSettingsAreWrong() {
    var none =
        AwsPeer.calls(PATIENT, CompletableFuture.failedFuture(SdkClientException.create("s3cret")));
    assertThat(
            new SesCarrier(none, settings(), aws.endpoint())
                .carry(letter("a@b.example", "x", null)))
        .isEqualTo(new BadConfig("credentials"));
  }

  @Test
  void whatIsNoAddressAndWhatIsNoMailIsNotSent() {
    assertThat(carry("ann@example.org,bob@example.org", "x", null))
        .isEqualTo(new BadAddress("not_an_address"));
    Letter letter =
        new Letter(
            "D1",
            1,
            "O1",
            null,
            DeliveryChannel.SMS,
            "+49",
            new Message.ShortText("x"),
            Instant.EPOCH);
    assertThat(carrier(settings()).carry(letter)).isEqualTo(new BadContent("not_a_mail"));
    assertThat(aws.peer.requests()).isZero();
  }

  @Test
  void anErrorsNameIsAWordWhateverItHolds() {
    aws.answers(400, "x-amzn-ErrorType: s3 cret\u0001" + "x".repeat(200) + "\r\n", "");
    assertThat(carry())
        .isInstanceOfSatisfying(
            BadContent.class, answer -> assertThat(answer.code()).matches("[A-Za-z0-9_-]{64}"));
  }

  private static ProviderAnswer answer(String outcome, @Nullable String code) {
    String given = code == null ? "" : code;
    return switch (outcome) {
      case "Throttled" -> new Throttled(Duration.ofSeconds(2));
      case "Retry" -> new Retry(given);
      case "BadAddress" -> new BadAddress(given);
      case "BadContent" -> new BadContent(given);
      case "BadConfig" -> new BadConfig(given);
      default -> throw new AssertionError(outcome);
    };
  }

  private ProviderAnswer carry() {
    return carry("ann@example.org", "Disk full", "I1234");
  }

  private ProviderAnswer carry(String to, String subject, @Nullable String group) {
    return carrier(settings()).carry(letter(to, subject, group));
  }

  private SesCarrier carrier(SesSettings settings) {
    return new SesCarrier(aws.calls(limits), settings, aws.endpoint());
  }

  private static SesSettings settings() {
    return new SesSettings("eu-west-1", "Watchbill <alerts@example.com>", "set1", "oncall.example");
  }

  private static Letter letter(String to, String subject, @Nullable String group) {
    return new Letter(
        "D0123456789ABCDEFGHIJ",
        2,
        "O/1",
        group,
        DeliveryChannel.EMAIL,
        to,
        new Message.Mail(subject, "t\u00e4xt\n", "<p>html</p>"),
        Instant.parse("2026-03-01T10:30:00Z"));
  }
}
