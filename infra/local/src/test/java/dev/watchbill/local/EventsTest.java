package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code events/} is named {@code <function>.<trigger>.json} and is what AWS sends;
 * what it is answered is {@link EventAnswersTest}'s.
 */
class EventsTest {

  static List<Path> events() throws IOException {
    return Repository.files(Repository.ROOT.resolve("events"), ".json");
  }

  @Test
  void everyFunctionHasAnEventForEachOfItsTriggers() throws IOException {
    Template template = TemplateReader.read(Repository.template());
    Set<String> wanted = new TreeSet<>();
    template.routes().forEach(route -> wanted.add(route.function() + ".http.json"));
    template.schedules().forEach(rule -> wanted.add(rule.function() + ".schedule.json"));
    template.queueSources().forEach(source -> wanted.add(source.function() + ".sqs.json"));
    List<String> there = new ArrayList<>();
    events().forEach(file -> there.add(file.getFileName().toString()));
    assertThat(there).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** Each file says what AWS's own class of the event reads from it. */
  @ParameterizedTest
  @MethodSource("events")
  void awsReadsTheSame(Path file) throws Exception {
    byte[] event = Files.readAllBytes(file);
    JsonNode json = Json.read(event).orElseThrow();
    switch (file.getFileName().toString().split("\\.", -1)[1]) {
      case "http" -> {
        var http = read(event, APIGatewayV2HTTPEvent.class);
        assertThat(http.getRawPath()).isEqualTo(json.path("rawPath").asText());
        assertThat(http.getRawQueryString()).isEqualTo(json.path("rawQueryString").asText());
        assertThat(http.getRequestContext().getHttp().getMethod())
            .isEqualTo(json.path("requestContext").path("http").path("method").asText());
      }
      case "sqs" ->
          assertThat(read(event, SQSEvent.class).getRecords())
              .isNotEmpty()
              .first()
              .satisfies(
                  message ->
                      assertThat(message.getBody())
                          .isEqualTo(json.path("Records").path(0).path("body").asText()));
      default ->
          assertThat(read(event, ScheduledEvent.class).getDetailType())
              .isEqualTo("Scheduled Event");
    }
  }

  private static <T> T read(byte[] event, Class<T> type) {
    return LambdaEventSerializers.serializerFor(type, EventsTest.class.getClassLoader())
        .fromJson(new ByteArrayInputStream(event));
  }

  /** An event must be one that the gateway would send there. */
  @ParameterizedTest
  @MethodSource("events")
  void anHttpEventBelongsToItsRoute(Path file) throws Exception {
    String[] name = file.getFileName().toString().split("\\.", -1);
    JsonNode event = Json.read(Files.readAllBytes(file)).orElseThrow();
    if (!name[1].equals("http")) {
      assertThat(event.has("Records") || event.has("detail-type")).isTrue();
      return;
    }
    HttpRoutes routes =
        new HttpRoutes(
            TemplateReader.read(Repository.template()).routes(),
            HttpRoutes.EmptyRemainder.TO_PROXY);
    JsonNode http = event.path("requestContext").path("http");
    assertThat(routes.find(http.path("method").asText(), event.path("rawPath").asText()))
        .get()
        .satisfies(
            match -> {
              assertThat(match.route().function()).isEqualTo(name[0]);
              assertThat(match.route().key()).isEqualTo(event.path("routeKey").asText());
            });
  }
}
