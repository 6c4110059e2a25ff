package dev.watchbill.channels;

import static dev.watchbill.channels.AwsPeer.LONG;
import static dev.watchbill.channels.AwsPeer.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.channels.SignedCalls.Answered;
import dev.watchbill.channels.SignedCalls.InDoubt;
import dev.watchbill.channels.SignedCalls.NotSent;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SignedCallsTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private final AwsPeer aws = new AwsPeer();
  private String body = "{\"a\":1}";

  @AfterEach
  void close() throws IOException {
    aws.close();
  }

  /** The one that AWS publishes for its signers: the test's own arithmetic is right. */
  @Test
  void theTestsSignatureIsThatOfThePublishedVector() throws Exception {
    assertThat(
            SigV4.of(
                AwsPeer.SECRET,
                "20150830/us-east-1/service/aws4_request",
                "GET",
                "/",
                Map.of("Host", "example.amazonaws.com", "X-Amz-Date", "20150830T123600Z"),
                List.of("host", "x-amz-date"),
                ""))
        .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void aCallIsSignedForItsServiceAndRegion() throws Exception {
    aws.answers(200, "X-Amzn-RequestId: r1\r\n", "{\"ok\":\"\u00e4\"}");
    Answered answer = (Answered) send(PATIENT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("x-amzn-requestid", "r1");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"ok\":\"\u00e4\"}");
    String request = aws.peer.request(0);
    assertThat(request)
        .startsWith("POST /v2/some%3Apath HTTP/1.1\r\n")
        .contains("\r\nContent-Type: application/json\r\n")
        .contains("\r\nConnection: close\r\n")
        .contains("\r\nX-Amz-Date: 20150830T123600Z\r\n")
        .contains("Credential=AKIDEXAMPLE/20150830/eu-west-1/ses/aws4_request, ")
        .doesNotContain(AwsPeer.SECRET)
        .endsWith("\r\n\r\n{\"a\":1}");
    assertThat(SigV4.claimed(request)).isEqualTo(SigV4.of(AwsPeer.SECRET, request));
    assertThat(request).containsPattern("SignedHeaders=[a-z0-9;-]*content-type;host;[a-z0-9;-]*");
  }

  @Test
  void theKeysOfAFunctionComeWithAToken() throws Exception {
    aws.answers(200, "", "");
    var keys =
        software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity.create(
            "AKIDEXAMPLE", AwsPeer.SECRET, "token1");
    AwsPeer.calls(PATIENT, CompletableFuture.completedFuture(keys)).send(call(aws.endpoint()));
    assertThat(aws.peer.request(0)).contains("\r\nX-Amz-Security-Token: token1\r\n");
    assertThat(SigV4.claimed(aws.peer.request(0)))
        .isEqualTo(SigV4.of(AwsPeer.SECRET, aws.peer.request(0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 307, 400, 401, 403, 404, 407, 429, 500, 503})
  void everyStatusIsAnAnswer(int status) {
    aws.answers(status, "X-Amzn-ErrorType: Some\r\nLocation: http://127.0.0.1:1/\r\n", "");
    assertThat(send(PATIENT))
        .isInstanceOfSatisfying(
            Answered.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(status);
              assertThat(answer.headers()).containsEntry("x-amzn-errortype", "Some");
            });
    assertThat(aws.peer.requests()).isOne();
  }

  @Test
  void anAnswerWhoseWordsAreLostIsStillOne() {
    aws.peer.answers("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{");
    assertThat(send(PATIENT))
        .isInstanceOfSatisfying(
            Answered.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.body()).isEmpty();
            });
  }

  /** The JDK's client repeats a buffered POST by itself: that would be a second mail. */
  @Test
  void aCallThatGetsNoAnswerIsNotRepeatedAndInDoubt() {
    aws.peer.answers("");
    aws.peer.answers("");
    assertThat(send(PATIENT)).isEqualTo(new InDoubt("connection_lost"));
    assertThat(aws.peer.requests()).isOne();
  }

  @Test
  void whatIsNotHttpLeavesDoubt() {
    aws.peer.answers("SSH-2.0-x\r\n\r\n");
    assertThat(send(PATIENT)).isInstanceOf(InDoubt.class);
  }

  @Test
  void silenceAfterTheCallLeavesDoubt() {
    aws.peer.staysSilent();
    aws.peer.staysSilent();
    assertThat(send(new SignedCalls.Limits(LONG, SHORT, LONG))).isEqualTo(new InDoubt("timeout"));
    assertThat(aws.peer.requests()).isOne();
  }

  /** More than the buffers between us take, and nobody who reads: the end never left. */
  @Test
  void aCallThatCouldNotLeaveWasNotSent() throws Exception {
    body = "x".repeat(50_000_000);
    try (ServerSocket deaf = new ServerSocket(0)) {
      URI there = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      assertThat(
              aws.calls(new SignedCalls.Limits(LONG, LONG, Duration.ofSeconds(1)))
                  .send(call(there)))
          .isEqualTo(new NotSent("timeout"));
    }
  }

  @Test
  void whoCannotBeReachedWasNotSentAnything() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThat(aws.calls(PATIENT).send(call(nobody))).isEqualTo(new NotSent("no_connection"));
    assertThat(aws.calls(PATIENT).send(call(URI.create("http://no-such-name.invalid"))))
        .isEqualTo(new NotSent("unknown_host"));
  }

  @Test
  void aCertificateNobodyVouchesForGetsNothing(@TempDir Path folder) throws Exception {
    aws.peer.secure(SelfMadeCertificate.of("localhost", folder).context());
    aws.peer.answers("HTTP/1.1 200 OK\r\n\r\n");
    URI secure = URI.create("https://localhost:" + aws.peer.address().getPort());
    assertThat(aws.calls(PATIENT).send(call(secure))).isEqualTo(new NotSent("tls"));
    assertThat(aws.peer.requests()).isZero();
  }

  @Test
  void withoutKeysNothingIsSent() {
    var none =
        AwsPeer.calls(
            PATIENT, CompletableFuture.failedFuture(SdkClientException.create("no keys: s3cret")));
    assertThat(none.send(call(aws.endpoint()))).isEqualTo(new SignedCalls.NoCredentials());
    assertThat(aws.peer.requests()).isZero();
  }

  @Test
  void keysThatNeverComeAreGivenUp() {
    var never =
        AwsPeer.calls(
            new SignedCalls.Limits(LONG, LONG, SHORT),
            new CompletableFuture<AwsCredentialsIdentity>());
    assertThat(never.send(call(aws.endpoint()))).isEqualTo(new NotSent("timeout"));
    assertThat(aws.peer.requests()).isZero();
  }

  @Test
  void whoIsInterruptedStopsWaiting() {
    aws.peer.staysSilent();
    Thread.currentThread().interrupt();
    assertThat(send(PATIENT)).isEqualTo(new NotSent("interrupted"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void endpointsFollowTheRegion() {
    assertThat(SignedCalls.endpoint("email", "eu-west-1"))
        .isEqualTo(URI.create("https://email.eu-west-1.amazonaws.com"));
    assertThat(SignedCalls.endpoint("lambda", "cn-north-1"))
        .isEqualTo(URI.create("https://lambda.cn-north-1.amazonaws.com.cn"));
  }

  private SignedCalls.Outcome send(SignedCalls.Limits limits) {
    return aws.calls(limits).send(call(aws.endpoint()));
  }

  private SignedCalls.Call call(URI endpoint) {
    return new SignedCalls.Call(
        "ses",
        "eu-west-1",
        "POST",
        endpoint.resolve("/v2/some%3Apath"),
        Map.of("Content-Type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
