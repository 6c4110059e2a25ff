package dev.watchbill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.LabelFingerprints.Seen;
import dev.watchbill.domain.alert.LabelFingerprints.Verdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    List<Seen> alerts =
        Arrays.stream(story.split(" "))
            .filter(step -> !step.isEmpty())
            .map(step -> Seen.in(alert(step)))
            .toList();
    assertThat(LabelFingerprints.check(alerts)).isEqualTo(verdict);
  }

  @Test
  void theOrderOfLabelsDoesNotCount() {
    assertThat(
            LabelFingerprints.check(
                List.of(
                    seen("{'status':'firing','labels':{'a':'1','b':{'c':1,'d':2}}}"),
                    seen("{'status':'resolved','labels':{'b':{'d':2,'c':1},'a':'1'}}"))))
        .isEqualTo(Verdict.RESOLVE);
  }

  /** A digest stands for the labels, so each difference must be in it. */
  @Test
  void otherLabelsAreOthers() {
    List<String> different =
        List.of(
            "null",
            "{}",
            "[]",
            "''",
            "'1'",
            "1",
            "1.5",
            "true",
            "[1]",
            "[[1]]",
            "[1,1]",
            "{'a':1}",
            "{'a':'1'}",
            "{'a':{}}",
            "{'a':[]}",
            "{'a':null}",
            "{'a':1,'b':1}",
            "{'a':{'b':1}}",
            "{'ab':1}",
            "{'a':'b'}",
            "['a','b']",
            "['ab']",
            "'a'");
    Set<String> digests = new HashSet<>();
    for (String labels : different) digests.add(seen("{'labels':" + labels + "}").labels());
    assertThat(digests).hasSize(different.size());
  }

  private static Seen seen(String payload) {
    return Seen.in(RulesFixture.payload(payload));
  }

  @Test
  void aGroupThatIsTooBigIsGivenUp() {
    assertThat(LabelFingerprints.check(Collections.nCopies(500, Seen.in(alert("r1")))))
        .isEqualTo(Verdict.RESOLVE);
    assertThat(LabelFingerprints.check(Collections.nCopies(501, Seen.in(alert("r1")))))
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
