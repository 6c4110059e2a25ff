package dev.watchbill.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Flaw.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked examples of spec grafana-alerting §18.2, and the index against the plain walk. */
class PolicyTreeTest {

  private static final NotificationPolicy EXAMPLE =
      Policies.tree(
          """
          {'receiver':'def','group_by':['alertname'],'routes':[
            {'receiver':'ra','object_matchers':[['team','=','a']],'continue':true,'routes':[
              {'receiver':'ra1','object_matchers':[['sev','=~','crit|high']]}]},
            {'receiver':'rb','object_matchers':[['team','=~','a|b']],'group_by':['...']},
            {'object_matchers':[['env','!=','prod']],'mute_time_intervals':['weekends']},
            {'receiver':'rd','object_matchers':[['team','=','']]}]}
          """);

  private static final PolicyTree TREE = PolicyTree.of(EXAMPLE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          R1 | team=a             | [0] ra, [1] rb
          R2 | team=a;sev=crit    | [0, 0] ra1, [1] rb
          R3 | team=a;sev=critical| [0] ra, [1] rb
          R4 | team=b;env=prod    | [1] rb
          R5 | team=c;env=prod    | [] def
          R6 | team=c             | [2] def
          R7 | env=prod           | [3] rd
          R8 | team=ab;env=prod   | [] def
          R9 | ''                 | [2] def
          """)
  void handledBy(String name, String labels, String handling) {
    String found =
        TREE.route(labels(labels)).stream()
            .map(policy -> policy.path() + " " + policy.receiver())
            .collect(Collectors.joining(", "));
    assertThat(found).as(name).isEqualTo(handling);
  }

  private static Map<String, String> labels(String text) {
    return text.isEmpty()
        ? Map.of()
        : Arrays.stream(text.split(";"))
            .map(label -> label.split("="))
            .collect(Collectors.toMap(label -> label[0], label -> label[1]));
  }

  @Test
  void groupLabelsAndKeys() {
    Map<String, String> b = labels("alertname=x;team=b;i=1");
    assertThat(TREE.route(b).getFirst().groupLabels(b).labels()).isEqualTo(b); // R10
    Map<String, String> c = labels("team=c");
    assertThat(TREE.route(c).getFirst().groupLabels(c)).hasToString("{}"); // R11
    Map<String, String> a = labels("team=a;alertname=x");
    assertThat(TREE.route(a).getFirst().groupKey(a))
        .isEqualTo("{}/{team=\"a\"}:{alertname=\"x\"}"); // R13
  }

  @Test
  void muteTimingsAreNotInherited() {
    assertThat(TREE.policies())
        .extracting(RoutedPolicy::muteTimings)
        .containsExactly(
            List.of(), List.of(), List.of(), List.of(), List.of("weekends"), List.of()); // R12
  }

  @Test
  void mutedOnlyWhileATimingContainsTheInstant() {
    var weekends = Policies.intervals("[{'weekdays':['saturday','sunday']}]");
    RoutedPolicy policy = TREE.route(Map.of()).getFirst(); // R9
    Instant sunday = Instant.parse("2024-05-05T12:00:00Z");
    Instant monday = Instant.parse("2024-05-06T12:00:00Z");
    assertThat(policy.mutedAt(sunday, name -> weekends)).isTrue();
    assertThat(policy.mutedAt(monday, name -> weekends)).isFalse();
    assertThat(policy.mutedAt(sunday, name -> List.of())).isFalse();

    RoutedPolicy active =
        PolicyTree.of(
                Policies.tree("{'receiver':'r','routes':[{'active_time_intervals':['weekends']}]}"))
            .policies()
            .getLast();
    assertThat(active.mutedAt(sunday, name -> weekends)).isFalse();
    assertThat(active.mutedAt(monday, name -> weekends)).isTrue();
    assertThat(active.mutedAt(monday, name -> List.of())).isTrue();
  }

  @Test
  void explainNamesTheMatcherThatDecided() {
    assertThat(TREE.explain(labels("team=c;env=prod")))
        .extracting(
            look ->
                look.policy().path()
                    + (look.matched() ? " matched" : " failed " + look.failed())
                    + (look.handles() ? ", handles" : ""))
        .containsExactly(
            "[] matched, handles",
            "[0] failed team=\"a\"",
            "[1] failed team=~\"a|b\"",
            "[2] failed env!=\"prod\"",
            "[3] failed team=\"\"");
    assertThat(TREE.explain(labels("team=b"))).hasSize(3); // nothing after the one that stops
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'receiver':'r','object_matchers':[['a','=','b']]}",
        "{'receiver':'r','continue':true}",
        "{'receiver':'r','routes':[{'group_by':['...','a']}]}",
        "{'receiver':'r','routes':[{'repeat_interval':'0s'}]}",
        "{'receiver':'r','routes':[{'object_matchers':[['a','~','b']]}]}",
        "{'receiver':'r','routes':[{'object_matchers':[['a','=~','(']]}]}",
        "{'receiver':'r','routes':[{'object_matchers':[['a','=~','((a{100}){100}){100}']]}]}"
      })
  void refused(String tree) {
    assertThat(Policies.flaws(tree)).isNotEmpty();
  }

  @Test
  void referencesAreCheckedApart() {
    NotificationPolicy tree =
        Policies.tree(
            "{'receiver':'r','group_wait':'0s','routes':[{'receiver':''},{'receiver':'nope'},"
                + "{'mute_time_intervals':['m'],'active_time_intervals':['n']}]}");
    assertThat(tree.danglingReferences(Set.of("r"), Set.of("n")))
        .extracting(Flaw::toString)
        .containsExactly(
            "routes[1]: receiver 'nope' does not exist",
            "routes[2]: mute time interval 'm' does not exist");
    assertThat(tree.receiversUsed()).containsExactly("r", "nope");
    assertThat(tree.timingsUsed()).containsExactly("m", "n");
    assertThat(tree.withReceiverRenamed("nope", "r2").withTimingRenamed("m", "n").toPlain())
        .hasToString(
            "{receiver=r, routes=[{}, {receiver=r2}, {mute_time_intervals=[n],"
                + " active_time_intervals=[n]}], group_wait=0s}");
  }

  @Test
  void everyFlawIsNamed() {
    assertThat(
            Policies.flaws(
                "{'group_by':['a','a'],'routes':[{'group_interval':'0s'},{'continue':5},null]}"))
        .extracting(Flaw::toString)
        .containsExactly(
            "routes[1].continue: routes[1].continue must be a boolean",
            "routes[2]: must be an object",
            "root route must specify a default receiver",
            "duplicated label \"a\" in group_by,  [a a]",
            "routes[0]: group_interval cannot be zero");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a|b", "(a|b)", "(?:a|b)", "(a)|(b)", "a.*", "a\\..*", "a.*|b", "ab*", "ab?c|b",
        "ab{0}", "a+", "a|", "|", "", ".*", "^a", "a$", "\\d+|a", "a\\|b", "(?i)A", "[ab]",
        "ab|a\\d", "a\\.b"
      })
  void shortCutsAgreeWithTheAutomaton(String expression) {
    Matcher matcher = new Matcher("l", Operator.MATCHES, expression);
    var automaton = Matcher.compile(expression);
    for (String value :
        List.of(
            "", "a", "b", "c", "ab", "abc", "ac", "aa", "a.b", "a.", "axb", "1", "A", "a|b", "a\n",
            "^a", "a1", "abb")) {
      assertThat(matcher.holds(Map.of("l", value)))
          .as("%s on '%s'", expression, value)
          .isEqualTo(automaton.matcher(value).matches());
    }
  }

  @Test
  void treesAreBounded() {
    List<Map<String, Object>> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(Map.of("receiver", "r"));
    }
    Map<String, Object> deep = Map.of("receiver", "r");
    for (int i = 0; i < 10_000; i++) {
      deep = Map.of("receiver", "r", "routes", List.of(deep));
    }
    for (Object tree : List.of(Map.of("receiver", "r", "routes", many), deep)) {
      assertThat(NotificationPolicy.read(tree))
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.flaws())
                      .isEqualTo(
                          List.of(
                              new Flaw(
                                  Kind.LIMIT,
                                  "",
                                  "a policy tree has at most 5000 policies, 100 deep"))));
    }
  }

  @Test
  void theIndexFindsWhatThePlainWalkFinds() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      PolicyTree tree = PolicyTree.of(randomTree(random, 0));
      for (int i = 0; i < 30; i++) {
        Map<String, String> labels = new HashMap<>();
        for (String name : List.of("a", "b", "c")) {
          if (random.nextInt(4) > 0) {
            labels.put(name, List.of("", "1", "2", "3", "12").get(random.nextInt(5)));
          }
        }
        assertThat(tree.explain(labels).stream().filter(PolicyLook::handles))
            .as("seed %s round %s %s", seed, round, labels)
            .extracting(PolicyLook::policy)
            .isEqualTo(tree.route(labels));
      }
    }
  }

  private static NotificationPolicy randomTree(Random random, int depth) {
    List<Matcher> matchers = new ArrayList<>();
    for (int i = depth == 0 ? 0 : random.nextInt(3); i > 0; i--) {
      matchers.add(
          new Matcher(
              List.of("a", "b", "c").get(random.nextInt(3)),
              List.of(Operator.values()).get(random.nextInt(4)),
              List.of("", "1", "2", "1|2", "1.*", "(2|3)", ".+", "|3").get(random.nextInt(8))));
    }
    List<NotificationPolicy> below = new ArrayList<>();
    for (int i = depth == 3 ? 0 : random.nextInt(5); i > 0; i--) {
      below.add(randomTree(random, depth + 1));
    }
    return Policies.policy("r", List.of(), matchers, random.nextBoolean(), below);
  }
}
