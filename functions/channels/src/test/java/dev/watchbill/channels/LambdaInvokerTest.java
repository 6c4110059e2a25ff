package dev.watchbill.channels;

import static dev.watchbill.channels.AwsPeer.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class LambdaInvokerTest {

  private static final byte[] EVENT = "{\"lane\":1}".getBytes(StandardCharsets.UTF_8);

  private final AwsPeer aws = new AwsPeer();
  private final AsyncInvoker lambda =
      new LambdaInvoker(aws.calls(PATIENT), "eu-west-1", aws.endpoint());

  @AfterEach
  void close() throws IOException {
    aws.close();
  }

  @Test
  void anEventIsHandedOver() throws Exception {
    aws.answers(202, "", "");
    lambda.invoke("watchbill-Delivery", EVENT);
    String request = aws.peer.request(0);
    assertThat(request)
        .startsWith("POST /2015-03-31/functions/watchbill-Delivery/invocations HTTP/1.1\r\n")
        .contains("\r\nX-Amz-Invocation-Type: Event\r\n")
        .contains("/eu-west-1/lambda/aws4_request, ")
        .endsWith("\r\n\r\n{\"lane\":1}");
    assertThat(SigV4.claimed(request)).isEqualTo(SigV4.of(AwsPeer.SECRET, request));
  }

  @Test
  void aFunctionMayBeNamedByItsArn() throws Exception {
    aws.answers(202, "", "");
    lambda.invoke("arn:aws:lambda:eu-west-1:123456789012:function:f/../g", EVENT);
    String request = aws.peer.request(0);
    assertThat(request)
        .startsWith(
            "POST /2015-03-31/functions/"
                + "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af%2F..%2Fg/invocations ");
    assertThat(SigV4.claimed(request)).isEqualTo(SigV4.of(AwsPeer.SECRET, request));
  }

  @Test
  void whatWasNotTakenIsTold() {
    aws.answers(429, "x-amzn-ErrorType: TooManyRequestsException\r\n", "{\"Reason\":\"x\"}");
    fails("f was not invoked: 429 TooManyRequestsException");
    aws.answers(403, "", "{\"__type\":\"AccessDeniedException\",\"Message\":\"s3cret\"}");
    fails("f was not invoked: 403 AccessDeniedException");
    aws.answers(200, "", "{}"); // somebody waited for it: not what was asked for
    fails("f was not invoked: 200 ");
    aws.peer.answers("");
    fails("f was not invoked: connection_lost, perhaps it was");
  }

  @Test
  void withoutKeysNothingIsInvoked() {
    var none =
        new LambdaInvoker(
            AwsPeer.calls(
                PATIENT, CompletableFuture.failedFuture(SdkClientException.create("none"))),
            "eu-west-1",
            aws.endpoint());
    assertThatThrownBy(() -> none.invoke("f", EVENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("f was not invoked: no credentials");
  }

  private void fails(String message) {
    assertThatThrownBy(() -> lambda.invoke("f", EVENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }
}
