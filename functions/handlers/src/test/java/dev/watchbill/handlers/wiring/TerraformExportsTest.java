package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.group;
import static dev.watchbill.handlers.wiring.Provisioning.query;
import static dev.watchbill.handlers.wiring.Provisioning.rule;
import static dev.watchbill.handlers.wiring.Provisioning.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Policies, mute timings and rules exported for Terraform, read as Terraform reads them and held
 * against what the provider knows (spec grafana-alerting §7.3).
 */
class TerraformExportsTest {
  private static final ProviderSchema PROVIDER = new ProviderSchema();

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);

  @Test
  void policiesToTheDepthThatTheProviderHas() {
    api.post("mute-timings", Provisioning.timing("nights")).is(201);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    for (int depth = 5; depth >= 0; depth--) {
      Map<String, @Nullable Object> policy = new LinkedHashMap<>();
      policy.put("receiver", depth == 0 || depth == 2 ? "grafana-default-email" : "");
      if (depth > 0) {
        policy.put(
            "object_matchers",
            List.of(
                List.of("a b", "=", "${x}"),
                List.of("n", "!=", "" + depth),
                List.of("r", "!~", "x.*")));
        policy.put("match_re", Map.of("s", "a|b"));
        policy.put("match", Map.of("e", "f"));
        policy.put("matchers", List.of("t=\"u\""));
        policy.put("mute_time_intervals", List.of("nights"));
        policy.put("active_time_intervals", List.of("nights"));
        policy.put("continue", true);
      }
      policy.put("group_wait", "30s");
      policy.put("group_interval", "5m");
      policy.put("repeat_interval", "1d");
      if (depth == 1) policy.put("group_by", List.of("..."));
      if (!tree.isEmpty()) policy.put("routes", List.of(tree));
      tree = policy;
    }
    api.put("policies", tree).is(202);

    Hcl policy = PROVIDER.resources(api, "policies/export?format=hcl").getFirst();
    assertThat(policy.labels())
        .containsExactly("grafana_notification_policy", "notification_policy_1");
    assertThat(policy.attributes().get("group_by")).isEqualTo(List.of());
    for (int depth = 1; depth <= 4; depth++) {
      assertThat(policy.remarks()).isEmpty();
      policy = policy.blocks("policy").getFirst();
      assertThat(policy.blocks("matcher")).hasSize(6);
      assertThat(policy.attributes().keySet())
          .contains("mute_timings", "active_timings", "continue", "repeat_interval");
    }
    assertThat(policy.attributes().get("group_by")).isEqualTo(List.of());
    assertThat(policy.blocks("policy")).isEmpty();
    assertThat(policy.remarks())
        .containsExactly("# The provider nests policies no deeper: those below are left out");
  }

  @Test
  void timingsWithEveryField() {
    Map<String, Object> interval =
        Map.of(
            "times", List.of(Map.of("start_time", "06:00", "end_time", "24:00")),
            "weekdays", List.of("monday:friday"),
            "days_of_month", List.of("1:7", "-1"),
            "months", List.of("1:3"),
            "years", List.of("2030"),
            "location", "Europe/Berlin");
    api.post("mute-timings", Map.of("name", "all", "time_intervals", List.of(interval, Map.of())))
        .is(201);

    Hcl timing = PROVIDER.resources(api, "mute-timings/export?format=hcl").getFirst();
    assertThat(timing.blocks("intervals")).hasSize(2);
    assertThat(timing.blocks().getFirst().attributes().keySet())
        .containsExactlyInAnyOrder("weekdays", "days_of_month", "months", "years", "location");
    assertThat(timing.blocks().getFirst().blocks("times").getFirst().attributes())
        .isEqualTo(Map.of("start", "06:00", "end", "24:00"));
    assertThat(timing.blocks().getLast().attributes()).isEmpty();
  }

  @Test
  void rulesThatAlertAndRulesThatRecord() {
    api.folder("f");
    api.post("mute-timings", Provisioning.timing("nights")).is(201);
    Map<String, @Nullable Object> alerting = rule("alerts ${x}");
    alerting.put("labels", Map.of("a", "{{ $labels.x }}"));
    alerting.put("annotations", Map.of("summary", "${y}\n\"z\""));
    alerting.put("keep_firing_for", "1m");
    alerting.put("missingSeriesEvalsToResolve", 3);
    alerting.put("isPaused", true);
    alerting.put("data", List.of(with(query("A"), "queryType", "instant"), query("C")));
    alerting.put(
        "notification_settings",
        Map.of(
            "receiver", "grafana-default-email",
            "group_by", List.of("alertname", "grafana_folder"),
            "group_wait", "30s",
            "group_interval", "5m",
            "repeat_interval", "1d",
            "mute_time_intervals", List.of("nights"),
            "active_time_intervals", List.of("nights")));
    Map<String, @Nullable Object> recording = rule("records");
    recording.put("record", Map.of("metric", "m", "from", "A", "target_datasource_uid", "prom"));
    api.put("folder/f/rule-groups/g", group(60, List.of(alerting, recording))).is(200);

    Hcl resource = PROVIDER.resources(api, "alert-rules/export?format=hcl").getFirst();
    List<Hcl> rules = resource.blocks("rule");
    assertThat(rules.getFirst().attributes().keySet())
        .contains("for", "keep_firing_for", "missing_series_evals_to_resolve", "condition");
    assertThat(rules.getFirst().blocks("notification_settings").getFirst().attributes()).hasSize(7);
    assertThat(rules.getFirst().attributes().get("name")).isEqualTo("alerts ${x}");
    assertThat(rules.getFirst().attributes().get("annotations"))
        .isEqualTo(Map.of("summary", "${y}\n\"z\""));
    // The provider refuses these together with a recording.
    assertThat(rules.getLast().attributes().keySet())
        .doesNotContain(
            "condition",
            "for",
            "keep_firing_for",
            "no_data_state",
            "exec_err_state",
            "missing_series_evals_to_resolve");
    assertThat(rules.getLast().blocks("record").getFirst().attributes())
        .isEqualTo(Map.of("metric", "m", "from", "A", "target_datasource_uid", "prom"));
  }

  /** Said where the provider would read it; else its plan after an import would not be empty. */
  @Test
  void whatHasNoProvenanceSaysSo() {
    api.folder("f");
    Map<String, String> none = Map.of("x-disable-provenance", "");
    api.post("mute-timings", Provisioning.timing("by api")).is(201);
    api.send("POST", "mute-timings", Provisioning.timing("by hand"), none).is(201);
    api.post("contact-points", Provisioning.email("by api")).is(202);
    api.send("POST", "contact-points", Provisioning.email("by hand"), none).is(202);
    api.send("POST", "contact-points", Provisioning.email("by both"), none).is(202);
    api.post("contact-points", Provisioning.email("by both")).is(202);
    Object rules = List.of(rule("one"), rule("two"));
    api.put("folder/f/rule-groups/api", Map.of("interval", 60, "rules", rules)).is(200);
    Object same = Map.of("interval", 60, "rules", rules);
    api.send("PUT", "folder/f/rule-groups/hand", same, none).is(200);
    api.send("PUT", "folder/f/rule-groups/both", same, none).is(200);
    api.post("alert-rules", with(rule("three"), "ruleGroup", "both")).is(201);

    assertThat(disabled("contact-points"))
        .isEqualTo(
            Map.of(
                "grafana-default-email", true, "by hand", true, "by api", false, "by both", false));
    assertThat(disabled("alert-rules"))
        .isEqualTo(Map.of("hand", true, "api", false, "both", false));
    assertThat(disabled("mute-timings")).isEqualTo(Map.of("by hand", false, "by api", false));
    assertThat(disabled("policies")).isEqualTo(Map.of("null", true));
    api.put("policies", Provisioning.tree("by api")).is(202);
    assertThat(disabled("policies")).isEqualTo(Map.of("null", false));
    api.send("PUT", "policies", Provisioning.tree("by api"), none).is(202);
    assertThat(disabled("policies")).isEqualTo(Map.of("null", true));
  }

  /** By name, whether a resource has the attribute; it is never false. */
  private Map<String, Boolean> disabled(String path) {
    Map<String, Boolean> disabled = new LinkedHashMap<>();
    for (Hcl resource : PROVIDER.resources(api, path + "/export?format=hcl")) {
      Object said = resource.attributes().get("disable_provenance");
      assertThat(said).isIn(null, true);
      disabled.put(String.valueOf(resource.attributes().get("name")), said != null);
    }
    return disabled;
  }
}
