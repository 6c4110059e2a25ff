package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.local.HttpRoutes.EmptyRemainder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The door does what an HTTP API does (DESIGN §5). */
class GatewayTest {

  private static final String TEMPLATE =
      """
      Things:
        Type: AWS::Serverless::Function
        Properties:
          Handler: Things::handleRequest
          Timeout: 1
          Events:
            Collection: { Type: HttpApi, Properties: { Method: ANY, Path: "/api/v1/things" } }
            Below: { Type: HttpApi, Properties: { Method: ANY, Path: "/api/v1/things/{proxy+}" } }
      Fallback:
        Type: AWS::Serverless::Function
        Properties:
          Handler: Fallback::handleRequest
          Timeout: 1
          Events:
            Default: { Type: HttpApi, Properties: {} }
      """;

  private final Fakes fakes = new Fakes();
  private Deployment deployment = start(EmptyRemainder.TO_PROXY);
  private Browser browser = new Browser(deployment.address());

  private Deployment start(EmptyRemainder emptyRemainder) {
    fakes.on("Fallback", (event, world) -> "{\"statusCode\":404,\"body\":\"fallback\"}");
    return Deployment.start(
        Fakes.template(TEMPLATE),
        Fakes.settings(true),
        fakes,
        Fakes.NO_TABLE,
        fakes.log::add,
        emptyRemainder,
        Instant.parse("2026-11-21T12:00:00.123Z"));
  }

  @BeforeEach
  void forget() {
    fakes.events.clear();
  }

  @AfterEach
  void stop() {
    deployment.close();
  }

  private void answers(String json) {
    deployment.close();
    fakes.on("Things", (event, world) -> json);
    deployment = start(EmptyRemainder.TO_PROXY);
    browser = new Browser(deployment.address());
  }

  private JsonNode event() {
    assertThat(fakes.events).hasSize(1);
    return fakes.events.getFirst();
  }

  @ParameterizedTest
  @EnumSource(EmptyRemainder.class)
  void withAndWithoutASlashIsAnsweredDirectly(EmptyRemainder emptyRemainder) throws Exception {
    deployment.close();
    fakes.on("Things", (event, world) -> "{\"statusCode\":200,\"body\":\"things\"}");
    deployment = start(emptyRemainder);
    browser = new Browser(deployment.address());

    assertThat(browser.post("/api/v1/things", "{}").body()).isEqualTo("things");
    assertThat(browser.post("/api/v1/things/id", "{}").body()).isEqualTo("things");
    assertThat(browser.post("/api/v1/things/id/", "{}").body()).isEqualTo("things");
    assertThat(browser.post("/api/v1/things/", "{}").body())
        .isEqualTo(emptyRemainder == EmptyRemainder.TO_PROXY ? "things" : "fallback");
    assertThat(browser.post("/elsewhere/", "{}").body()).isEqualTo("fallback");
    assertThat(fakes.events).allMatch(event -> event.path("body").asText().equals("{}"));
  }

