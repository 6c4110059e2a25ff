package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsMessagesTest {

  private static final String CERTIFICATE =
      "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";
  private static final String SUBSCRIBE =
      "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t0";

  private static SelfMadeCertificate sns;

  private final List<URI> fetched = new ArrayList<>();
  private final SnsMessages messages = at(Instant.parse("2030-01-01T00:00:00Z"));

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    sns = SelfMadeCertificate.of("sns.amazonaws.com", folder);
  }

  private SnsMessages at(Instant now) {
    return new SnsMessages(
        uri -> {
          fetched.add(uri);
          try {
            return sns.pem();
          } catch (Exception e) {
            throw new IOException(e);
          }
        },
        InstantSource.fixed(now));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void believesANotificationThatSnsSigned(String version) throws Exception {
    var reading = messages.read(signed(notification(), version));
    assertThat(reading).isInstanceOf(SnsMessages.Verified.class);
    SnsEnvelope envelope = ((SnsMessages.Verified) reading).envelope();
    assertThat(envelope.message()).isEqualTo("{\"AlarmName\":\"disk\"}");
    assertThat(envelope.subject()).isEqualTo("ALARM");
    assertThat(fetched).containsExactly(URI.create(CERTIFICATE));
  }

  @Test
  void aNotificationWithoutSubjectIsSignedWithoutIt() throws Exception {
    Map<String, String> message = notification();
    message.remove("Subject");
    assertThat(messages.read(signed(message, "2"))).isInstanceOf(SnsMessages.Verified.class);
  }

  @Test
  void aCertificateIsFetchedOnce() throws Exception {
    messages.read(signed(notification(), "2"));
    messages.read(signed(notification(), "1"));
    assertThat(fetched).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp", "TopicArn"})
  void aChangedFieldBreaksTheSignature(String field) throws Exception {
    Map<String, String> message = sign(notification(), "2");
    message.put(field, message.get(field) + "x");
    assertThat(messages.read(json(message))).isInstanceOf(SnsMessages.Refused.class);
  }

  @Test
  void theVersionCannotBeTurnedDown() throws Exception {
    Map<String, String> message = sign(notification(), "2");
    message.put("SignatureVersion", "1");
    assertThat(messages.read(json(message))).isInstanceOf(SnsMessages.Refused.class);
    message.put("SignatureVersion", "3");
    assertThat(messages.read(json(message))).isInstanceOf(SnsMessages.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123.pem",
        "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0123.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.a.b.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123.pem",
        "https://sns.eu-west-1.amazonaws.com/?Action=GetTopicAttributes&x=.pem",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem?x=y",
        "https://sns.eu-west-1.amazonaws.com/../SimpleNotificationService-0123.pem",
        "https://sns.eu-west-1.amazonawsXcom/SimpleNotificationService-0123.pem",
        "not a url"
      })
  void certificatesComeOnlyFromSns(String url) throws Exception {
    Map<String, String> message = notification();
    message.put("SigningCertURL", url);
    assertThat(messages.read(signed(message, "2"))).isInstanceOf(SnsMessages.Refused.class);
    assertThat(fetched).isEmpty();
  }

  @Test
  void chinaHasItsOwnHosts() throws Exception {
    Map<String, String> message = notification();
    message.put(
        "SigningCertURL",
        "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0123.pem");
    assertThat(messages.read(signed(message, "2"))).isInstanceOf(SnsMessages.Verified.class);
  }

  @Test
  void anOutdatedCertificateProvesNothing() throws Exception {
    assertThat(at(Instant.parse("2200-01-01T00:00:00Z")).read(signed(notification(), "2")))
        .isInstanceOf(SnsMessages.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "7", "{}", "{", "{\"Type\":\"Notification\"}", "\"Type\""})
  void otherBodiesAreRefusedQuietly(String body) throws Exception {
    assertThat(messages.read(body)).isInstanceOf(SnsMessages.Refused.class);
  }

  @Test
  void aSignatureThatIsNotBase64IsRefused() throws Exception {
    Map<String, String> message = sign(notification(), "2");
    message.put("Signature", "!!!");
    assertThat(messages.read(json(message))).isInstanceOf(SnsMessages.Refused.class);
  }

  @Test
  void aSubscriptionIsConfirmedByVisitingItsUrl() throws Exception {
    SnsEnvelope envelope = verified(signed(subscription(SUBSCRIBE), "1"));
    assertThat(messages.confirm(envelope)).isTrue();
    assertThat(fetched).last().isEqualTo(URI.create(SUBSCRIBE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/?Action=ConfirmSubscription",
        "http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
        "https://sns.eu-west-1.amazonaws.com.evil.example/"
      })
  void otherUrlsAreNotVisitedEvenWhenSigned(String url) throws Exception {
    SnsEnvelope envelope = verified(signed(subscription(url), "2"));
    assertThat(messages.confirm(envelope)).isFalse();
    assertThat(fetched).containsExactly(URI.create(CERTIFICATE));
  }

  @Test
  void aNotificationIsNothingToConfirm() throws Exception {
    assertThat(messages.confirm(verified(signed(notification(), "2")))).isFalse();
  }

  @Test
  void aCertificateThatCannotBeFetchedIsWorthAnotherTry() {
    var offline =
        new SnsMessages(
            uri -> {
              throw new IOException("offline");
            },
            InstantSource.system());
    assertThatThrownBy(() -> offline.read(signed(notification(), "2")))
        .isInstanceOf(IOException.class);
  }

  private SnsEnvelope verified(String body) throws Exception {
    return switch (messages.read(body)) {
      case SnsMessages.Verified verified -> verified.envelope();
      case SnsMessages.Refused refused -> throw new AssertionError(refused.reason());
    };
  }

  private static Map<String, String> notification() {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("Type", "Notification");
    message.put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
    message.put("TopicArn", "arn:aws:sns:eu-west-1:123456789012:alarms");
    message.put("Subject", "ALARM");
    message.put("Message", "{\"AlarmName\":\"disk\"}");
    message.put("Timestamp", "2026-05-02T00:54:06.655Z");
    message.put("SigningCertURL", CERTIFICATE);
    message.put("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe");
    return message;
  }

  private static Map<String, String> subscription(String url) {
    Map<String, String> message = notification();
    message.remove("Subject");
    message.remove("UnsubscribeURL");
    message.put("Type", "SubscriptionConfirmation");
    message.put("Token", "t0");
    message.put("SubscribeURL", url);
    return message;
  }

  private static String signed(Map<String, String> message, String version) throws Exception {
    return json(sign(message, version));
  }

  /** Signs as the SNS developer guide describes, independently of the code under test. */
  private static Map<String, String> sign(Map<String, String> message, String version)
      throws Exception {
    List<String> names =
        "Notification".equals(message.get("Type"))
            ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
            : List.of(
                "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      if (message.containsKey(name)) {
        text.append(name).append("\n").append(message.get(name)).append("\n");
      }
    }
    Signature signature =
        Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
    signature.initSign(sns.key());
    signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
    message.put("SignatureVersion", version);
    message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
    return message;
  }

  private static String json(Map<String, String> message) throws IOException {
    return new ObjectMapper().writeValueAsString(message);
  }
}
