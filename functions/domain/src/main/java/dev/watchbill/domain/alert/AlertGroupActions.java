package dev.watchbill.domain.alert;

import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.AlertGroup.Silence;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.change.Happened.Action;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.change.Outcome.Refused;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people and time do to an alert group, or why it is refused.
 *
 * <p>Refusals are checked in the order the original checks them, because clients show the first one
 * (spec oncall-behaviour §6.3).
 */
public final class AlertGroupActions {

  private static final String RESTART = "restarts from its first step";

  /** How long a restart waits, so that whoever takes it back at once pages nobody (§7.2). */
  public static final Duration GRACE = Duration.ofSeconds(10);

  public static Outcome acknowledge(AlertGroup group, Actor by, Instant now) {
    Status status = group.status();
    if (status.acknowledged() != null) return refused("acknowledge", "an acknowledged");
    if (status.resolved() != null) return refused("acknowledge", "a resolved");
    if (status.attachedTo() != null) return refused("acknowledge", "an attached");
    if (group.maintenance()) return refused("acknowledge", "a maintenance");
    return endSilence(group, by, now, "acknowledged")
        .then(
            to(
                group,
                status.unsilenced().acknowledged(new Mark(now, by)),
                now,
                Action.ACKNOWLEDGED,
                Decision.of("acknowledged", by, "Acknowledged; its escalation stops")
                    .with("state", group.state().slug())));
  }

  /** Nobody said in time that the acknowledgement still holds; no webhook is told (§9.1). */
  public static Change unacknowledgedByTimeout(AlertGroup group, Instant now) {
    AlertGroup after = group.with(group.status().unacknowledged().restarted(now));
    return Change.at(now)
        .replace(group, after)
        .record(
            group.subject(),
            Decision.of(
                "unacknowledged",
                Actor.TIMER,
                "unacknowledged by timeout: nobody confirmed it; its escalation " + RESTART))
        .set(after.escalationTimer(now.plus(GRACE)));
  }

  public static Outcome unacknowledge(AlertGroup group, Actor by, Instant now) {
    Status status = group.status();
    if (status.acknowledged() == null) return refused("unacknowledge", "an unacknowledged");
    if (status.resolved() != null) return refused("unacknowledge", "a resolved");
    if (status.attachedTo() != null) return refused("unacknowledge", "an attached");
    if (group.maintenance()) return refused("unacknowledge", "a maintenance");
    return endSilence(group, by, now, "unacknowledged")
        .then(
            to(
                group,
                status.unsilenced().unacknowledged().restarted(now),
                now,
                Action.UNACKNOWLEDGED,
                Decision.of("unacknowledged", by, "Unacknowledged; its escalation " + RESTART)));
  }

  /** Of the special group of a maintenance: the caller ends that maintenance as well. */
  public static Outcome resolve(AlertGroup group, Actor by, Instant now) {
    Status status = group.status();
    if (status.resolved() != null) return refused("resolve", "a resolved");
    if (status.attachedTo() != null) return refused("resolve", "an attached");
    return resolved(group, by, now, "Resolved; its escalation stops");
  }

  public static Outcome unresolve(AlertGroup group, Actor by, Instant now) {
    Status status = group.status();
    if (status.resolved() == null) return refused("unresolve", "an unresolved");
    if (status.attachedTo() != null) return refused("unresolve", "an attached");
    if (group.maintenance()) return refused("unresolve", "a maintenance");
    if (status.wipedAt() != null) {
      // A wiped group stays resolved, and the caller still gets its 200 (spec §6.3).
      return Change.at(now)
          .replace(group, group)
          .record(
              group.subject(),
              Decision.of("kept resolved", by, "Not unresolved: the group was wiped"));
    }
    return endSilence(group, by, now, "unresolved")
        .then(
            to(
                group,
                status.unsilenced().unacknowledged().unresolved().restarted(now),
                now,
                Action.UNRESOLVED,
                Decision.of(
                    "unresolved",
                    by,
                    "Unresolved; its escalation "
                        + RESTART
                        + ", and new alerts of its key open another group")));
  }

