package dev.watchbill.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.alert.PlainJson;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded row about durations, matchers, label sets, time intervals and routing. */
class PolicyGoldenTest {

  @TestFactory
  Stream<DynamicTest> durations() {
    return AlertingGolden.rows(
        "durations",
        215,
        row -> {
          String input = row.get("input").textValue();
          duration(row.get("prometheus"), PrometheusDuration.parse(input));
          duration(row.get("prometheus_allow_negative"), PrometheusDuration.parseSigned(input));
          duration(row.get("go"), GoDuration.parse(input));
        });
  }

  private static void duration(JsonNode expected, Checked<Duration> actual) {
    if (actual instanceof Accepted<Duration>(Duration value)) {
      assertThat(expected.get("valid").booleanValue()).isTrue();
      assertThat(value.toNanos()).isEqualTo(expected.get("ns").asLong());
      assertThat(PrometheusDuration.print(value))
          .isEqualTo(expected.get("prometheus_string").textValue());
      assertThat(GoDuration.print(value)).isEqualTo(expected.get("go_string").textValue());
    } else {
      assertThat(expected.get("valid").booleanValue()).as("%s", actual).isFalse();
    }
  }

  @TestFactory
  Stream<DynamicTest> matchers() {
    return AlertingGolden.rows(
        "matchers",
        400,
        row -> {
          if (row.get("kind").textValue().equals("triple")) {
            triple(row);
          } else {
            texts(row);
          }
        });
  }

  private static void triple(JsonNode row) {
    Checked<Matcher> read =
        PolicyReader.triple((List<?>) Objects.requireNonNull(plain(row.get("triple"))));
    assertThat(read instanceof Accepted).as("%s", read).isEqualTo(row.get("valid").booleanValue());
    if (read instanceof Accepted<Matcher>(Matcher matcher)) {
      assertThat(asTriple(matcher)).isEqualTo(stored(row.get("stored")));
      assertThat(matcher).hasToString(row.get("printed").textValue());
      for (JsonNode test : row.path("tests")) {
        assertThat(matcher.holds(labels(test.get("labels"))))
            .as("%s", test)
            .isEqualTo(test.get("match").booleanValue());
      }
    }
  }

  private static void texts(JsonNode row) {
    String input = row.get("input").textValue();
    for (MatcherDialect dialect : MatcherDialect.values()) {
      String name = dialect.name().toLowerCase(Locale.ROOT);
      Checked<List<Matcher>> list = dialect.list(input);
      matchers(row.get("list").get(name), list, name + " list");
      Checked<List<Matcher>> single =
          switch (dialect.single(input)) {
            case Accepted<Matcher>(Matcher matcher) -> Checked.accepted(List.of(matcher));
            case Refused<Matcher>(List<Flaw> flaws) -> new Refused<>(flaws);
          };
      matchers(row.get("single").get(name), single, name + " single");
      for (JsonNode test : row.path("tests")) {
        Boolean expected = test.get(name).isNull() ? null : test.get(name).booleanValue();
        Map<String, String> labels = labels(test.get("labels"));
        Boolean actual =
            list instanceof Accepted<List<Matcher>>(List<Matcher> all)
                ? all.stream().allMatch(matcher -> matcher.holds(labels))
                : null;
        assertThat(actual).as("%s %s", name, test).isEqualTo(expected);
      }
    }
  }

  private static void matchers(JsonNode expected, Checked<List<Matcher>> actual, String name) {
    assertThat(actual instanceof Accepted)
        .as("%s %s", name, actual)
        .isEqualTo(expected.get("valid").booleanValue());
    if (actual instanceof Accepted<List<Matcher>>(List<Matcher> matchers)) {
      List<List<String>> wanted = new ArrayList<>();
      expected.get("matchers").forEach(each -> wanted.add(stored(each)));
      assertThat(matchers.stream().map(PolicyGoldenTest::asTriple)).as(name).isEqualTo(wanted);
      assertThat(Matcher.print(matchers)).isEqualTo(expected.get("printed").textValue());
    }
  }

  private static List<String> asTriple(Matcher matcher) {
    return List.of(matcher.label(), matcher.operator().sign(), matcher.value());
  }

  private static List<String> stored(JsonNode matcher) {
    return List.of(
        matcher.get("name").textValue(),
        matcher.get("op").textValue(),
        matcher.get("value").textValue());
  }

  /** The order-independent fingerprint in these rows is used for nothing and not implemented. */
  @TestFactory
  Stream<DynamicTest> fingerprints() {
    return AlertingGolden.rows(
        "fingerprints",
        120,
        row -> {
          Map<String, String> labels = labels(row.get("labels"));
          LabelSet set = LabelSet.of(labels);
          assertThat(set.fingerprint()).isEqualTo(row.get("fingerprint").textValue());
          assertThat(set).hasToString(row.get("printed").textValue());

          RoutedPolicy policy = childGroupedByAll(row.get("child_matchers"));
          assertThat(policy.routeKey()).isEqualTo(row.get("route_key").textValue());
          String key = policy.groupKey(labels);
          assertThat(key).isEqualTo(row.get("group_key").textValue());
          assertThat(RoutedPolicy.hashed(key)).isEqualTo(row.get("group_key_sha256").textValue());
        });
  }

