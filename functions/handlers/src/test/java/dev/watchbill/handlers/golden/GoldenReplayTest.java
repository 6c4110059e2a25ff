package dev.watchbill.handlers.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.handlers.golden.Recording.Step;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replayer that lets everything pass would make every recording worthless. */
class GoldenReplayTest {
  private final Clock clock = new Clock();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | 1",
        "{\"a\":1} | {\"a\":1,\"b\":2}",
        "\"<<id>>\" | \"C-1_x\"",
        "\"<<int>>\" | 4",
        "\"<<any>>\" | null",
        "\"<<text:whatever>>\" | \"other words\"",
        "\"<<timestamp>>\" | \"2024-01-01T00:00:00.5Z\"",
        "\"<<re:a.c>>\" | \"abc\"",
        "\"<<url>>\" | \"http://h\"",
        "\"<<url:/x/?a=1&b=2>>\" | \"http://h/y/x?b=2&a=1\"",
        "{\"<<unordered>>\":[1,2]} | [2,1]",
        "{\"<<contains>>\":[1,3]} | [0,1,2,3]",
        "{\"<<contains>>\":[]} | []",
        "{\"<<length>>\":2} | [1,1]",
      })
  void matches(String want, String got) {
    assertThatCode(() -> Expectation.check(json(want), json(got), "body"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | 1.0",
        "1 | true",
        "null | false",
        "{\"a\":null} | {}",
        "[1] | [1,2]",
        "\"a\" | \"b\"",
        "\"<<id>>\" | \"a.b\"",
        "\"<<int>>\" | 4.0",
        "\"<<int>>\" | true",
        "\"<<text:whatever>>\" | \" \"",
        "\"<<timestamp>>\" | \"2024-01-01T00:00:00\"",
        "\"<<re:a.c>>\" | \"abcd\"",
        "\"<<url>>\" | \"/x\"",
        "\"<<url:/x/?a=1&b=2>>\" | \"http://h/x?a=1\"",
        "{\"<<unordered>>\":[1,2]} | [1,1]",
        "{\"<<contains>>\":[3,1]} | [1,2,3]",
        "{\"<<length>>\":2} | [1]",
      })
  void differs(String want, String got) {
    assertThatThrownBy(() -> Expectation.check(json(want), json(got), "body"))
        .isInstanceOf(Mismatch.class);
  }

  @Test
  void variablesAreOnlyWhatLooksLikeOne() throws Mismatch {
    Variables variables =
        new Variables(Map.of("i", "C1", "n", 5L), Instant.parse("2024-02-28T12:00:00Z"));
    assertThat(variables.in("{{i}}/{{ payload.x }}/{{n}}")).isEqualTo("C1/{{ payload.x }}/5");
    assertThat(variables.in("{{n}}")).isEqualTo(5L);
    assertThat(variables.in("{{today+2}} {{now-60}}")).isEqualTo("2024-03-01 2024-02-28T11:59:00Z");
    assertThatThrownBy(() -> variables.in("{{nope}}")).isInstanceOf(Mismatch.class);
  }

  @Test
  void aRetriedStepMovesTheClockUntilItMatches() {
    Recording recording =
        recording(
            Map.of(
                "method",
                "GET",
                "path",
                "/api/v1/x/",
                "retry_until",
                Map.of("seconds", 5L),
                "expect",
                Map.of("status", 200L)));
    GoldenReplay replay =
        new GoldenReplay(
            request -> Response.empty(clock.passed < 4 ? 404 : 200), clock, Map.of("token", "t"));
    assertThat(replay.hold(recording, Set.of())).isEmpty();
    assertThat(clock.passed).isEqualTo(4);
  }

  @Test
  void aStepThatNeverMatchesFails() {
    Recording recording =
        recording(Map.of("method", "GET", "path", "/x/", "expect", Map.of("status", 200L)));
    GoldenReplay replay =
        new GoldenReplay(request -> Response.empty(404), clock, Map.of("token", "t"));
    assertThat(replay.hold(recording, Set.of()))
        .hasValueSatisfying(why -> assertThat(why).contains("expected 200, got 404"));
    assertThat(replay.hold(recording, Set.of(1))).isEmpty();
  }

  @Test
  void anExceptionThatIsNoLongerTrueFails() {
    Recording recording =
        recording(Map.of("method", "GET", "path", "/x/", "expect", Map.of("status", 200L)));
    GoldenReplay replay =
        new GoldenReplay(request -> Response.empty(200), clock, Map.of("token", "t"));
    assertThat(replay.hold(recording, Set.of(1)))
        .hasValueSatisfying(why -> assertThat(why).contains("out of date"));
  }

  @Test
  void aDefectMustBecomeSane() {
    Recording recording =
        recording(
            Map.of(
                "method",
                "GET",
                "path",
                "/x/",
                "defect",
                true,
                "sane_status",
                List.of(400L),
                "expect",
                Map.of("status", 500L)));
    for (int status : new int[] {200, 400, 500}) {
      GoldenReplay replay =
          new GoldenReplay(request -> Response.empty(status), clock, Map.of("token", "t"));
      assertThat(replay.hold(recording, Set.of()).isEmpty()).isEqualTo(status == 400);
    }
  }

  private static Recording recording(Map<String, ? extends @Nullable Object> step) {
    return new Recording("area", "name", List.of(), List.of(new Step(1, Recording.object(step))));
  }

  private static @Nullable Object json(String text) throws Json.Malformed {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Clock implements GoldenReplay.Passing {
    private long passed;

    @Override
    public Instant now() {
      return Instant.EPOCH.plusSeconds(passed);
    }

    @Override
    public void pass(Duration duration) {
      passed += duration.toSeconds();
    }
  }
}
