package dev.watchbill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.LabelFingerprints.Verdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec oncall-behaviour §4.6. */
class LabelFingerprintsTest {

  @ParameterizedTest
  @CsvSource({
    "'', KEEP",
    "f1, KEEP",
    "r1, RESOLVE",
    "f1 r1, RESOLVE",
    "f1 f2 r1, KEEP",
    "f1 f2 r1 r2, RESOLVE",
    "f1 f1 r1, RESOLVE",
    "f1 r1 f1, KEEP",
    "f1 r1 f1 r1, RESOLVE",
    "r1 f1 r2, KEEP",
    "f1 f2 f3 r3 r1 r2, RESOLVE",
    "f1 x, KEEP",
    "x r1, KEEP", // an alert without labels fires too
  })
  void everyFiringSetMustHaveBeenResolved(String story, Verdict verdict) {
    List<@Nullable Object> payloads =
        Arrays.stream(story.split(" "))
            .filter(step -> !step.isEmpty())
            .<@Nullable Object>map(LabelFingerprintsTest::alert)
            .toList();
    assertThat(LabelFingerprints.check(payloads)).isEqualTo(verdict);
  }

  @Test
  void theOrderOfLabelsDoesNotCount() {
    assertThat(
            LabelFingerprints.check(
                List.of(
                    RulesFixture.payload(
                        "{'status':'firing','labels':{'a':'1','b':{'c':1,'d':2}}}"),
                    RulesFixture.payload(
                        "{'status':'resolved','labels':{'b':{'d':2,'c':1},'a':'1'}}"))))
        .isEqualTo(Verdict.RESOLVE);
  }

  @Test
  void aGroupThatIsTooBigIsGivenUp() {
    assertThat(LabelFingerprints.check(Collections.nCopies(500, alert("r1"))))
        .isEqualTo(Verdict.RESOLVE);
    assertThat(LabelFingerprints.check(Collections.nCopies(501, alert("r1"))))
        .isEqualTo(Verdict.TOO_BIG);
  }

  private static Object alert(String step) {
    return step.equals("x")
        ? "text"
        : Map.of(
            "status",
            step.charAt(0) == 'f' ? "firing" : "resolved",
            "labels",
            Map.of("alertname", step.substring(1)));
  }
}
