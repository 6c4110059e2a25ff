package dev.watchbill.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.alert.PlainJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules as they are read and checked (§2.2 to §2.6), and the replacement of a group (§2.7). */
class RuleGroupTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final String RULE =
      "{'uid':'%s','title':'%s','folderUID':'f','ruleGroup':'g','condition':'A','noDataState':'OK',"
          + "'execErrState':'Error','for':'5m0s','data':[{'refId':'A','datasourceUid':'__expr__',"
          + "'model':{'x':1}}]}";

  private static Checked<RuleGroup> group(String json) {
    return RuleGroup.read(PlainJson.parse(json.replace('\'', '"')), "f", "g");
  }

  private static Checked<AlertRule> rule(String json) {
    return AlertRule.read(PlainJson.parse(json.replace('\'', '"')));
  }

  private static <T> T accepted(Checked<T> checked) {
    return switch (checked) {
      case Accepted<T>(T value) -> value;
      case Refused<T>(List<Flaw> flaws) -> throw new AssertionError(flaws);
    };
  }

  private static <T> List<String> reasons(Checked<T> checked) {
    return checked instanceof Refused<T>(List<Flaw> flaws)
        ? flaws.stream().map(Flaw::text).toList()
        : List.of();
  }

  private static AlertRule stored(long id, String uid, int position, Provenance provenance) {
    return accepted(rule(RULE.formatted(uid, "rule " + uid)))
        .identifiedAs(id, uid)
        .placed("f", "g", position)
        .written(Instant.EPOCH, provenance);
  }

  private static Checked<RuleGroupChange> put(
      String json, List<AlertRule> present, Map<String, AlertRule> elsewhere, Provenance by) {
    return RuleGroupChange.decide(
        accepted(group(json)), present, 60, elsewhere, by, NOW, () -> "made");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "5m0s" | 5m
          "24h"  | 1d
          "168h" | 1w
          "0"    | 0s
          "90s"  | 1m30s
          ""     | 0s
          null   | 0s
          300000000000 | 5m
          "365d" | 365d
          """)
  void durationsInAnyForm(String submitted, String printed) { // A5, A6
    String json = RULE.formatted("u", "t").replace("'5m0s'", submitted);
    assertThat(accepted(rule(json)).toPlain(1)).containsEntry("for", printed);
  }

  @Test
  void answersHaveTheirFields() {
    assertThat(accepted(rule(RULE.formatted("u", "t"))).toPlain(7))
        .containsEntry("orgID", 7L)
        .containsEntry("noDataState", "OK")
        .containsEntry("keep_firing_for", "0s")
        .containsEntry("notification_settings", null)
        .containsEntry("record", null)
        .containsEntry("isPaused", false)
        .doesNotContainKeys("provenance", "labels", "annotations", "missingSeriesEvalsToResolve")
        .extractingByKey("data")
        .hasToString(
            "[{refId=A, queryType=, relativeTimeRange={from=0, to=0}, datasourceUid=__expr__,"
                + " model={x=1, maxDataPoints=43200, intervalMs=1000}}]");
  }

  @Test
  void everyFlawOfARuleIsNamed() {
    assertThat(
            reasons(
                rule(
                    "{'uid':'a b','for':'-1m','noDataState':'Error','labels':{'__alert_rule_uid__':"
                        + "'x'},'annotations':{'__panelId__':'x'},'missingSeriesEvalsToResolve':0,"
                        + "'data':[{'refId':'A','datasourceUid':'p'}],'notification_settings':"
                        + "{'group_by':['team'],'group_interval':'0s'}}")))
        .containsExactly(
            "invalid relative time range",
            "unknown NoData state option Error",
            "unknown Error state option ",
            "field `for` cannot be negative",
            "field `missing_series_evals_to_resolve` must be greater than 0",
            "receiver must be specified",
            "group_by must contain alertname and grafana_folder, or be only '...'",
            "group_interval must be greater than zero",
            "cannot create rule with UID 'a b': uid contains illegal characters",
            "title is empty",
            "folderUID must be set",
            "ruleGroup must be set",
            "both annotations __dashboardUid__ and __panelId__ must be specified",
            "annotation __panelId__ must be a valid integer Panel ID",
            "system reserved label __alert_rule_uid__ cannot be defined");
    assertThat(reasons(rule("{}"))).contains("no queries or expressions are found");
  }

  @Test
  void recordingRulesHaveNoStates() {
    String json =
        RULE.formatted("u", "t")
            .replace("'OK'", "'whatever'")
            .replace("'condition'", "'record':{'metric':'a:b','from':'A'},'condition'");
    AlertRule rule = accepted(rule(json));
    assertThat(rule.noDataState()).isNull();
    assertThat(rule.toPlain(1)).containsEntry("record", Map.of("metric", "a:b", "from", "A"));
    assertThat(reasons(rule(json.replace("a:b", "1a").replace("'from':'A'", "'from':'B'"))))
        .containsExactly(
            "metric name for recording rule must be a valid Prometheus metric name",
            "from names no query of the rule");
  }

  @Test
  void referencesOfSettingsAreCheckedApart() {
    String json =
        RULE.formatted("u", "t")
            .replace(
                "'condition'",
                "'notification_settings':{'receiver':'r','mute_time_intervals':['m']},'condition'");
    NotificationSettings settings =
        Objects.requireNonNull(accepted(rule(json)).notificationSettings());
    assertThat(settings.danglingReferences(Set.of(), Set.of()))
        .extracting(Flaw::text)
        .containsExactly("receiver 'r' does not exist", "mute time interval 'm' does not exist");
    assertThat(settings.danglingReferences(Set.of("r"), Set.of("m"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"15, 15s", "0, 0s", "-10, -10s", "65, 1m5s"})
  void intervalsAreMultiplesOfTen(long interval, String printed) { // A4
    List<String> reasons = reasons(group("{'interval':" + interval + ",'rules':[]}"));
    if (interval % 10 == 0 && interval > 0) {
      assertThat(reasons).isEmpty();
    } else {
      assertThat(reasons)
          .containsExactly(
              "interval ("
                  + printed
                  + ") should be non-zero and divided exactly by scheduler interval: 10");
    }
  }

  @Test
  void theIntervalAlone() { // A3
    List<AlertRule> present = List.of(stored(1, "a", 1, Provenance.API));
    RuleGroupChange change = accepted(put("{'interval':30}", present, Map.of(), Provenance.API));
    assertThat(change.updated()).containsExactly(present.getFirst().written(NOW, Provenance.API));
    assertThat(change.intervalChanges()).isTrue();
    assertThat(accepted(put("{'interval':60}", present, Map.of(), Provenance.API)).none()).isTrue();
  }

  @Test
  void noRulesDeleteTheGroup() {
    List<AlertRule> present = List.of(stored(1, "a", 1, Provenance.API));
    RuleGroupChange change =
        accepted(put("{'interval':60,'rules':[]}", present, Map.of(), Provenance.API));
    assertThat(change.deleted()).isEqualTo(present);
    assertThat(change.intervalChanges()).isFalse();
  }

  @Test
  void updatesMovesInsertsAndDeletes() {
    AlertRule kept = stored(1, "kept", 2, Provenance.API);
    AlertRule gone = stored(2, "gone", 1, Provenance.NONE);
    AlertRule moved = stored(3, "moved", 1, Provenance.API).placed("f2", "g2", 4);
    String json =
        "{'interval':60,'rules':["
            + String.join(
                ",",
                RULE.formatted("moved", "m"),
                RULE.formatted("kept", "rule kept"),
                RULE.formatted("own", "o"),
                RULE.formatted("", "n"))
            + "]}";
    RuleGroupChange change =
        accepted(put(json, List.of(gone, kept), Map.of("moved", moved), Provenance.NONE));
    assertThat(change.deleted()).containsExactly(gone);
    assertThat(change.updated()) // kept is at its place; its provenance is another
        .extracting(RuleGroupTest::place)
        .containsExactly("3 moved f/g 1", "1 kept f/g 2");
    RuleGroupChange asBefore =
        accepted(put(json, List.of(gone, kept), Map.of("moved", moved), Provenance.API));
    assertThat(asBefore.updated()) // now it is unchanged
        .extracting(RuleGroupTest::place)
        .containsExactly("3 moved f/g 1");
    assertThat(change.inserted())
        .extracting(RuleGroupTest::place)
        .containsExactly("0 own f/g 3", "0 made f/g 4");
    assertThat(change.inserted().getFirst().updated()).isEqualTo(NOW);
  }

  private static String place(AlertRule rule) {
    return "%d %s %s/%s %d"
        .formatted(rule.id(), rule.uid(), rule.folderUid(), rule.ruleGroup(), rule.position());
  }

  @Test
  void nothingLeavesAFile() {
    List<AlertRule> present = List.of(stored(1, "a", 1, Provenance.FILE));
    for (String json : List.of("{'interval':30}", "{'interval':60,'rules':[]}")) {
      assertThat(reasons(put(json, present, Map.of(), Provenance.API)))
          .containsExactly("cannot change provenance from 'file' to 'api'");
    }
    assertThat(
            reasons(
                put(
                    "{'interval':60,'rules':[" + RULE.formatted("a", "other") + "]}",
                    present,
                    Map.of(),
                    Provenance.NONE)))
        .containsExactly("cannot change provenance from 'file' to ''");
  }

  @Test
  void oneUidIsOneRule() {
    String rule = RULE.formatted("a", "t");
    assertThat(
            reasons(
                put(
                    "{'interval':60,'rules':[" + rule + "," + rule + "]}",
                    List.of(),
                    Map.of(),
                    Provenance.API)))
        .containsExactly("rule UID 'a' is used twice");
  }

  /** Of every group and every switch: it is made, it is refused, or there was none to make. */
  @ParameterizedTest
  @EnumSource(Provenance.class)
  void provenanceAloneIsAChange(Provenance from) {
    for (Provenance by : List.of(Provenance.API, Provenance.NONE)) {
      List<AlertRule> present = List.of(stored(1, "a", 1, from), stored(2, "b", 2, by));
      String rules = RULE.formatted("a", "rule a") + "," + RULE.formatted("b", "rule b");
      for (String json : List.of("{'interval':60}", "{'interval':60,'rules':[" + rules + "]}")) {
        Checked<RuleGroupChange> change = put(json, present, Map.of(), by);
        if (from.refusalToBecome(by).isPresent()) {
          assertThat(reasons(change)).hasSize(1);
        } else if (from == by) {
          assertThat(accepted(change).none()).isTrue();
        } else {
          assertThat(accepted(change).updated())
              .containsExactly(present.getFirst().written(NOW, by));
          assertThat(accepted(change).intervalChanges()).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, API, true", "NONE, FILE, true", "API, API, true", "API, NONE, true",
    "FILE, FILE, true", "FILE, API, false", "FILE, NONE, false", "API, FILE, false",
    "CONVERTED_PROMETHEUS, NONE, false"
  })
  void provenanceRules(Provenance from, Provenance to, boolean allowed) { // §1.5
    assertThat(from.refusalToBecome(to).isEmpty()).isEqualTo(allowed);
  }

  @Test
  void uids() {
    assertThat(Uids.flaw("a-Z_09")).isEmpty();
    assertThat(Uids.flaw("x".repeat(41))).contains("uid is longer than 40 symbols");
    assertThat(Uids.flaw("é")).contains("uid contains illegal characters");
    @Nullable Object wrong = PlainJson.parse("{\"interval\":60,\"rules\":[5]}");
    assertThat(reasons(RuleGroup.read(wrong, "f", "g"))).contains("must be an object");
  }
}
