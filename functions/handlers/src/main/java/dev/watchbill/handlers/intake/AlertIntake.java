package dev.watchbill.handlers.intake;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.AlertGroups.Committed;
import dev.watchbill.domain.alert.Arrival;
import dev.watchbill.domain.alert.Change;
import dev.watchbill.domain.alert.Grouping;
import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.jobs.GroupChanges;
import dev.watchbill.handlers.oncall.LostRaces;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 *   a maintenance that is just over        its followers are resolved one after the other, some time later; an alert that would join
 *                                          such a group resolves it first and opens another, or nobody would ever hear of it
 *
 * An integration from the cache may be five seconds old. That is good enough to join; before a group is opened it is read again: a
 * deleted integration opens nothing, and a new group sees the routes and the maintenance of this moment.
 */
/** Takes alerts in. */
final class AlertIntake {

  private static final int TRIES = 10;

  /** Unresolved groups that the way back to a resolved one passes. */
  private static final int PASSED = 10;

  private final AlertGroups groups;
  private final GroupChanges changes;
  private final KnownIntegrations integrations;
  private final Organizations organizations;
  private final PublicIds ids;
  private final Jinja jinja;
  private final LostRaces races;

  @Inject
  AlertIntake(
      AlertGroups groups,
      GroupChanges changes,
      KnownIntegrations integrations,
      Organizations organizations,
      PublicIds ids,
      Jinja jinja,
      LostRaces races) {
    this.groups = groups;
    this.changes = changes;
    this.integrations = integrations;
    this.organizations = organizations;
    this.ids = ids;
    this.jinja = jinja;
    this.races = races;
  }

  /** What became of an alert. */
  enum Taken {
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
  Taken take(
      Integration integration, boolean fresh, IncomingAlert alert, boolean demo, Instant now) {
    String payload = Json.writePayload(alert.payload());
    return new Attempt(alert, payload, demo, null, now).run(integration, fresh, TRIES);
  }

  /**
   * Takes an alert that Watchbill itself makes, in one commit with the end of the timer that made
   * it and the beginning of the next. Tries once: whoever loses looks whether the timer still
   * stands.
   *
   * @param integration as read a moment ago
   */
  Taken take(
      Integration integration, IncomingAlert alert, Timer ran, @Nullable Timer next, Instant now) {
    String payload = Json.writePayload(alert.payload());
    return new Attempt(alert, payload, false, new Ran(ran, next), now).run(integration, true, 1);
  }

  /** The timer whose effect an alert is, and the one that follows it. */
  private record Ran(Timer timer, @Nullable Timer next) {
    Change with(Change change) {
      Change whole = change.ran(timer);
      return next == null ? whole : whole.set(next);
    }
  }

  /** One alert on its way in. What is chosen for it once stays the same however often it tries. */
  private final class Attempt {
    private final IncomingAlert alert;
    private final String payload;
    private final boolean demo;
    private final @Nullable Ran ran;
    private final Instant now;
    private final String alertId;
    private final String unique;
    private @Nullable String groupId;
    private long number;

    Attempt(IncomingAlert alert, String payload, boolean demo, @Nullable Ran ran, Instant now) {
      this.alert = alert;
      this.payload = payload;
      this.demo = demo;
      this.ran = ran;
      this.now = now.truncatedTo(ChronoUnit.MICROS); // as fine as the alert's id
      alertId = ids.nextAlert(this.now);
      unique = ids.unique();
    }

    Taken run(Integration known, boolean fresh, int tries) {
      Integration integration = known;
      boolean current = fresh;
      Arrival arrival = read(integration);
      for (int i = 0; i < tries; i++) {
        Arrival wanted = arrival;
        Optional<AlertGroup> newest =
            arrival.joinable()
                ? groups.newest(
                    integration.org(),
                    integration.id(),
                    arrival.route().id(),
                    arrival.distinction())
                : Optional.empty();
        Optional<AlertGroup> taker = newest.flatMap(group -> taker(group, wanted));
        if (taker.isPresent()) {
          if (join(taker.get(), arrival)) return Taken.STORED;
          races.spreadOut(i);
        } else if (!current) {
          Optional<Integration> again = integrations.again(integration);
          if (again.isEmpty()) return Taken.GONE;
          integration = again.get();
          current = true;
          arrival = read(integration);
        } else if (open(arrival, newest.map(AlertGroup::id).orElse(null)) == Committed.DONE) {
          return Taken.STORED;
        } else {
          races.spreadOut(i);
        }
      }
      return Taken.CONTENDED;
    }

    private Arrival read(Integration integration) {
      return Arrival.of(jinja, integration, alert, demo, unique, AlertIntake::json, now);
    }

    /** The newest group that takes the alert: usually the newest one at all, if any (§4.2). */
    private Optional<AlertGroup> taker(AlertGroup newest, Arrival arrival) {
      Optional<AlertGroup> group = Optional.of(newest);
      for (int i = 0; i < PASSED && group.isPresent(); i++) {
        if (Grouping.takes(group.get(), arrival)) return group;
        String previous = arrival.resolves() ? group.get().previous() : null;
        group =
            previous == null
                ? Optional.empty()
                : groups.find(arrival.integration().org(), previous);
      }
      return Optional.empty();
    }

    /** False: look again. */
    private boolean join(AlertGroup group, Arrival arrival) {
      if (endedUnnoticed(group, arrival)) return false;
      Change change = Grouping.join(group, arrival, now);
      if (ran != null) change = ran.with(change == null ? Change.of(group) : change);
      Committed committed =
          change == null
              ? groups.append(group, stored(group.id(), arrival))
              : changes.commit(change, stored(group.id(), arrival), now);
      return committed == Committed.DONE;
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

    private Committed open(Arrival arrival, @Nullable String previous) {
      String id = groupId;
      if (id == null) {
        id = groupId = ids.next("I");
        number = organizations.next(arrival.integration().org(), Counter.ALERT_GROUPS);
      }
      Change change = Grouping.open(arrival, id, number, alertId, previous, now);
      if (ran != null) change = ran.with(change);
      return changes.open(change, stored(id, arrival), arrival.joinable(), now);
    }

    private Alert stored(String group, Arrival arrival) {
      return new Alert(
          alertId,
          arrival.integration().org(),
          group,
          now,
          payload,
          alert.title(),
          alert.message(),
          alert.imageUrl(),
          alert.link());
    }
  }

  /** The value of a text, if it is JSON. */
  static Optional<Object> json(String text) {
    try {
      return Optional.ofNullable(Json.readPayload(text));
    } catch (Json.Malformed e) {
      return Optional.empty();
    }
  }
}