  @Test
  void theEventIsPayloadTwo() throws Exception {
    browser.send(
        "PUT /api/v1/things/a%2Fb/?x=1&y=%20&x=2&z",
        "X-Two: a\r\nx-two: b\r\nCookie: k=v; l=w\r\nContent-Type: application/json\r\n",
        "{\"ü\":1}".getBytes(StandardCharsets.UTF_8));
    JsonNode event = event();
    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("ANY /api/v1/things/{proxy+}");
    assertThat(event.path("rawPath").asText()).isEqualTo("/api/v1/things/a%2Fb/");
    assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&y=%20&x=2&z");
    assertThat(event.path("queryStringParameters").toString())
        .isEqualTo("{\"x\":\"1,2\",\"y\":\" \",\"z\":\"\"}");
    assertThat(event.path("pathParameters").path("proxy").asText()).isEqualTo("a/b/");
    assertThat(event.path("headers").path("x-two").asText()).isEqualTo("a,b");
    assertThat(event.path("headers").has("cookie")).isFalse();
    assertThat(event.path("cookies").toString()).isEqualTo("[\"k=v\",\"l=w\"]");
    assertThat(event.path("body").asText()).isEqualTo("{\"ü\":1}");
    assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
    JsonNode context = event.path("requestContext");
    assertThat(context.path("http").path("method").asText()).isEqualTo("PUT");
    assertThat(context.path("http").path("path").asText()).isEqualTo("/api/v1/things/a%2Fb/");
    assertThat(context.path("http").path("sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.path("timeEpoch").asLong()).isEqualTo(1795262400123L);
    assertThat(context.path("time").asText()).isEqualTo("21/Nov/2026:12:00:00 +0000");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=utf-8,false",
    "text/plain,false",
    "application/x-www-form-urlencoded,true",
    "multipart/form-data; boundary=x,true",
    "application/octet-stream,true"
  })
  void whatIsNotTextTravelsAsBase64(String type, boolean encoded) throws Exception {
    byte[] body = "a=1".getBytes(StandardCharsets.UTF_8);
    browser.send("POST /api/v1/things", "Content-Type: " + type + "\r\n", body);
    assertThat(event().path("isBase64Encoded").asBoolean()).isEqualTo(encoded);
    assertThat(event().path("body").asText())
        .isEqualTo(encoded ? Base64.getEncoder().encodeToString(body) : "a=1");
  }

  @Test
  void bytesThatAreNotUtf8TravelAsBase64() throws Exception {
    browser.send(
        "POST /api/v1/things", "Content-Type: application/json\r\n", new byte[] {'"', -1, '"'});
    assertThat(event().path("isBase64Encoded").asBoolean()).isTrue();
  }

  @Test
  void anEventAboveSixMegabytesIsRefused() throws Exception {
    byte[] large = new byte[6 * 1024 * 1024];
    java.util.Arrays.fill(large, (byte) 'x');
    var reply = browser.send("POST /api/v1/things", "Content-Type: text/plain\r\n", large);
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
    byte[] binary = new byte[5 * 1024 * 1024]; // Base64 makes it larger
    assertThat(browser.send("POST /api/v1/things", "Content-Type: x/y\r\n", binary).status())
        .isEqualTo(413);
    byte[] huge = new byte[12 * 1024 * 1024];
    assertThat(browser.send("POST /api/v1/things", "", huge).status()).isEqualTo(413);
    assertThat(fakes.events).isEmpty();
    byte[] fits = new byte[5 * 1024 * 1024];
    java.util.Arrays.fill(fits, (byte) 'x');
    assertThat(browser.send("POST /api/v1/things", "Content-Type: text/plain\r\n", fits).status())
        .isEqualTo(200);
  }

  @Test
  void longAddressesAndHeadersAreRefused() throws Exception {
    assertThat(browser.get("/api/v1/things?x=" + "y".repeat(10_300)).status()).isEqualTo(414);
    assertThat(browser.send("GET /", "X: " + "y".repeat(10_300) + "\r\n", new byte[0]).status())
        .isEqualTo(431);
    assertThat(fakes.events).isEmpty();
    assertThat(browser.get("/api/v1/things?x=" + "y".repeat(9_000)).status()).isEqualTo(200);
  }

  @Test
  void theAnswerIsWhatTheFunctionSays() throws Exception {
    answers(
        "{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/html\",\"Content-Length\":\"9\"},"
            + "\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"aGk=\",\"isBase64Encoded\":true}");
    var reply = browser.get("/api/v1/things");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).isEqualTo("hi");
    assertThat(reply.header("content-type")).isEqualTo("text/html");
    assertThat(reply.headers())
        .anyMatch(line -> line.equalsIgnoreCase("set-cookie: a=1"))
        .anyMatch(line -> line.equalsIgnoreCase("set-cookie: b=2"))
        .anyMatch(line -> line.equalsIgnoreCase("content-length: 2"));
  }