  /**
   * Silences a group that nobody has taken or ended.
   *
   * @param delay zero or less = for ever; a group silenced already is silenced anew from now
   */
  public static Outcome silence(AlertGroup group, Duration delay, Actor by, Instant now) {
    Status status = group.status();
    if (status.resolved() != null) return refused("silence", "a resolved");
    if (status.acknowledged() != null) return refused("silence", "an acknowledged");
    if (status.attachedTo() != null) return refused("silence", "an attached");
    @Nullable Instant until = delay.isPositive() ? now.plus(delay) : null;
    Change change =
        endSilence(group, by, now, "silenced anew")
            .then(
                to(
                    group,
                    status.unsilenced().silenced(new Silence(now, until, by)),
                    now,
                    Action.SILENCED,
                    Decision.of(
                            "silenced",
                            by,
                            until == null
                                ? "Silenced for ever; its escalation stops"
                                : "Silenced; its escalation rests until it ends")
                        .with("until", until == null ? "for ever" : until)));
    return until == null
        ? change
        : change.set(Timer.at(TimerKind.SILENCE_EXPIRY, until, group.org(), group.id()));
  }

  public static Outcome unsilence(AlertGroup group, Actor by, Instant now) {
    Status status = group.status();
    if (status.silence() == null) return refused("unsilence", "an unsilenced");
    if (status.resolved() != null) return refused("unsilence", "a resolved");
    if (status.acknowledged() != null) return refused("unsilence", "an acknowledged");
    if (status.attachedTo() != null) return refused("unsilence", "an attached");
    return unsilenced(group, by, now, "Unsilenced; its escalation " + RESTART);
  }

  /**
   * A silence reached its end. Nothing when this timer belongs to an older silence, when somebody
   * acknowledged or resolved meanwhile, or when the group follows another.
   */
  public static @Nullable Change silenceEnded(AlertGroup group, Timer due, Instant now) {
    Silence silence = group.status().silence();
    if (silence == null || group.state() != AlertGroup.State.SILENCED) return null;
    // Not equality: a timer that failed before or was put back by hand still ends its silence.
    if (silence.until() == null || due.due().isBefore(silence.until())) return null;
    if (group.status().attachedTo() != null) return null;
    return unsilenced(
        group, Actor.TIMER, now, "auto unsilence: the silence ended; its escalation " + RESTART);
  }

  /** The source says that it is being worked on (spec §4.4). Null when it changes nothing. */
  public static @Nullable Change acknowledgedBySource(AlertGroup group, Instant now) {
    if (group.status().acknowledged() != null) return null;
    return endSilence(group, Actor.SOURCE, now, "acknowledged by the source")
        .then(
            to(
                group,
                group.status().unsilenced().acknowledged(new Mark(now, Actor.SOURCE)),
                now,
                Action.ACKNOWLEDGED,
                Decision.of(
                    "acknowledged",
                    Actor.SOURCE,
                    "The alert matched the acknowledge condition; its escalation stops")));
  }

  /** The source says that it is over (spec §4.5). Null when it changes nothing. */
  public static @Nullable Change resolvedBySource(AlertGroup group, Instant now) {
    if (group.status().resolved() != null) return null;
    return resolved(
        group, Actor.SOURCE, now, "The alert matched the resolve condition; its escalation stops");
  }

  /** The maintenance that this group, or the one it follows, belongs to is over. */
  public static @Nullable Change maintenanceEnded(AlertGroup group, Instant now) {
    if (group.status().resolved() != null) return null;
    return resolved(group, Actor.MAINTENANCE, now, "stop maintenance");
  }

  /** Empties title and payloads, which storage does with the same change, and resolves (§6.6). */
  public static Change wipe(AlertGroup group, Actor by, Instant now) {
    Change change = Change.at(now);
    if (group.status().resolved() == null) {
      change = resolved(group, Actor.WIPE, now, "Resolved because it is wiped");
    }
    AlertGroup ended = change.after(group);
    return change.then(
        Change.at(now)
            .replace(ended, ended.with(ended.status().wiped(now)).wiped())
            .record(group.subject(), Decision.of("wiped", by, "Title and payloads removed"))
            .happened(event(group, Action.WIPED, by)));
  }

  /** Removes the group from every reader; what it leaves behind is erased by a timer (§6.6). */
  public static Change delete(AlertGroup group, Actor by, Instant now) {
    return Change.at(now)
        .delete(group)
        .set(Timer.at(TimerKind.ERASE, now, group.org(), group.id()))
        .happened(event(group, Action.DELETED, by));
  }

