package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Answers near and beyond what a function may answer. */
class LargeAnswersTest {
  private static final class Repeating extends HttpFunction {
    Repeating(int length) {
      super(request -> Response.text(200, "text/plain", "x".repeat(length)));
    }
  }

  private static Map<?, ?> answer(int length, String encoding) throws Exception {
    String event =
        Json.write(
            Map.of(
                "rawPath",
                "/x",
                "headers",
                Map.of("Accept-Encoding", encoding),
                "requestContext",
                Map.of("http", Map.of("method", "GET"))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Repeating(length).handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, null);
    return (Map<?, ?>) java.util.Objects.requireNonNull(Json.read(out.toByteArray()));
  }

  @Test
  void aLargeOneIsCompressedForWhoTakesThat() throws Exception {
    Map<?, ?> answer = answer(7_000_000, "br, gzip");

    assertThat(answer.get("isBase64Encoded")).isEqualTo(true);
    assertThat(String.valueOf(answer.get("headers"))).contains("content-encoding=gzip");
    byte[] body = Base64.getDecoder().decode(String.valueOf(answer.get("body")));
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      assertThat(gzip.readAllBytes()).hasSize(7_000_000);
    }
  }

  @Test
  void othersAreToldWhenItIsTooLarge() throws Exception {
    assertThat(answer(7_000_000, "identity").get("statusCode")).isEqualTo(413L);
    assertThat(answer(5_000_000, "identity").get("statusCode")).isEqualTo(200L);
  }

  @Test
  void aSmallOneGoesAsItIs() throws Exception {
    assertThat(answer(1_000, "gzip").get("isBase64Encoded")).isEqualTo(false);
  }
}
