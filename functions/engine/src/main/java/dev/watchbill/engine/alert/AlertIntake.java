package dev.watchbill.engine.alert;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Arrival;
import dev.watchbill.domain.alert.Arrival.Origin;
import dev.watchbill.domain.alert.Grouping;
import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.PayloadText;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * One alert, one commit: it opens a group, or it joins one, together with everything that follows from it (spec oncall-behaviour §4).
 * When this returns STORED the alert is durable, and only then is its sender answered.
 *
 * The races, and what closes them:
 *   two first alerts of one key            the key's row lets one of them open; the other is refused, looks again and joins
 *   an alert joins while somebody resolves the group must be as open as it was read; refused, it looks again and opens the next
 *   two signals in two alerts              the group's version
 *   an end and its beginning, by two routes  no row is shared by both. An end that found nothing on any route opens a group of its own
 *                                          and then looks again: a beginning that was committed by then is ended too, one that
 *                                          comes later has begun anew and stays open, as on one route. A crash before the second
 *                                          look leaves the sender without an answer; sent again, the end finds that group
 *   a maintenance that is just over        its followers are resolved one after the other, some time later; an alert that would join
 *                                          such a group resolves it first and opens another, or nobody would ever hear of it
 *
 * An integration from the cache may be five seconds old. That is good enough to join; before a group is opened it is read again: a
 * deleted integration opens nothing, and a new group sees the routes and the maintenance of this moment.
 */
/** Takes alerts in. */
public final class AlertIntake {

  /** Unresolved groups that the way back to a resolved one passes. */
  private static final int PASSED = 10;

  private final AlertGroups groups;
  private final GroupChanges changes;
  private final KnownIntegrations integrations;
  private final Organizations organizations;
  private final PublicIds ids;
  private final Jinja jinja;
  private final Commits commits;
  private final PayloadText text;

  @Inject
  public AlertIntake(
      AlertGroups groups,
      GroupChanges changes,
      KnownIntegrations integrations,
      Organizations organizations,
      PublicIds ids,
      Jinja jinja,
      Commits commits,
      PayloadText text) {
    this.groups = groups;
    this.changes = changes;
    this.integrations = integrations;
    this.organizations = organizations;
    this.ids = ids;
    this.jinja = jinja;
    this.commits = commits;
    this.text = text;
  }

  /** What became of an alert. */
  public enum Taken {
    STORED,
    /** The integration was deleted a moment ago. */
    GONE,
    /** Others kept changing its group; nothing is stored, and trying again helps. */
    CONTENDED
  }

  /**
   * Takes one alert.
   *
   * @param fresh whether the integration was read for this request
   * @param now when it came; of several alerts in one request each has an instant of its own, which
   *     is what keeps them in order
   */
  public Taken take(
      Integration integration, boolean fresh, IncomingAlert alert, boolean demo, Instant now) {
    String payload = text.write(alert.payload());
    Origin origin = demo ? Origin.DEMO : Origin.SOURCE;
    return new Attempt(integration, fresh, alert, payload, origin, null, now).run();
  }

  /**
   * Takes an alert that somebody raises by hand.
   *
   * @param integration as read for this request
   */
  public Raised byHand(Integration integration, IncomingAlert alert, Instant now) {
    return told(integration, alert, Origin.SOURCE, now);
  }

  /**
   * What became of such an alert, and where it is.
   *
   * @param groupId the group it opened; null when it was not stored
   */
  public record Raised(Taken taken, @Nullable String groupId, String alertId) {}

  /**
   * Takes a demo alert.
   *
   * @param integration as read for this request
   */
  public Raised demonstrate(Integration integration, IncomingAlert alert, Instant now) {
    return told(integration, alert, Origin.DEMO, now);
  }

  private Raised told(Integration integration, IncomingAlert alert, Origin origin, Instant now) {
    String payload = text.write(alert.payload());
    Attempt attempt = new Attempt(integration, true, alert, payload, origin, null, now);
    Taken taken = attempt.run();
    return new Raised(taken, taken == Taken.STORED ? attempt.groupId : null, attempt.alertId);
  }

  /**
   * Takes an alert that Watchbill itself makes, in one commit with the end of the timer that made
   * it and the beginning of the next. Tries once: whoever loses looks whether the timer still
   * stands.
   *
   * @param integration as read a moment ago
   */
  Taken take(Integration integration, IncomingAlert alert, Change with, Instant now) {
    return new Attempt(
            integration, true, alert, text.write(alert.payload()), Origin.HEARTBEAT, with, now)
        .attempt()
        .orElse(Taken.CONTENDED);
  }

  /**
   * What an alert found of its key.
   *
   * @param newest the newest group on its route
   * @param taker the group that takes it
   * @param everywhere whether it looked on other routes too
   */
  private record Found(@Nullable String newest, @Nullable AlertGroup taker, boolean everywhere) {
    static final Found NOTHING = new Found(null, null, false);

    static Found of(Optional<AlertGroup> newest, Optional<AlertGroup> taker, boolean everywhere) {
      return new Found(newest.map(AlertGroup::id).orElse(null), taker.orElse(null), everywhere);
    }
  }