  /** The group copies what the one it is attached to now is (spec §6.6: followers). */
  public static @Nullable Change follow(AlertGroup group, AlertGroup root, Instant now) {
    Status own = group.status();
    Status theirs = root.status();
    if (own.state() == theirs.state()) return null;
    Status next = own.unsilenced();
    next =
        theirs.acknowledged() == null
            ? next.unacknowledged()
            : next.acknowledged(theirs.acknowledged());
    next = theirs.resolved() == null ? next.unresolved() : next.resolved(theirs.resolved());
    if (theirs.silence() != null) {
      // Followers are silenced for ever: the root's own expiry brings them back (§6.6).
      next = next.silenced(new Silence(now, null, theirs.silence().by()));
    }
    return endSilence(group, Actor.SYSTEM, now, "following its root")
        .then(
            to(
                group,
                next,
                now,
                Action.FOLLOWED,
                Decision.of("followed", Actor.SYSTEM, "Follows the group that it is attached to")
                    .with("root", root.id())
                    .with("state", theirs.state().slug())));
  }

  /** The group that it is attached to is deleted: it is on its own again (spec §6.6). */
  public static Change detached(AlertGroup group, Instant now) {
    return to(
        group,
        group.status().attached(null).restarted(now),
        now,
        Action.DETACHED,
        Decision.of(
                "unattached",
                Actor.SYSTEM,
                "The group that it was attached to is deleted; its escalation " + RESTART)
            .with("root", String.valueOf(group.status().attachedTo())));
  }

  /** More alerts than are ever compared (§4.6): from now on only people resolve it. */
  public static Change autoResolveDisabled(AlertGroup group, long limit, Instant now) {
    return Change.at(now)
        .replace(group, group.tooBigToAutoResolve())
        .record(
            group.subject(),
            Decision.of(
                    "auto-resolve disabled",
                    Actor.SYSTEM,
                    "The group has more alerts than are compared for resolving it by itself")
                .with("limit", limit));
  }

  /** The last step of its escalation says that it is over (§7.3). */
  public static Change resolvedByStep(AlertGroup group, Instant now) {
    return resolved(group, Actor.TIMER, now, "Resolved by a step of its escalation");
  }

  /** Nothing escalates it any more, and why. */
  public static Change escalationEnded(AlertGroup group, String why, Instant now) {
    return Change.at(now)
        .replace(group, group.with(group.status().escalating(group.status().escalation().ended())))
        .record(group.subject(), Decision.of("escalation ended", Actor.TIMER, why));
  }

  private static Change resolved(AlertGroup group, Actor by, Instant now, String reason) {
    return endSilence(group, by, now, "resolved")
        .then(
            to(
                group,
                group.status().unsilenced().resolved(new Mark(now, by)),
                now,
                Action.RESOLVED,
                Decision.of("resolved", by, reason).with("state", group.state().slug())));
  }

  private static Change unsilenced(AlertGroup group, Actor by, Instant now, String reason) {
    return to(
            group,
            group.status().unsilenced().restarted(now),
            now,
            Action.UNSILENCED,
            Decision.of("unsilenced", by, reason))
        .clear(silenceTimer(group));
  }

  /** Ends a silence as part of something else: its timer must not wake a human who has answered. */
  private static Change endSilence(AlertGroup group, Actor by, Instant now, String because) {
    if (group.status().silence() == null) return Change.at(now);
    return Change.at(now)
        .replace(group, group.with(group.status().unsilenced()))
        .clear(silenceTimer(group))
        .record(
            group.subject(), Decision.of("unsilenced", by, "The silence ends early: " + because));
  }

  private static @Nullable Timer silenceTimer(AlertGroup group) {
    Silence silence = group.status().silence();
    return silence == null || silence.until() == null
        ? null
        : Timer.at(TimerKind.SILENCE_EXPIRY, silence.until(), group.org(), group.id());
  }

  private static Change to(
      AlertGroup group, Status next, Instant now, Action action, Decision why) {
    AlertGroup after = group.with(next);
    Change change =
        Change.at(now)
            .replace(group, after)
            .record(group.subject(), why)
            .happened(event(group, action, why.actor()));
    boolean restarts = next.escalation().generation() > group.status().escalation().generation();
    return restarts ? change.set(after.escalationTimer(now.plus(GRACE))) : change;
  }

  private static Happened event(AlertGroup group, Action action, Actor by) {
    return new Happened.ToGroup(group.subject(), action, by, group.maintenance());
  }

  private static Refused refused(String action, String what) {
    return new Refused("Can't " + action + " " + what + " alert group");
  }

  private AlertGroupActions() {}
}
