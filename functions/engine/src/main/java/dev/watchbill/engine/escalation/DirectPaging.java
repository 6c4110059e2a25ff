package dev.watchbill.engine.escalation;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.escalation.DirectPage;
import dev.watchbill.domain.escalation.DirectPage.Person;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.escalation.Paging;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.User;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import dev.watchbill.engine.alert.AlertIntake;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The alert is one commit, each slice of people another: whoever asked is answered after the last one, and who gets no answer asks
 * again. Somebody may resolve the group between the look at it and a page; the page then ends at its first rule (PagingMachine).
 */
/** People who are asked for by name (spec oncall-behaviour §7.5). */
public final class DirectPaging {
  /** People of one commit: each takes four places of a transaction. */
  private static final int SLICE = 20;

  private final PagingIntegrations integrations;
  private final AlertIntake intake;
  private final AlertGroups groups;
  private final Escalations escalations;
  private final Commits commits;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  DirectPaging(
      PagingIntegrations integrations,
      AlertIntake intake,
      AlertGroups groups,
      Escalations escalations,
      Commits commits,
      PublicIds ids,
      InstantSource clock) {
    this.integrations = integrations;
    this.intake = intake;
    this.groups = groups;
    this.escalations = escalations;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Opens an alert group for a team, or for people.
   *
   * @param team null = of no team
   * @return the group; empty when others kept changing the same things
   */
  public Optional<AlertGroup> open(String org, User by, @Nullable Team team, DirectPage page) {
    Optional<Integration> integration = integrations.of(org, team);
    if (integration.isEmpty()) return Optional.empty();
    Map<String, @Nullable Object> payload =
        page.payload(
            ids.pageUid(),
            by.username(),
            page.people().isEmpty() && team != null ? team.name() : null);
    AlertIntake.Raised opened =
        intake.byHand(integration.get(), IncomingAlert.of(payload), clock.instant());
    if (opened.groupId() == null) return Optional.empty();
    return page(org, opened.groupId(), by, page.people());
  }

  /**
   * Pages people about a group that is there.
   *
   * @return the group as it is then; empty when it is gone, or others kept changing the same things
   */
  public Optional<AlertGroup> page(String org, String groupId, User by, List<Person> people) {
    for (int i = 0; i < people.size(); i += SLICE) {
      List<Person> slice = people.subList(i, Math.min(people.size(), i + SLICE));
      Optional<Boolean> done =
          commits.decide(now -> Step.commit(change(org, groupId, by, slice, now), true));
      if (done.isEmpty()) return Optional.empty();
    }
    return groups.find(org, groupId);
  }

  private Change change(String org, String groupId, User by, List<Person> people, Instant now) {
    Map<String, Paging> before =
        escalations.pagings(org, groupId, people.stream().map(Person::userId).toList());
    Change change = Change.at(now);
    for (Person person : people) {
      change =
          change
              .then(
                  Paging.begin(
                      before.get(person.userId()),
                      org,
                      groupId,
                      person.userId(),
                      person.important(),
                      null,
                      now))
              .record(
                  Paging.subject(org, groupId, person.userId()),
                  Decision.of("paged", Actor.user(by.id()), "Asked for by name")
                      .with("user", person.userId())
                      .with("important", person.important()));
    }
    return change;
  }
}
