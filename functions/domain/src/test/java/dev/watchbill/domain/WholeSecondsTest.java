package dev.watchbill.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeSecondsTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S,0",
    "PT-1S,0",
    "PT-0.000000001S,0",
    "PT0.000000001S,1",
    "PT0.000001S,1",
    "PT0.000999999S,1",
    "PT0.001S,1",
    "PT1S,1",
    "PT1.0000005S,2",
    "PT59.999999999S,60"
  })
  void roundsUpFromTheNanosecond(Duration wait, long seconds) {
    assertThat(WholeSeconds.covering(wait)).isEqualTo(seconds);
  }

  @Test
  void nobodyComesEarlyAndNobodyWaitsASecondLonger() {
    long seed = 20261130;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Duration wait = Duration.ofNanos(random.nextLong(1, 1L << random.nextInt(1, 60)));
      Duration whole = Duration.ofSeconds(WholeSeconds.covering(wait));
      assertThat(whole).as("seed " + seed + ", " + wait).isGreaterThanOrEqualTo(wait);
      assertThat(whole.minus(wait)).as("seed " + seed).isLessThan(Duration.ofSeconds(1));
    }
  }
}
