package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.NotificationSettings;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Which rules name contact points and mute timings themselves. Read only where one of those goes or
 * gets another name; the locks are read first, so that whoever names one meanwhile is noticed.
 */
public record RuleUse(RuleLocks locks, List<StoredGroup> groups) {

  public static RuleUse read(RuleGroups groups, String org) {
    RuleLocks locks = groups.locks(org);
    return new RuleUse(locks, groups.all(org));
  }

  /** The uids of the rules that name this contact point. */
  public List<String> ofReceiver(String name) {
    return rules(settings -> settings.receiver().equals(name));
  }

  /** The uids of the rules that name this mute timing, muting or activating. */
  List<String> ofTiming(String name) {
    return rules(
        settings ->
            settings.muteTimings().contains(name) || settings.activeTimings().contains(name));
  }

  private List<String> rules(Predicate<NotificationSettings> naming) {
    return groups.stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> names(rule, naming))
        .map(AlertRule::uid)
        .toList();
  }

  private static boolean names(AlertRule rule, Predicate<NotificationSettings> naming) {
    NotificationSettings settings = rule.notificationSettings();
    return settings != null && naming.test(settings);
  }

  /** The groups whose rules follow a contact point to its new name. */
  public List<StoredGroup> receiverRenamed(String from, String to) {
    return followed(settings -> settings.withReceiverRenamed(from, to));
  }

  /** The groups whose rules follow a mute timing to its new name. */
  List<StoredGroup> timingRenamed(String from, String to) {
    return followed(settings -> settings.withTimingRenamed(from, to));
  }

  private List<StoredGroup> followed(UnaryOperator<NotificationSettings> renamed) {
    List<StoredGroup> changed = new ArrayList<>();
    for (StoredGroup group : groups) {
      List<AlertRule> rules =
          group.rules().stream()
              .map(
                  rule -> {
                    NotificationSettings settings = rule.notificationSettings();
                    return settings == null ? rule : rule.notifying(renamed.apply(settings));
                  })
              .toList();
      if (!rules.equals(group.rules())) changed.add(group.with(group.interval(), rules));
    }
    return changed;
  }
}