  /** The matchers of these rows are no wire triples: nothing is taken off their values. */
  private static RoutedPolicy childGroupedByAll(JsonNode triples) {
    List<Matcher> matchers = new ArrayList<>();
    for (JsonNode triple : triples) {
      Operator operator = Operator.ofSign(triple.get(1).textValue()).orElseThrow();
      matchers.add(new Matcher(triple.get(0).textValue(), operator, triple.get(2).textValue()));
    }
    NotificationPolicy root =
        Policies.root("r", List.of(Policies.child(List.of("..."), matchers, List.of())));
    return PolicyTree.of(root).policies().getLast();
  }

  @TestFactory
  Stream<DynamicTest> timeIntervals() {
    return AlertingGolden.rows(
        "timeintervals",
        300,
        row -> {
          Checked<List<TimeInterval>> read =
              MuteTiming.readIntervals(plain(row.get("time_intervals")));
          assertThat(read instanceof Accepted)
              .as("%s", read)
              .isEqualTo(row.get("valid").booleanValue());
          if (read instanceof Accepted<List<TimeInterval>>(List<TimeInterval> intervals)) {
            assertThat(intervals.stream().map(TimeInterval::toPlain).toList())
                .isEqualTo(plain(row.get("printed")));
            for (JsonNode instant : row.path("instants")) {
              assertThat(
                      MuteTiming.contains(
                          intervals, OffsetDateTime.parse(instant.get(0).textValue()).toInstant()))
                  .as("%s", instant)
                  .isEqualTo(instant.get(1).booleanValue());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> validation() {
    JsonNode file = AlertingGolden.file("policy-validation");
    Set<String> receivers = Set.copyOf(texts("known_receivers", file));
    Set<String> timings = Set.copyOf(texts("known_time_intervals", file));
    return AlertingGolden.rows(
        "policy-validation",
        77,
        row -> {
          Checked<NotificationPolicy> read = NotificationPolicy.read(plain(row.get("policies")));
          List<Flaw> flaws =
              switch (read) {
                case Accepted<NotificationPolicy>(NotificationPolicy policy) ->
                    policy.danglingReferences(receivers, timings);
                case Refused<NotificationPolicy>(List<Flaw> found) -> found;
              };
          assertThat(flaws.isEmpty()).as("%s", flaws).isEqualTo(row.get("accepted").booleanValue());
          if (flaws.isEmpty() && read instanceof Accepted<NotificationPolicy>(var policy)) {
            assertThat(policy.toPlain()).isEqualTo(plain(row.get("printed")));
          } else if (Set.of("tree", "receivers", "intervals")
              .contains(row.get("stage").textValue())) {
            // what was recorded here is what clients are shown
            assertThat(flaws.getFirst().text()).isEqualTo(row.get("error_hint").textValue());
          }
        });
  }

  private static List<String> texts(String field, JsonNode file) {
    List<String> texts = new ArrayList<>();
    file.get(field).forEach(each -> texts.add(each.textValue()));
    return texts;
  }

  @TestFactory
  Stream<DynamicTest> routing() {
    return AlertingGolden.rows(
        "routing",
        400,
        row -> {
          PolicyTree tree = tree(plain(row.get("tree")));
          List<JsonNode> effective = new ArrayList<>();
          row.get("effective").forEach(effective::add);
          assertThat(tree.policies()).hasSameSizeAs(effective);
          for (int i = 0; i < effective.size(); i++) {
            assertThat(effective(tree.policies().get(i))).isEqualTo(plain(effective.get(i)));
          }
          for (JsonNode probe : row.get("probes")) {
            Map<String, String> labels = labels(probe.get("labels"));
            assertThat(LabelSet.of(labels).fingerprint())
                .isEqualTo(probe.get("fingerprint").textValue());
            List<RoutedPolicy> handling = tree.route(labels);
            assertThat(handling.stream().map(policy -> handled(policy, labels)).toList())
                .isEqualTo(plain(probe.get("matches")));
            assertThat(tree.explain(labels).stream().filter(PolicyLook::handles))
                .extracting(PolicyLook::policy)
                .isEqualTo(handling);
          }
        });
  }

  private static Map<String, Object> effective(RoutedPolicy policy) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("active_time_intervals", policy.activeTimings());
    plain.put("continue", policy.continues());
    plain.put("group_by", List.copyOf(policy.groupBy()));
    plain.put("group_interval", PrometheusDuration.print(policy.groupInterval()));
    plain.put("group_wait", PrometheusDuration.print(policy.groupWait()));
    plain.put("mute_time_intervals", policy.muteTimings());
    plain.put("path", policy.path().stream().map(Integer::longValue).toList());
    plain.put("receiver", policy.receiver());
    plain.put("repeat_interval", PrometheusDuration.print(policy.repeatInterval()));
    plain.put("route_key", policy.routeKey());
    return plain;
  }

  private static Map<String, Object> handled(RoutedPolicy policy, Map<String, String> labels) {
    return Map.of(
        "group_key", policy.groupKey(labels),
        "group_labels", policy.groupLabels(labels).labels(),
        "path", policy.path().stream().map(Integer::longValue).toList(),
        "receiver", policy.receiver());
  }

  private static PolicyTree tree(@Nullable Object plain) {
    return switch (NotificationPolicy.read(plain)) {
      case Accepted<NotificationPolicy>(NotificationPolicy root) -> PolicyTree.of(root);
      case Refused<NotificationPolicy>(List<Flaw> flaws) -> throw new AssertionError(flaws);
    };
  }

  private static @Nullable Object plain(JsonNode node) {
    return PlainJson.plain(node);
  }

  private static Map<String, String> labels(JsonNode node) {
    Map<String, String> labels = new LinkedHashMap<>();
    node.properties().forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
    return labels;
  }
}
