package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.RuleChange;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.domain.rule.legacy.PanelRule;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The alert rules, as this dialect reads and changes them: those of every other dialect. */
final class RuleBook {
  private final RuleGroups groups;
  private final Organizations organizations;
  private final Commits commits;
  private final InstantSource clock;

  @Inject
  RuleBook(RuleGroups groups, Organizations organizations, Commits commits, InstantSource clock) {
    this.groups = groups;
    this.organizations = organizations;
    this.commits = commits;
    this.clock = clock;
  }

  /**
   * A rule and how often it is evaluated.
   *
   * @param interval of its group, in seconds
   */
  record Entry(AlertRule rule, long interval) {}

  /** What became of a change. Nothing is written unless it is {@code Done}. */
  sealed interface Outcome {
    record Done() implements Outcome {}

    /** The rule is not there any more. */
    record Gone() implements Outcome {}

    /** Every try lost its race. */
    record Contended() implements Outcome {}

    /** It cannot be done, for this reason. */
    record Refused(String reason) implements Outcome {}
  }

  /** All rules that raise alerts; those that record metrics are no alerts (§17.4). */
  List<Entry> all(String org) {
    List<Entry> all = new ArrayList<>();
    for (StoredGroup group : groups.all(org)) {
      for (AlertRule rule : group.rules()) {
        if (rule.recording() == null) all.add(new Entry(rule, group.interval()));
      }
    }
    return all;
  }

  /** The alert of this number. */
  Optional<Entry> find(String org, long number) {
    return groups
        .numbered(org, number)
        .flatMap(
            group ->
                group.rules().stream()
                    .filter(rule -> rule.id() == number && rule.recording() == null)
                    .map(rule -> new Entry(rule, group.interval()))
                    .findFirst());
  }

  /** Pauses or unpauses; what else the rule is, its provenance too, stays. */
  Outcome pause(String org, String uid, boolean paused) {
    return commits
        .again(
            () -> {
              RuleLocks locks = groups.locks(org);
              Optional<StoredGroup> group = groups.holding(org, uid);
              Optional<AlertRule> rule = group.flatMap(each -> each.rule(uid));
              if (group.isEmpty() || rule.isEmpty()) {
                return Optional.<Outcome>of(new Outcome.Gone());
              }
              StoredGroup next = group.get().with(rule.get().paused(paused, clock.instant()));
              // Nothing is named that was not named before, so no reference has to be checked.
              return outcome(groups.save(new RuleChange(org, List.of(next), locks, false, null)));
            })
        .orElseGet(Outcome.Contended::new);
  }

  /**
   * Pauses or unpauses all but those that come from files, group by group: a group is one write.
   * Whoever is paused when this dies half way is paused rightly.
   *
   * @return how many; empty when it lost every race for a group
   */
  OptionalLong pauseAll(String org, boolean paused) {
    long affected = 0;
    for (StoredGroup group : groups.all(org)) {
      OptionalLong here = pauseAll(group, paused);
      if (here.isEmpty()) return here;
      affected += here.getAsLong();
    }
    return OptionalLong.of(affected);
  }

  private OptionalLong pauseAll(StoredGroup listed, boolean paused) {
    return commits
        .again(
            () -> {
              RuleLocks locks = groups.locks(listed.org());
              StoredGroup group = groups.find(listed.org(), listed.folderUid(), listed.title());
              List<AlertRule> changed =
                  group.rules().stream()
                      .filter(rule -> rule.recording() == null && rule.paused() != paused)
                      .filter(rule -> rule.provenance() != Provenance.FILE)
                      .toList();
              if (changed.isEmpty()) return Optional.of(0L);
              StoredGroup next = group;
              for (AlertRule rule : changed) next = next.with(rule.paused(paused, clock.instant()));
              RuleChange change = new RuleChange(listed.org(), List.of(next), locks, false, null);
              return groups.save(change) instanceof Saved.Done
                  ? Optional.of((long) changed.size())
                  : Optional.empty();
            })
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * What the panels of a dashboard ask for.
   *
   * @param configVersion the notification configuration whose channels they name; null when they
   *     name none
   */
  record Wanted(List<PanelRule> rules, @Nullable Long configVersion) {}

  /**
   * The rules of a dashboard become these: those of the same uid are changed and keep their numbers
   * and whether they are paused, others come and go. All of it or nothing.
   *
   * <p>A channel that gets another uid meanwhile: whoever commits second finds the configuration
   * changed, or the lock of references moved, and decides again.
   *
   * @param wanted asked again after each lost race
   */
  Outcome replace(String org, String dashboardUid, Supplier<Wanted> wanted) {
    return commits
        .again(
            () -> {
              RuleLocks locks = groups.locks(org);
              Wanted now = wanted.get();
              List<PanelRule> rules = now.rules();
              PanelRuleChange change = new PanelRuleChange(groups.all(org), dashboardUid);
              int fresh = change.fresh(rules);
              long number = fresh == 0 ? 0 : organizations.next(org, Counter.ALERT_RULES, fresh);
              Optional<String> refusal = change.decide(org, rules, number, clock.instant());
              if (refusal.isPresent()) {
                return Optional.<Outcome>of(new Outcome.Refused(refusal.get()));
              }
              List<StoredGroup> changed = change.changed();
              if (changed.isEmpty()) return Optional.of(new Outcome.Done());
              RuleChange next = new RuleChange(org, changed, locks, fresh > 0, now.configVersion());
              return outcome(groups.save(next));
            })
        .orElseGet(Outcome.Contended::new);
  }

  /** Empty when the race was lost. */
  private static Optional<Outcome> outcome(Saved saved) {
    return switch (saved) {
      case Saved.Done _ -> Optional.of(new Outcome.Done());
      case Saved.TooLarge large ->
          Optional.of(
              new Outcome.Refused("its rules take more than " + large.limitBytes() + " bytes"));
      case Saved.Full full ->
          Optional.of(new Outcome.Refused("there are " + full.limit() + " rules already"));
      case Saved.Stale _, Saved.Duplicate _ -> Optional.empty();
    };
  }
}