  /** One alert on its way in. What is chosen for it once stays the same however often it tries. */
  private final class Attempt {
    private final IncomingAlert alert;
    private final String payload;
    private final Origin origin;
    private final @Nullable Change with;
    private final Instant now;
    private final String alertId;
    private final String unique;
    private @Nullable String groupId;
    private long number;
    private Integration integration;
    private boolean current;

    Attempt(
        Integration integration,
        boolean fresh,
        IncomingAlert alert,
        String payload,
        Origin origin,
        @Nullable Change with,
        Instant now) {
      this.integration = integration;
      current = fresh;
      this.alert = alert;
      this.payload = payload;
      this.origin = origin;
      this.with = with;
      this.now = now.truncatedTo(ChronoUnit.MICROS); // as fine as the alert's id
      alertId = ids.nextAlert(this.now);
      unique = ids.unique();
    }

    Taken run() {
      return commits.again(this::attempt).orElse(Taken.CONTENDED);
    }

    /** Empty: somebody was faster, look again. */
    private Optional<Taken> attempt() {
      Arrival arrival = read();
      Found found = look(arrival);
      if (found.taker() == null && !current) {
        Optional<Integration> again = integrations.again(integration);
        if (again.isEmpty()) return Optional.of(Taken.GONE);
        integration = again.get();
        current = true;
        arrival = read();
        found = look(arrival);
      }
      AlertGroup taker = found.taker();
      if (taker != null) return done(join(taker, arrival));
      boolean opened = open(arrival, found);
      if (opened && found.everywhere()) answerWhatBeganMeanwhile(arrival);
      return done(opened);
    }

    private static Optional<Taken> done(boolean done) {
      return done ? Optional.of(Taken.STORED) : Optional.empty();
    }

    private Arrival read() {
      return Arrival.of(jinja, integration, alert, origin, unique, text::read, now);
    }

    private Found look(Arrival arrival) {
      if (!arrival.joinable()) return Found.NOTHING;
      String org = arrival.integration().org();
      String integration = arrival.integration().id();
      Optional<AlertGroup> newest =
          groups.newest(org, integration, arrival.route().id(), arrival.distinction());
      List<AlertGroup> own = newest.map(group -> back(group, arrival)).orElse(List.of());
      if (!Grouping.asksElsewhere(own, arrival)) {
        return Found.of(newest, Grouping.taker(own, List.of(), arrival), false);
      }
      return Found.of(newest, Grouping.taker(own, elsewhere(arrival), arrival), true);
    }

    private List<AlertGroup> elsewhere(Arrival arrival) {
      Integration integration = arrival.integration();
      return groups.ofKey(integration.org(), integration.id(), arrival.distinction()).stream()
          .filter(group -> !group.routeId().equals(arrival.route().id()))
          .toList();
    }

    /** The alert is stored in a group of its own; this does what it says to one more. */
    private void answerWhatBeganMeanwhile(Arrival arrival) {
      for (AlertGroup group : elsewhere(arrival)) {
        if (!group.status().open()) continue;
        changes.change(group.org(), group.id(), (each, at) -> Grouping.answered(each, arrival, at));
      }
    }

    /** The way back to a group of the route that takes the alert: usually the newest (§4.2). */
    private List<AlertGroup> back(AlertGroup newest, Arrival arrival) {
      List<AlertGroup> passed = new ArrayList<>(List.of(newest));
      while (passed.size() < PASSED && !Grouping.takes(passed.getLast(), arrival)) {
        String previous = arrival.resolves() ? passed.getLast().previous() : null;
        Optional<AlertGroup> group =
            previous == null
                ? Optional.empty()
                : groups.find(arrival.integration().org(), previous);
        if (group.isEmpty()) break;
        passed.add(group.get());
      }
      return passed;
    }

    private boolean join(AlertGroup group, Arrival arrival) {
      return !endedUnnoticed(group, arrival)
          && commit(Grouping.join(group, arrival, stored(group.id()), now));
    }

    private boolean commit(Change change) {
      return commits.commitWhatFits(with == null ? change : change.then(with));
    }

    private boolean endedUnnoticed(AlertGroup group, Arrival arrival) {
      if (!group.status().open() || !Grouping.followsAnother(group, arrival.integration(), now)) {
        return false;
      }
      String root = group.status().attachedTo();
      boolean over =
          root != null
              && groups
                  .find(group.org(), root)
                  .filter(each -> each.status().resolved() != null)
                  .isPresent();
      if (over) {
        changes.change(
            group.org(), group.id(), (each, at) -> AlertGroupActions.maintenanceEnded(each, at));
      }
      return over;
    }

    private boolean open(Arrival arrival, Found found) {
      String id = groupId;
      if (id == null) {
        id = groupId = ids.next("I");
        number = organizations.next(integration.org(), Counter.ALERT_GROUPS);
      }
      return commit(Grouping.open(arrival, number, stored(id), found.newest(), now));
    }

    private Alert stored(String group) {
      return new Alert(
          alertId,
          integration.org(),
          group,
          now,
          payload,
          alert.title(),
          alert.message(),
          alert.imageUrl(),
          alert.link());
    }
  }
}