  @Test
  void anAnswerWithoutStatusIsTheBody() throws Exception {
    answers("{\"a\":1}");
    var reply = browser.get("/api/v1/things");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"a\":1}");
    assertThat(reply.header("content-type")).isEqualTo("application/json");
  }

  @Test
  void headAnswersWithTheLengthAndNoBody() throws Exception {
    answers("{\"statusCode\":200,\"body\":\"four\"}");
    var reply = browser.send("HEAD /api/v1/things", "", new byte[0]);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("content-length")).isEqualTo("4");
    assertThat(reply.body()).isEmpty();
    assertThat(event().path("requestContext").path("http").path("method").asText())
        .isEqualTo("HEAD");
  }

  @Test
  void noContentHasNoBody() throws Exception {
    answers("{\"statusCode\":204}");
    var reply = browser.send("DELETE /api/v1/things/x", "", new byte[0]);
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json",
        "{\"statusCode\":\"many\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":200,\"body\":\"!\",\"isBase64Encoded\":true}"
      })
  void anAnswerThatMakesNoSenseIsAServerError(String answer) throws Exception {
    answers(answer);
    var reply = browser.get("/api/v1/things");
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void aFunctionThatThrowsIsAServerError() throws Exception {
    fakes.on(
        "Things",
        (event, world) -> {
          throw new IllegalStateException("broken on purpose");
        });
    deployment.close();
    deployment = start(EmptyRemainder.TO_PROXY);
    browser = new Browser(deployment.address());
    assertThat(browser.get("/api/v1/things").status()).isEqualTo(500);
    assertThat(fakes.log).anyMatch(line -> line.contains("broken on purpose"));
    assertThat(browser.get("/elsewhere").status()).isEqualTo(404);
  }

  @Test
  void aFunctionThatRunsOutOfTimeIsUnavailable() throws Exception {
    var never = new CountDownLatch(1);
    fakes.on(
        "Things",
        (event, world) -> {
          never.await();
          return "";
        });
    deployment.close();
    deployment = start(EmptyRemainder.TO_PROXY);
    browser = new Browser(deployment.address());
    var reply = browser.get("/api/v1/things");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
  }

  @Test
  void theRunnersOwnPages() throws Exception {
    assertThat(browser.get("/-/ready").status()).isEqualTo(200);
    assertThat(browser.get("/-/ready/").status()).isEqualTo(200);
    assertThat(browser.get("/-/nothing").status()).isEqualTo(404);
    assertThat(browser.get("/-/clock").body())
        .isEqualTo("{\"clock\":\"manual\",\"now\":\"2026-11-21T12:00:00.123Z\"}");
    Delivery page =
        new Delivery(
            Delivery.id("O1", "page"),
            "O1",
            Delivery.Purpose.PAGE,
            DeliveryChannel.EMAIL,
            "a@b",
            "U1",
            List.of("I1"),
            false,
            "notify_by_email",
            1,
            false,
            "a step",
            Map.of(),
            Delivery.State.CLAIMED,
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null,
            List.of(),
            Instant.EPOCH,
            1);
    deployment
        .outbox()
        .keep(page, "a@b", new Message.Mail("disk", "full", "<p>"), "http://x/a/1", Instant.EPOCH);
    assertThat(browser.get("/-/outbox").body())
        .isEqualTo(
            "{\"dropped\":0,\"deliveries\":[{\"at\":\"1970-01-01T00:00:00Z\",\"channel\":\"email\","
                + "\"to\":\"a@b\",\"user\":\"U1\",\"alert_group\":\"I1\",\"alert_groups\":[\"I1\"],"
                + "\"important\":false,\"rule\":\"notify_by_email\",\"purpose\":\"page\",\"delivery\":\""
                + page.id()
                + "\",\"reason\":\"a step\",\"answer_url\":\"http://x/a/1\",\"content\":"
                + "{\"subject\":\"disk\",\"text\":\"full\",\"html\":\"<p>\"}}]}");
    assertThat(browser.send("DELETE /-/outbox", "", new byte[0]).status()).isEqualTo(200);
    assertThat(browser.get("/-/outbox").body()).isEqualTo("{\"dropped\":0,\"deliveries\":[]}");
    assertThat(fakes.events).isEmpty();
  }
}
