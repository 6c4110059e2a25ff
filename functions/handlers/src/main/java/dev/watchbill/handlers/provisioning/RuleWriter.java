package dev.watchbill.handlers.provisioning;

import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.NotificationSettings;
import dev.watchbill.domain.rule.RuleChange;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Changes rule groups. Whoever lost a race decides anew from what stands there then, at most ten
 * times.
 */
final class RuleWriter {
  private final RuleGroups groups;
  private final Folders folders;
  private final NotificationConfigs configs;
  private final Organizations organizations;
  private final Commits commits;

  @Inject
  RuleWriter(
      RuleGroups groups,
      Folders folders,
      NotificationConfigs configs,
      Organizations organizations,
      Commits commits) {
    this.groups = groups;
    this.folders = folders;
    this.configs = configs;
    this.organizations = organizations;
    this.commits = commits;
  }

  /** What a request wants done. */
  sealed interface Step {

    /**
     * Writes these groups, then answers.
     *
     * @param written the rules that are new or changed, as they are to be
     * @param claimed whether some of them have a new uid of their client's choice
     */
    record Save(
        List<StoredGroup> next, List<AlertRule> written, boolean claimed, Supplier<Response> answer)
        implements Step {}

    /** Answers without a change. */
    record Answer(Response response) implements Step {}
  }

  static Step reply(Response response) {
    return new Step.Answer(response);
  }

  Response change(String org, Supplier<Step> decide) {
    return commits
        .again(
            () -> {
              RuleLocks locks = groups.locks(org);
              return switch (decide.get()) {
                case Step.Answer answer -> Optional.of(answer.response());
                case Step.Save save -> saved(org, save, locks);
              };
            })
        .orElseGet(Errors::contended);
  }

  private Optional<Response> saved(String org, Step.Save save, RuleLocks locks) {
    for (AlertRule rule : save.written()) {
      if (folders.find(org, rule.folderUid()).isEmpty()) {
        return Optional.of(invalid("folder does not exist"));
      }
    }
    Long configVersion = null;
    if (save.written().stream().anyMatch(rule -> rule.notificationSettings() != null)) {
      NotificationConfig config = configs.find(org);
      for (AlertRule rule : save.written()) {
        List<Flaw> dangling = dangling(rule, config);
        if (!dangling.isEmpty()) return Optional.of(invalid(dangling.getFirst().text()));
      }
      configVersion = config.version();
    }
    RuleChange change = new RuleChange(org, save.next(), locks, save.claimed(), configVersion);
    return switch (groups.save(change)) {
      case Saved.Done _ -> Optional.of(save.answer().get());
      case Saved.TooLarge large ->
          Optional.of(
              Errors.plain(
                  400,
                  "This is more than can be written at once: %d bytes, with rules out of thirty other groups"
                      .formatted(large.limitBytes())));
      case Saved.Full _ -> Optional.of(Errors.quota());
      case Saved.Stale _, Saved.Duplicate _ -> Optional.empty();
    };
  }

  private static List<Flaw> dangling(AlertRule rule, NotificationConfig config) {
    NotificationSettings settings = rule.notificationSettings();
    return settings == null
        ? List.of()
        : settings.danglingReferences(config.receivers(), config.timingNames());
  }

  /** The rules with numbers of their own in place of 0. */
  List<AlertRule> numbered(String org, List<AlertRule> rules) {
    if (rules.isEmpty()) return rules;
    long first = organizations.next(org, Counter.ALERT_RULES, rules.size());
    List<AlertRule> numbered = new ArrayList<>();
    for (AlertRule rule : rules) {
      numbered.add(rule.identifiedAs(first + numbered.size(), rule.uid()));
    }
    return numbered;
  }

  /** Takes rules that move elsewhere out of the groups they are in. */
  List<StoredGroup> without(Collection<StoredGroup> sources, Set<String> uids) {
    List<StoredGroup> left = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (StoredGroup source : sources) {
      if (!seen.add(source.folderUid() + "\0" + source.title())) continue;
      StoredGroup now = source;
      for (String uid : uids) now = now.without(uid);
      left.add(now);
    }
    return left;
  }

  static Response invalid(String reason) {
    return Errors.known(
        400, "alerting.invalidRule", "invalid alert rule: " + reason, Map.of("Error", reason));
  }

  /** What is wrong with rules that were sent. */
  static Response invalid(List<Flaw> flaws) {
    Flaw first = flaws.getFirst();
    if (first.kind() == Flaw.Kind.SHAPE) return ProvisioningResource.badData(flaws);
    if (first.text().startsWith("cannot change provenance")) {
      return Errors.known(409, "alerting.provenanceMismatch", first.text());
    }
    return Errors.known(
        400,
        "alerting.invalidRule",
        "invalid alert rule: " + first.text(),
        Map.of("Errors", flaws.stream().map(Flaw::toString).toList()));
  }
}
