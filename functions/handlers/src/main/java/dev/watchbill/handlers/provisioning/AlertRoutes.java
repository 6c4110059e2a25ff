package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.legacy.Channel;
import dev.watchbill.domain.contact.legacy.ChannelCards;
import dev.watchbill.domain.policy.GeneratedPolicies;
import dev.watchbill.domain.policy.LegacyChannel;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.policy.PolicyTree;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.NotificationSettings;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.StoredGroup;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where alerts really go: by the stored policies and by those that are generated from rules and
 * channels (spec grafana-alerting §2.5, §17.3).
 */
final class AlertRoutes {
  private final RuleGroups rules;
  private final Folders folders;
  private final ChannelCards cards;

  @Inject
  AlertRoutes(RuleGroups rules, Folders folders, ChannelCards cards) {
    this.rules = rules;
    this.folders = folders;
    this.cards = cards;
  }

  /**
   * The tree that alerts with these labels take. What only other labels lead to is not read and not
   * in it: most alerts cost no read at all.
   */
  PolicyTree tree(NotificationConfig config, List<Map<String, String>> labelSets) {
    Set<NotificationPolicy> direct =
        any(labelSets, GeneratedPolicies.DIRECT) ? settings(config.org()) : Set.of();
    List<LegacyChannel> channels =
        any(labelSets, GeneratedPolicies.CHANNELS)
            ? Channel.routed(config, cards.all(config.org()))
            : List.of();
    return GeneratedPolicies.tree(config.policies(), direct, channels);
  }

  private static boolean any(List<Map<String, String>> labelSets, String label) {
    return labelSets.stream().anyMatch(labels -> !labels.getOrDefault(label, "").isEmpty());
  }

  /** One small row tells whether a rule ever named a contact point; only then all are read. */
  private Set<NotificationPolicy> settings(String org) {
    if (rules.locks(org).references() == 0) return Set.of();
    return rules.all(org).stream()
        .flatMap(group -> group.rules().stream())
        .flatMap(rule -> Optional.ofNullable(rule.notificationSettings()).stream())
        .map(NotificationSettings::toPolicy)
        .collect(Collectors.toSet());
  }

  /**
   * What every alert of a rule carries, before its templates are filled in (§9.5); empty when there
   * is no such rule.
   */
  Optional<Map<String, String>> labels(String org, String uid) {
    return rules
        .holding(org, uid)
        .flatMap((StoredGroup group) -> group.rule(uid))
        .map(rule -> labels(org, rule));
  }

  private Map<String, String> labels(String org, AlertRule rule) {
    Map<String, String> labels = new TreeMap<>();
    Map<String, String> own = rule.labels();
    if (own != null) labels.putAll(own);
    labels.put("alertname", rule.title());
    labels.put("grafana_folder", path(org, rule.folderUid()));
    labels.put("__alert_rule_uid__", rule.uid());
    labels.put("__alert_rule_namespace_uid__", rule.folderUid());
    NotificationSettings settings = rule.notificationSettings();
    if (settings != null) labels.putAll(GeneratedPolicies.labels(settings.toPolicy()));
    return labels;
  }

  private String path(String org, String folderUid) {
    Deque<String> titles = new ArrayDeque<>();
    Optional<Folder> folder = folders.find(org, folderUid);
    while (folder.isPresent() && titles.size() < Folder.DEPTH) {
      titles.addFirst(folder.get().title().replace("/", "\\/"));
      String above = folder.get().parentUid();
      folder = above == null ? Optional.empty() : folders.find(org, above);
    }
    return String.join("/", titles);
  }
}
