package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.MessageTemplate;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.policy.MuteTiming;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.RuleChange;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.storage.DynamoFolders;
import dev.watchbill.storage.DynamoNotificationConfigs;
import dev.watchbill.storage.DynamoRuleGroups;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.SecretBox;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever the parsers of requests accept is read from the table as it was written: {@code
 * read(write(x)) = x}. Bodies without fault are changed in every place to every odd value, and in
 * several places at once at random.
 */
class StoredAsAcceptedTest {
  private static final long SEED = 20_260_301;
  private static final int RANDOM_ONES = 2_000;
  private static final String ORG = "O1";
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456789Z");

  private final MemoryTable table = new MemoryTable(() -> NOW);
  private final DynamoNotificationConfigs configs =
      new DynamoNotificationConfigs(table, new SecretBox(new byte[32]), new StoredJson());
  private final DynamoRuleGroups groups = new DynamoRuleGroups(table, new StoredJson());

  private int accepted;

  private interface Case {
    void of(Object body);
  }

  /** Every place and odd value, then random ones; null bodies and their like are no cases. */
  private void each(Object right, Case test) {
    int before = accepted;
    test.of(right);
    assertThat(accepted).as("without fault: " + right).isGreaterThan(before);
    for (List<Object> place : Places.in(right)) {
      for (Object odd : OddValues.ALL) tried(Places.with(right, place, odd), test);
    }
    Random random = new Random(SEED);
    for (int i = 0; i < RANDOM_ONES; i++) {
      Object body = right;
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        List<List<Object>> places = Places.in(body);
        if (places.isEmpty()) break;
        List<Object> place = places.get(random.nextInt(places.size()));
        body = Places.with(body, place, OddValues.ALL.get(random.nextInt(OddValues.ALL.size())));
      }
      tried(body, test);
    }
  }

  /** As it comes in: what JSON cannot carry never reaches a parser. */
  private static void tried(@Nullable Object body, Case test) {
    try {
      Object read = Json.read(Json.write(body).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      if (read != null) test.of(read);
    } catch (Json.Malformed deeperThanRequests) {
      // refused at the door
    }
  }

  private <T> void taken(Checked<T> checked, Function<T, NotificationConfig> with) {
    if (!(checked instanceof Accepted<T>(T value))) return;
    accepted++;
    NotificationConfig written = with.apply(value);
    configs.delete(ORG);
    assertThat(configs.save(written)).isEqualTo(new Saved.Done());
    NotificationConfig read = configs.find(ORG);
    assertThat(read.policies()).as("seed " + SEED).isEqualTo(written.policies());
    assertThat(read.timings()).isEqualTo(written.timings());
    assertThat(read.templates()).isEqualTo(written.templates());
    assertThat(read.contactPoints()).isEqualTo(written.contactPoints());
    assertThat(read.policiesProvenance()).isEqualTo(written.policiesProvenance());
  }

  private void wereAccepted(int least) {
    System.out.println("stored as accepted: " + accepted);
    assertThat(accepted).isGreaterThan(least);
    assertThat(table.damageHeard()).isEmpty();
  }

  private static NotificationConfig none() {
    return NotificationConfig.initial(ORG);
  }

  @Test
  void muteTimings() {
    Map<String, Object> interval = new LinkedHashMap<>();
    interval.put("times", List.of(Map.of("start_time", "08:00", "end_time", "24:00")));
    interval.put("weekdays", List.of("monday:friday", "sunday"));
    interval.put("days_of_month", List.of("1:7", "-1", "-5:-2"));
    interval.put("months", List.of("january:march", "12"));
    interval.put("years", List.of("2024:2026", "0"));
    interval.put("location", "Europe/Berlin");
    for (Provenance provenance : Provenance.values()) {
      each(
          Provisioning.with(
              Provisioning.timing("m"), "time_intervals", List.of(interval, Map.of())),
          body -> taken(MuteTiming.read(body, null, provenance), timing -> none().with(timing)));
    }
    wereAccepted(500);
  }

  @Test
  void policies() {
    Map<String, Object> leaf = new LinkedHashMap<>();
    leaf.put("receiver", "c");
    leaf.put("group_by", List.of("..."));
    leaf.put("object_matchers", List.of(List.of("a", "=", "\"\"b\"\""), List.of("c", "!~", "d|e")));
    leaf.put("matchers", List.of("x=\"y\"", "{f\u00E4!=\"g,h\",\"i j\"=~\"k\"}"));
    leaf.put("match", Map.of("k", "v", "", ""));
    leaf.put("match_re", Map.of("k", "v.*"));
    leaf.put("mute_time_intervals", List.of("m"));
    leaf.put("active_time_intervals", List.of("", "n"));
    leaf.put("group_wait", "1ms");
    leaf.put("group_interval", "1w1d1ms");
    leaf.put("repeat_interval", "365d");
    leaf.put("continue", true);
    Map<String, Object> branch = new LinkedHashMap<>(leaf);
    branch.put("routes", List.of(leaf, Map.of()));
    each(
        Provisioning.tree("c", branch),
        body ->
            taken(
                NotificationPolicy.read(body), tree -> none().withPolicies(tree, Provenance.API)));
    wereAccepted(600);
  }

  @Test
  void theDeepestTree() {
    Map<String, Object> tree = Map.of("receiver", "c");
    while (NotificationPolicy.read(Map.of("receiver", "c", "routes", List.of(tree)))
        instanceof Accepted<NotificationPolicy>) {
      tree = Map.of("receiver", "c", "routes", List.of(tree));
    }
    taken(NotificationPolicy.read(tree), root -> none().withPolicies(root, Provenance.NONE));
    wereAccepted(0);
  }

  @Test
  void contactPoints() {
    for (Map<String, @Nullable Object> point :
        List.of(
            Provisioning.point(
                "c",
                "webhook",
                Map.of(
                    "url",
                    "https://x.example/",
                    "password",
                    "p",
                    "maxAlerts",
                    5L,
                    "tlsConfig",
                    Map.of("insecureSkipVerify", true, "clientKey", "k"),
                    "headers",
                    Map.of("a", "b"),
                    "odd",
                    Map.of("x", Arrays.asList(1L, null)))),
            Provisioning.point(
                "c", "slack", Map.of("recipient", "#a", "token", "t", "text", "{{ . }}")),
            Provisioning.point("c", "email", Map.of("addresses", "a@example.com;b@example.com")),
            Provisioning.point("c", "pushover", Map.of("apiToken", "a", "userKey", "b")))) {
      Map<String, @Nullable Object> whole = new LinkedHashMap<>(point);
      whole.put("uid", "u-1");
      whole.put("disableResolveMessage", true);
      each(
          whole,
          body ->
              taken(
                  ContactPoint.read(body, null, Provenance.API),
                  read -> none().with(read.uid().isEmpty() ? read.withUid("given") : read)));
    }
    wereAccepted(1_000);
  }

  /** As deep as a request may be it is deeper than that in its row. */
  @Test
  void theDeepestSettings() {
    for (int depth = 180; depth <= 210; depth++) {
      Map<String, Object> settings =
          Map.of("addresses", "a@example.com", "odd", OddValues.nested(depth));
      tried(
          Provisioning.point("c", "email", settings),
          body ->
              taken(
                  ContactPoint.read(body, null, Provenance.API),
                  read -> none().with(read.withUid("given"))));
    }
    wereAccepted(10);
    assertThat(accepted).isLessThan(30);
  }

  @Test
  void templates() {
    for (Object odd : OddValues.ALL) {
      if (!(odd instanceof String text)) continue;
      for (String name : Arrays.asList("t", text)) {
        for (String content :
            List.of("x", text, "{{ define \"" + "a" + "\" }}" + text + "{{ end }}")) {
          taken(MessageTemplate.of(name, content, Provenance.FILE), file -> none().with(file));
        }
      }
    }
    wereAccepted(50);
  }

  @Test
  void rules() {
    Map<String, @Nullable Object> alerting = new LinkedHashMap<>(Provisioning.rule("r"));
    alerting.put("uid", "r-1");
    alerting.put("labels", Map.of("a", "b"));
    alerting.put("annotations", Map.of("__panelId__", "1", "__dashboardUid__", "d"));
    alerting.put("keep_firing_for", 1_500_000_001L);
    alerting.put("isPaused", true);
    alerting.put("missingSeriesEvalsToResolve", 2L);
    alerting.put(
        "notification_settings",
        Map.of(
            "receiver",
            "c",
            "group_by",
            List.of("..."),
            "group_wait",
            "1ms",
            "mute_time_intervals",
            List.of("m"),
            "active_time_intervals",
            List.of("n")));
    Map<String, @Nullable Object> recording = new LinkedHashMap<>(Provisioning.rule("r"));
    recording.put("uid", "r-1");
    recording.put("record", Map.of("metric", "m:n", "from", "A", "target_datasource_uid", "p"));
    new DynamoFolders(table).create(new Folder("f", ORG, 1, "f", null, "a", NOW, "a", NOW, 1));
    for (Map<String, @Nullable Object> rule : List.of(alerting, recording)) {
      each(rule, this::rule);
    }
    wereAccepted(700);
  }

  private void rule(Object body) {
    if (!(AlertRule.read(body) instanceof Accepted<AlertRule>(AlertRule read))) return;
    accepted++;
    AlertRule rule =
        read.identifiedAs(7, read.uid().isEmpty() ? "given" : read.uid())
            .placed("f", "g", 3)
            .written(NOW, Provenance.values()[accepted % Provenance.values().length]);
    StoredGroup group = StoredGroup.none(ORG, "f", "g").with(60, List.of(rule));
    groups.clear(ORG);
    Saved saved =
        groups.save(new RuleChange(ORG, List.of(group), new RuleLocks(0, 0), false, null));
    assertThat(saved).isEqualTo(new Saved.Done());
    assertThat(groups.find(ORG, "f", "g").rules()).as("seed " + SEED).containsExactly(rule);
    assertThat(groups.all(ORG).getFirst().rules()).containsExactly(rule);
  }
}
