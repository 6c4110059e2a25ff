package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address of Amazon SNS (spec oncall-behaviour §1.7). */
class SnsTest {
  private static final String CERTIFICATE =
      "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem";
  private static final String SUBSCRIBE =
      "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";

  private static byte[] pem = {};
  private static PrivateKey key;

  private final IntakeWorld world = new IntakeWorld();
  private final Integration integration = world.integration(IntegrationType.AMAZON_SNS);
  private final List<URI> fetched = new ArrayList<>();

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("sns.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "self",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=sns",
            "-validity",
            "36500",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            file.toString());
    Process keytool =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    key = (PrivateKey) store.getKey("self", "changeit".toCharArray());
    pem =
        ("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(store.getCertificate("self").getEncoded())
                + "\n-----END CERTIFICATE-----\n")
            .getBytes(US_ASCII);
  }

  @BeforeEach
  void serveTheCertificate() {
    world.fetcher.set(
        uri -> {
          fetched.add(uri);
          return uri.toString().equals(CERTIFICATE) ? pem : "<ok/>".getBytes(UTF_8);
        });
  }

  @Test
  void anAlarmBecomesAnAlert() throws Exception {
    String alarm =
        "{\"AlarmName\":\"CPU\",\"NewStateValue\":\"ALARM\",\"Region\":\"EU\",\"Trigger\":{\"Namespace\":\"AWS/EC2\"}}";
    assertThat(post(notification(alarm)).body()).isEqualTo("\"Ok.\"");
    Alert alert = world.alertsOf(world.groupsOf(integration).getFirst()).getFirst();
    assertThat(alert.payload()).isEqualTo(alarm);
    assertThat(alert.title()).isEqualTo("CPU");
    assertThat(alert.link()).contains("cloudwatch").contains("eu-west-1");
  }

  @Test
  void aTextBecomesAMessage() throws Exception {
    post(notification("hello"));
    assertThat(world.alertsOf(world.groupsOf(integration).getFirst()).getFirst().payload())
        .isEqualTo("{\"message\":\"hello\"}");
  }

  @Test
  void theTypeOfTheIntegrationIsNotChecked() throws Exception {
    Integration webhook = world.integration(IntegrationType.WEBHOOK);
    Response response =
        world.send(
            "POST",
            "/integrations/v1/amazon_sns/" + webhook.token() + "/",
            "text/plain",
            signed(notification("x")));
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void whatSnsDidNotSignIsForbidden() throws Exception {
    String forged = signed(notification("hello")).replace("hello", "jello");
    assertThat(send(forged).status()).isEqualTo(403);
    assertThat(send("{}").status()).isEqualTo(403);
    assertThat(send("").status()).isEqualTo(403);
    Map<String, String> elsewhere = notification("x");
    elsewhere.put("SigningCertURL", "https://evil.example/SimpleNotificationService-0.pem");
    assertThat(post(elsewhere).status()).isEqualTo(403);
    assertThat(world.groupsOf(integration)).isEmpty();
  }

  @Test
  void aSubscriptionIsConfirmedAtSnsOnly() throws Exception {
    assertThat(post(subscription(SUBSCRIBE)).status()).isEqualTo(200);
    assertThat(fetched).contains(URI.create(SUBSCRIBE));
    assertThat(post(subscription("https://evil.example/?x")).status()).isEqualTo(403);
    assertThat(fetched).noneMatch(uri -> "evil.example".equals(uri.getHost()));
    assertThat(
            world
                .send(
                    "POST",
                    "/integrations/v1/inbound_email_webhook",
                    "text/plain",
                    signed(subscription(SUBSCRIBE)))
                .body())
        .isEqualTo("\"OK\"");
    assertThat(world.groupsOf(integration)).isEmpty();
  }

  @Test
  void aFailureOfOursIsAnEmptyObject() throws Exception {
    world.fetcher.set(
        uri -> {
          throw new IOException("nobody answers");
        });
    Response response = post(notification("x"));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{}");
  }

  private Response post(Map<String, String> envelope) throws Exception {
    return send(signed(envelope));
  }

  private Response send(String body) {
    return world.send("POST", world.link(integration), "text/plain; charset=UTF-8", body);
  }

  private static Map<String, String> notification(String message) {
    Map<String, String> envelope = new LinkedHashMap<>();
    envelope.put("Type", "Notification");
    envelope.put("MessageId", "m");
    envelope.put("TopicArn", "arn:aws:sns:eu-west-1:1:t");
    envelope.put("Message", message);
    envelope.put("Timestamp", "2100-01-01T00:00:00.000Z");
    envelope.put("SigningCertURL", CERTIFICATE);
    return envelope;
  }

  private static Map<String, String> subscription(String url) {
    Map<String, String> envelope = notification("please");
    envelope.put("Type", "SubscriptionConfirmation");
    envelope.put("SubscribeURL", url);
    envelope.put("Token", "t");
    return envelope;
  }

  private static String signed(Map<String, String> envelope) throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    for (Map.Entry<String, String> line : new TreeMap<>(envelope).entrySet()) {
      if (line.getKey().equals("SigningCertURL")) continue;
      signature.update((line.getKey() + "\n" + line.getValue() + "\n").getBytes(UTF_8));
    }
    Map<String, String> whole = new LinkedHashMap<>(envelope);
    whole.put("SignatureVersion", "2");
    whole.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
    return Json.write(whole);
  }
}
