package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.group;
import static dev.watchbill.handlers.wiring.Provisioning.rule;
import static dev.watchbill.handlers.wiring.Provisioning.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import dev.watchbill.storage.Crash;
import dev.watchbill.storage.CrashingTable;
import dev.watchbill.storage.InterposedTable;
import dev.watchbill.storage.PricedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a PUT of a large group costs, and that it is all or nothing. */
class RuleGroupNumbersTest {
  private static final String GROUP = "folder/f/rule-groups/g";
  private static final int RULE_BYTES = 1_024;

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);

  /** Rules of a kilobyte of JSON each, filled with what no compression makes small. */
  private static List<Object> rules(int count, String name, int seed) {
    Random random = new Random(seed);
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, @Nullable Object> rule = with(rule(name + " " + i), "annotations", Map.of());
      int missing = RULE_BYTES - Json.write(rule).length() - "\"summary\":\"\"".length();
      StringBuilder noise = new StringBuilder();
      while (noise.length() < missing) {
        noise.append("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQ".charAt(random.nextInt(44)));
      }
      rule.put("annotations", Map.of("summary", noise.toString()));
      assertThat(Json.write(rule).getBytes(UTF_8)).hasSize(RULE_BYTES);
      rules.add(rule);
    }
    return rules;
  }

  @Test
  void aHundredRulesOfAKilobyteCostAtMost250WriteUnits() {
    api.folder("f");
    List<PricedTable> meters = new ArrayList<>();
    Provisioning metered =
        new Provisioning(
            deployment.through(
                table -> {
                  meters.add(new PricedTable(table, table));
                  return meters.getFirst();
                }));
    metered.get(GROUP).is(404);
    PricedTable meter = meters.getFirst();
    meter.reset();

    metered.put(GROUP, group(60, rules(100, "first", 1))).is(200);
    double first = meter.units();
    meter.reset();
    List<Object> chosen = new ArrayList<>();
    Answer stored = metered.get(GROUP).is(200);
    for (Object rule : (List<?>) Objects.requireNonNull(stored.at("rules"))) {
      chosen.add(with(plain(rule), "title", "changed"));
    }
    metered.put(GROUP, group(60, chosen)).is(200);
    double changed = meter.units();
    meter.reset();
    metered.put(GROUP, group(60, rules(100, "others", 2))).is(200);
    double replaced = meter.units();

    meter.reset();
    pauseAll(metered, 100);
    double paused = meter.units();

    System.out.printf(
        "rule group of 100 x 1 KB: written %.0f, changed %.0f, replaced %.0f, paused %.0f units%n",
        first, changed, replaced, paused);
    assertThat(first).isLessThanOrEqualTo(250);
    assertThat(changed).isLessThanOrEqualTo(250);
    assertThat(replaced).isLessThanOrEqualTo(250);
    assertThat(paused).isLessThanOrEqualTo(250);
  }

  private static void pauseAll(Provisioning api, long affected) {
    Answer answer =
        api.deployment().post("/api/admin/pause-all-alerts", Map.of("paused", true)).is(200);
    assertThat(answer.at("alertsAffected")).isEqualTo(affected);
  }

  private static Map<String, @Nullable Object> plain(@Nullable Object rule) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(rule))
        .forEach((name, value) -> plain.put(String.valueOf(name), value));
    return plain;
  }

  // All or nothing

  /** What stands there, goes, is changed and comes in one PUT. */
  private static final List<Object> BEFORE =
      List.of(named("kept"), named("changed"), named("deleted"));

  private static final List<Object> AFTER =
      List.of(
          named("new"),
          with(named("changed"), "title", "changed title"),
          named("kept"),
          named("e"));

  private static Map<String, @Nullable Object> named(String uid) {
    return with(rule(uid), "uid", uid);
  }

  private static Provisioning world() {
    Provisioning api = new Provisioning(new TestDeployment());
    api.folder("f");
    api.folder("e");
    api.put(GROUP, group(60, BEFORE)).is(200);
    api.put("folder/e/rule-groups/other", group(60, List.of(named("e"), named("stays")))).is(200);
    return api;
  }

  private static List<String> titles(Provisioning api) {
    List<String> titles = new ArrayList<>();
    Answer all = api.get("alert-rules").is(200);
    for (int i = 0; all.at(i) != null; i++) {
      titles.add(all.at(i, "ruleGroup") + "/" + all.at(i, "title"));
      api.get("alert-rules/" + all.at(i, "uid")).is(200);
    }
    return titles;
  }

  private static final List<String> OLD =
      List.of("other/e", "other/stays", "g/kept", "g/changed", "g/deleted");

  private static final List<String> NEW =
      List.of("other/stays", "g/new", "g/changed title", "g/kept", "g/e");

  @Test
  void aCrashAtAnyWriteLeavesTheOldGroupOrTheNewOne() {
    List<CrashingTable> counting = new ArrayList<>();
    new Provisioning(through(world(), table -> counted(counting, CrashingTable.never(table))))
        .put(GROUP, group(120, AFTER))
        .is(200);
    int writes = counting.getFirst().writes();
    assertThat(writes).isGreaterThan(1);
    int old = 0;
    int done = 0;
    for (int at = 1; at <= writes; at++) {
      for (boolean after : List.of(false, true)) {
        Provisioning calm = world();
        int write = at;
        Provisioning dying =
            new Provisioning(
                through(
                    calm,
                    table ->
                        after
                            ? CrashingTable.after(write, table)
                            : CrashingTable.before(write, table)));
        assertThatThrownBy(() -> dying.put(GROUP, group(120, AFTER))).isInstanceOf(Crash.class);
        List<String> titles = titles(calm);
        assertThat(titles).as("write " + at + " " + after).isIn(OLD, NEW);
        boolean whole = titles.equals(NEW);
        assertThat(calm.get(GROUP).at("interval")).isEqualTo(whole ? 120L : 60L);
        if (whole) done++;
        else old++;
        calm.put(GROUP, group(120, AFTER)).is(200);
        assertThat(titles(calm)).as("repeated").isEqualTo(NEW);
      }
    }
    assertThat(old).isPositive();
    assertThat(done).isPositive();
  }

  private static TestDeployment through(
      Provisioning api, java.util.function.UnaryOperator<dev.watchbill.storage.Table> seen) {
    return api.deployment().through(seen);
  }

  private static <T> T counted(List<T> seen, T table) {
    seen.add(table);
    return table;
  }

  // Two at once

  @Test
  void ofTwoPutsOfOneGroupTheLaterOneStandsWhole() {
    List<Object> ours = List.of(named("kept"), named("ours"), rule("ours without uid"));
    List<Object> theirs = List.of(named("theirs"), rule("theirs without uid"));
    List<String> left = List.of("other/e", "other/stays");
    for (boolean weAreSlower : List.of(true, false)) {
      List<Object> slower = weAreSlower ? ours : theirs;
      List<Object> faster = weAreSlower ? theirs : ours;
      Provisioning calm = world();
      List<InterposedTable> between = new ArrayList<>();
      Provisioning slow =
          new Provisioning(through(calm, table -> counted(between, new InterposedTable(table))));
      between.getFirst().interpose(() -> calm.put(GROUP, group(120, faster)).is(200));

      slow.put(GROUP, group(30, slower)).is(200);

      List<String> expected = new ArrayList<>(left);
      slower.forEach(each -> expected.add("g/" + plain(each).get("title")));
      assertThat(titles(calm)).isEqualTo(expected);
      assertThat(calm.get(GROUP).at("interval")).isEqualTo(30L);
      faster.stream()
          .map(each -> plain(each).get("uid"))
          .filter(uid -> uid != null && !uid.equals("kept"))
          .forEach(uid -> calm.get("alert-rules/" + uid).is(404));
    }
  }

  @Test
  void whatIsPutWhileAllArePausedIsPausedToo() {
    Provisioning calm = world();
    List<InterposedTable> between = new ArrayList<>();
    Provisioning slow =
        new Provisioning(through(calm, table -> counted(between, new InterposedTable(table))));
    between
        .getFirst()
        .interpose(() -> calm.put("folder/e/rule-groups/other", group(60, LATER)).is(200));

    pauseAll(slow, 6);

    Answer all = calm.get("alert-rules").is(200);
    for (int i = 0; all.at(i) != null; i++) assertThat(all.at(i, "isPaused")).isEqualTo(true);
    assertThat(all.at(5)).isNotNull();
  }

  private static final List<Object> LATER = List.of(named("x"), named("y"), named("z"));

  @Test
  void aFolderThatGoesMeanwhileTakesNoRules() {
    Provisioning calm = world();
    List<InterposedTable> between = new ArrayList<>();
    Provisioning slow =
        new Provisioning(through(calm, table -> counted(between, new InterposedTable(table))));
    between
        .getFirst()
        .interpose(
            () ->
                calm.deployment()
                    .raw("DELETE", "/api/folders/f", "forceDeleteRules=true", "", "")
                    .is(200));

    assertThat(slow.put(GROUP, group(60, AFTER)).is(400).at("message"))
        .isEqualTo("invalid alert rule: folder does not exist");
    assertThat(titles(calm)).containsExactly("other/e", "other/stays");
  }
}
