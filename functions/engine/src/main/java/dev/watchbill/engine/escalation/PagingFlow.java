package dev.watchbill.engine.escalation;

import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.delivery.SendWindows;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.escalation.Paging;
import dev.watchbill.domain.escalation.PagingMachine;
import dev.watchbill.domain.org.OrganizationSettings;
import dev.watchbill.domain.org.OrganizationSettings.OnFailedPage;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.engine.TimerFlow;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Runs the next rule of a person who is paged. */
public final class PagingFlow implements TimerFlow {
  private final AlertGroups groups;
  private final Escalations escalations;
  private final People people;
  private final SendWindows windows;
  private final SendingRules settings;

  @Inject
  public PagingFlow(
      AlertGroups groups,
      Escalations escalations,
      People people,
      SendWindows windows,
      SendingRules settings) {
    this.groups = groups;
    this.escalations = escalations;
    this.people = people;
    this.windows = windows;
    this.settings = settings;
  }

  @Override
  public Optional<Change> decide(Timer due, Instant now) {
    Optional<Paging> found =
        Paging.pair(due)
            .flatMap(pair -> escalations.paging(due.org(), pair.groupId(), pair.userId()));
    if (found.isEmpty()) return Optional.empty();
    Paging paging = found.get();
    if (paging.run() != due.generation()
        || paging.due() == null
        || due.due().isBefore(paging.due())) {
      return Optional.empty();
    }
    String org = paging.org();
    OrganizationSettings rules = settings.of(org);
    return Optional.of(
        PagingMachine.run(
            paging,
            groups.find(org, paging.groupId()).orElse(null),
            people.reach(org, paging.userId()),
            rules.onFailedPage() == OnFailedPage.KEEP_TIME,
            SendingRules.onlySms(rules),
            (channel, important) -> windows.of(org, paging.userId(), channel, important),
            now));
  }
}
