package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.policy.MuteTiming;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.policy.PolicyLook;
import dev.watchbill.domain.policy.PolicyTree;
import dev.watchbill.domain.policy.PrometheusDuration;
import dev.watchbill.domain.policy.RoutedPolicy;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.Members;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code policies/test}, an extension: who would handle alerts with these labels, by the stored
 * policies, those generated from rules and channels among them, or by a given tree as it is; at an
 * instant. Nothing is stored; a given tree may name contact points and mute timings that do not
 * exist.
 */
final class PolicyTrial {
  private static final int LABEL_SETS = 1_000;
  private static final int LABELS = 500;

  private final ConfigWriter configs;
  private final AlertRoutes routes;
  private final InstantSource clock;

  @Inject
  PolicyTrial(ConfigWriter configs, AlertRoutes routes, InstantSource clock) {
    this.configs = configs;
    this.routes = routes;
    this.clock = clock;
  }

  Response of(Call call, Members in) {
    String rule = in.textOrNull("rule");
    List<Map<String, String>> labelSets =
        rule != null && !in.has("labels") ? List.of(Map.of()) : labelSets(in.raw("labels"));
    boolean explain = in.flag("explain");
    String at = in.textOrNull("at");
    if (labelSets == null || in.misshapen()) return Errors.badData();
    Instant instant;
    try {
      instant = at == null ? clock.instant() : Instant.parse(at);
    } catch (DateTimeParseException e) {
      return Errors.badData();
    }
    if (rule != null) {
      Optional<Map<String, String>> more = routes.labels(call.org(), rule);
      if (more.isEmpty()) return Errors.plain(404, "There is no rule with this uid");
      labelSets = labelSets.stream().map(labels -> completed(labels, more.get())).toList();
    }
    NotificationConfig config = configs.read(call.org());
    if (!in.has("policies")) {
      return answer(config, routes.tree(config, labelSets), labelSets, instant, explain);
    }
    return switch (NotificationPolicy.read(in.raw("policies"))) {
      case Checked.Refused<NotificationPolicy> refused -> PoliciesResource.invalid(refused.flaws());
      case Checked.Accepted<NotificationPolicy>(NotificationPolicy tree) ->
          answer(config, PolicyTree.of(tree), labelSets, instant, explain);
    };
  }

  /** What the rule says counts more than what its query gives (§9.5). */
  private static Map<String, String> completed(
      Map<String, String> labels, Map<String, String> ofRule) {
    Map<String, String> completed = new TreeMap<>(labels);
    completed.putAll(ofRule);
    return completed;
  }

  private static Response answer(
      NotificationConfig config,
      PolicyTree tree,
      List<Map<String, String>> labelSets,
      Instant at,
      boolean explain) {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Map<String, String> labels : labelSets) {
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      result.put("labels", labels);
      result.put(
          "policies",
          tree.route(labels).stream().map(policy -> show(policy, labels, config, at)).toList());
      if (explain) {
        result.put("looked_at", tree.explain(labels).stream().map(PolicyTrial::show).toList());
      }
      results.add(result);
    }
    return Response.json(200, Map.of("results", results));
  }

  private static Map<String, @Nullable Object> show(
      RoutedPolicy policy, Map<String, String> labels, NotificationConfig config, Instant at) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("path", policy.path());
    if (policy.generated()) shown.put("generated", true);
    shown.put("receiver", policy.receiver());
    shown.put("group_by", List.copyOf(policy.groupBy()));
    shown.put("group_labels", policy.groupLabels(labels).labels());
    shown.put("group_key", policy.groupKey(labels));
    shown.put("group_wait", PrometheusDuration.print(policy.groupWait()));
    shown.put("group_interval", PrometheusDuration.print(policy.groupInterval()));
    shown.put("repeat_interval", PrometheusDuration.print(policy.repeatInterval()));
    shown.put("mute_time_intervals", policy.muteTimings());
    shown.put("active_time_intervals", policy.activeTimings());
    shown.put(
        "muted",
        policy.mutedAt(
            at, name -> config.timing(name).map(MuteTiming::timeIntervals).orElse(List.of())));
    return shown;
  }

  private static Map<String, @Nullable Object> show(PolicyLook look) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("path", look.policy().path());
    if (look.policy().generated()) shown.put("generated", true);
    shown.put("matched", look.matched());
    shown.put("failed", look.failed() == null ? null : look.failed().toString());
    shown.put("handles", look.handles());
    return shown;
  }

  /** The label sets of the request; null when they have another form. */
  private static @Nullable List<Map<String, String>> labelSets(@Nullable Object value) {
    if (!(value instanceof List<?> sets) || sets.size() > LABEL_SETS) return null;
    List<Map<String, String>> all = new ArrayList<>();
    for (Object set : sets) {
      if (!(set instanceof Map<?, ?> map) || map.size() > LABELS) return null;
      Map<String, String> labels = new TreeMap<>();
      for (Map.Entry<?, ?> each : map.entrySet()) {
        if (!(each.getValue() instanceof String text)) return null;
        labels.put(String.valueOf(each.getKey()), text);
      }
      all.add(labels);
    }
    return all;
  }
}
