package dev.watchbill.domain.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.org.OrganizationSettings;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * What was asked last, and until when an answer is waited for, stands in the ledger and nowhere else. A timer carries the instant of
 * the acknowledgement that it belongs to: a new one voids the timers of the one before.
 */
/**
 * Whoever acknowledged is asked from time to time whether that still holds (spec oncall-behaviour
 * §6.5). Only people are asked, and only about groups that follow no other.
 */
public final class AcknowledgeReminders {
  /** Groups older than this are left alone while nothing depends on the answer. */
  private static final Duration OLDEST = Duration.ofDays(14);

  private static final String ASKED = "acknowledge reminder";
  private static final String CONFIRMED = "acknowledgement confirmed";
  private static final String UNTIL = "until";

  /** Behind the group in the subject of the timer that waits for the answer. */
  private static final String ANSWER = "/answer";

  private AcknowledgeReminders() {}

  /** The group that a timer is about. */
  public static String group(Timer timer) {
    return timer.subject().replace(ANSWER, "");
  }

  /** Asks for the first time after a period; null when nobody is asked. */
  public static @Nullable Timer first(AlertGroup group, OrganizationSettings settings) {
    Mark mark = asked(group);
    return mark == null || settings.acknowledgeReminder().isZero()
        ? null
        : timer(group, mark, "", mark.at().plus(settings.acknowledgeReminder()));
  }

  /** The acknowledgement that somebody can be asked about. */
  private static @Nullable Mark asked(AlertGroup group) {
    Mark mark = group.status().acknowledged();
    boolean stands =
        mark != null
            && mark.by().userId() != null
            && group.state() == AlertGroup.State.ACKNOWLEDGED
            && group.status().attachedTo() == null;
    return stands ? mark : null;
  }

  private static Timer timer(AlertGroup group, Mark mark, String stage, Instant due) {
    return Timer.at(TimerKind.ACKNOWLEDGE_REMINDER, due, group.org(), group.id() + stage)
        .ofGeneration(generation(mark));
  }

  private static long generation(Mark mark) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, mark.at());
  }

  /**
   * What a timer brings; empty when the acknowledgement that it belongs to is over.
   *
   * @param people by id
   */
  public static Optional<Change> due(
      AlertGroup group,
      Timer due,
      OrganizationSettings settings,
      Function<String, Optional<User>> people,
      Instant now) {
    Mark mark = asked(group);
    if (mark == null || generation(mark) != due.generation()) return Optional.empty();
    return due.subject().endsWith(ANSWER)
        ? Optional.of(AlertGroupActions.unacknowledgedByTimeout(group, now))
        : ask(group, mark, settings, people, now);
  }

  private static Optional<Change> ask(
      AlertGroup group,
      Mark mark,
      OrganizationSettings settings,
      Function<String, Optional<User>> people,
      Instant now) {
    Duration period = settings.acknowledgeReminder();
    Duration timeout = settings.unacknowledgeTimeout();
    boolean old = timeout.isZero() && group.createdAt().plus(OLDEST).isBefore(now);
    if (period.isZero() || old) return Optional.empty();
    Decision line =
        Decision.of(ASKED, Actor.TIMER, "Whoever acknowledged is asked whether that still holds")
            .with("user", Objects.requireNonNull(mark.by().userId()));
    Timer next =
        timeout.isZero()
            ? timer(group, mark, "", now.plus(period))
            : timer(group, mark, ANSWER, now.plus(timeout));
    if (!timeout.isZero()) line = line.with(UNTIL, next.due());
    Change change = Change.at(now).replace(group, group).record(group.subject(), line).set(next);
    Optional<User> asked =
        people.apply(Objects.requireNonNull(mark.by().userId())).filter(User::mayBeNotified);
    if (asked.isEmpty()) return Optional.of(change);
    Delivery question = question(group, mark, asked.get(), timeout, now);
    return Optional.of(change.create(question).set(question.timer()));
  }

  private static Delivery question(
      AlertGroup group, Mark mark, User user, Duration timeout, Instant now) {
    String title = group.content().title();
    String words =
        "You acknowledged #%d %s. Are you still on it?%s"
            .formatted(
                group.number(),
                title == null ? "Incident" : title,
                timeout.isZero()
                    ? ""
                    : " Without an answer its escalation starts anew in "
                        + timeout.toMinutes()
                        + " minutes.");
    return Delivery.plain(
        Delivery.id(group.org(), "reminder", group.id(), mark.at().toString(), now.toString()),
        group.org(),
        Delivery.Purpose.NOTICE,
        DeliveryChannel.EMAIL,
        user.email(),
        user.id(),
        List.of(group.id()),
        words,
        "an acknowledgement of yours",
        now);
  }

  /**
   * The acknowledgement still holds. Whoever says so twice, or unasked, changes nothing.
   *
   * @param story of the group, oldest first
   */
  public static Outcome confirm(
      AlertGroup group,
      List<Ledger.Entry> story,
      OrganizationSettings settings,
      Actor by,
      Instant now) {
    Mark mark = asked(group);
    if (mark == null) {
      return new Outcome.Refused("Can't confirm an alert group that nobody has acknowledged");
    }
    Ledger.Entry question = null;
    for (Ledger.Entry entry : story) {
      if (entry.at().isBefore(mark.at())) continue;
      if (entry.decision().kind().equals(ASKED)) question = entry;
      if (entry.decision().kind().equals(CONFIRMED)) question = null;
    }
    String until = question == null ? null : question.decision().inputs().get(UNTIL);
    Decision line = Decision.of(CONFIRMED, by, "The acknowledgement still holds");
    Change change = Change.at(now).replace(group, group).record(group.subject(), line);
    if (question == null || until == null) return change;
    Instant next = question.at().plus(settings.acknowledgeReminder());
    return change
        .clear(timer(group, mark, ANSWER, Instant.parse(until)))
        .set(timer(group, mark, "", next));
  }
}
