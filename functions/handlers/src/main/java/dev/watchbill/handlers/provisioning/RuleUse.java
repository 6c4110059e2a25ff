package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.policy.GeneratedPolicies;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.NotificationSettings;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /**
   * The groups whose rules follow an integration to its new uid, by which dashboards name it, and
   * to its contact point's new name. A dashboard that begins to name the old uid meanwhile moves
   * the lock of references.
   *
   * @param renamed whether the name goes to nobody else
   */
  public List<StoredGroup> channelChanged(ContactPoint old, ContactPoint next, boolean renamed) {
    return changed(
        rule -> {
          NotificationSettings settings = rule.notificationSettings();
          AlertRule followed =
              renamed && settings != null
                  ? rule.notifying(settings.withReceiverRenamed(old.name(), next.name()))
                  : rule;
          Map<String, String> labels = rule.labels();
          String channels = labels == null ? null : labels.get(GeneratedPolicies.CHANNELS);
          return channels == null
              ? followed
              : followed.labelled(
                  GeneratedPolicies.CHANNELS,
                  GeneratedPolicies.channelRenamed(channels, old.uid(), next.uid()));
        });
  }

  private List<StoredGroup> followed(UnaryOperator<NotificationSettings> renamed) {
    return changed(
        rule -> {
          NotificationSettings settings = rule.notificationSettings();
          return settings == null ? rule : rule.notifying(renamed.apply(settings));
        });
  }

  private List<StoredGroup> changed(UnaryOperator<AlertRule> change) {
    List<StoredGroup> changed = new ArrayList<>();
    for (StoredGroup group : groups) {
      List<AlertRule> rules = group.rules().stream().map(change).toList();
      if (!rules.equals(group.rules())) changed.add(group.with(group.interval(), rules));
    }
    return changed;
  }
}
