package dev.watchbill.domain.rule.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelDurationsTest {

  @ParameterizedTest
  @CsvSource({
    "60s, 60",
    "1m, 60",
    "2h, 7200",
    "1d, 86400",
    "10s, 10",
    "1s, 1",
    "5 m, 300",
    "1h30m, 3600"
  })
  void readsHowOften(String text, long seconds) {
    assertThat(PanelDurations.frequency(text))
        .isEqualTo(new Accepted<>(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | \"evaluate every\" field could not be parsed",
        "60 | \"evaluate every\" field could not be parsed",
        "m | \"evaluate every\" field could not be parsed",
        "-1m | \"evaluate every\" field could not be parsed",
        "10S | \"evaluate every\" field could not be parsed",
        "9999999999s | \"evaluate every\" field could not be parsed",
        "999999999d | \"evaluate every\" field could not be parsed",
        "0s | \"evaluate every\" cannot be zero or below",
        "10ms | time unit not supported. supported units: [s m h d]",
        "1w | time unit not supported. supported units: [s m h d]",
        "1fortnight | time unit not supported. supported units: [s m h d]",
      })
  void saysWhyItCannotReadHowOften(String text, String reason) {
    assertThat(reason(PanelDurations.frequency(text))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "0, 0", "5m, 300", "1h30m, 5400", "1.5h, 5400", "1d, 86400", "0s, 0"})
  void readsHowLongItMustHold(String text, long seconds) {
    assertThat(PanelDurations.pending(text)).isEqualTo(new Accepted<>(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | no specified unit, error: time unit not supported. supported units: [s m h d]",
        "5w | could not parse for field, error: time unit not supported. supported units: [s m h d]",
        "-5m | Could not parse for field",
        "m5 | Could not parse for field",
      })
  void saysWhyItCannotReadHowLong(String text, String reason) {
    assertThat(reason(PanelDurations.pending(text))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"5m, now, 300, 0", "now-1h, now-1m, 3600, 60", "1d, 30s, 86400, 30"})
  void readsTheEndsOfAQuery(String from, String to, long begins, long ends) {
    assertThat(PanelDurations.from(from)).isEqualTo(new Accepted<>(Duration.ofSeconds(begins)));
    assertThat(PanelDurations.to(to)).isEqualTo(new Accepted<>(Duration.ofSeconds(ends)));
  }

  @ParameterizedTest
  @CsvSource({"now", "x", "now+5m", "-5m"})
  void refusesAnUnreadableBeginning(String from) {
    assertThat(reason(PanelDurations.from(from)))
        .isEqualTo("the end \"from\" of a query could not be parsed: " + from);
  }

  private static String reason(Checked<Duration> read) {
    return read instanceof Refused<Duration> refused ? refused.reason() : "accepted " + read;
  }
}
