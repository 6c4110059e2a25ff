package dev.watchbill.domain.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Run;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.escalation.EscalationSnapshot.Step;
import dev.watchbill.domain.escalation.EscalationStep.AboveRate;
import dev.watchbill.domain.escalation.EscalationStep.BetweenTimes;
import dev.watchbill.domain.escalation.EscalationStep.DeclareIncident;
import dev.watchbill.domain.escalation.EscalationStep.NotifyChannel;
import dev.watchbill.domain.escalation.EscalationStep.NotifyNextOnCall;
import dev.watchbill.domain.escalation.EscalationStep.NotifyNextUser;
import dev.watchbill.domain.escalation.EscalationStep.NotifyOnCall;
import dev.watchbill.domain.escalation.EscalationStep.NotifyTeam;
import dev.watchbill.domain.escalation.EscalationStep.NotifyUserGroup;
import dev.watchbill.domain.escalation.EscalationStep.NotifyUsers;
import dev.watchbill.domain.escalation.EscalationStep.Repeat;
import dev.watchbill.domain.escalation.EscalationStep.Resolve;
import dev.watchbill.domain.escalation.EscalationStep.TriggerWebhook;
import dev.watchbill.domain.escalation.EscalationStep.Untyped;
import dev.watchbill.domain.escalation.EscalationStep.Wait;
import dev.watchbill.domain.org.User;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Each call runs one step, or a slice of one: a step that reaches more people than one transaction holds goes on where it stopped, by
 * the order of their ids, so that a crash between slices loses and doubles nobody, whoever comes or goes meanwhile.
 *
 * The races, and what closes them:
 *   somebody answers while a step runs      every step is committed on the version of the group that it was decided from
 *   an alert joins while a gate pauses      the pause expects as many alerts as were counted; whoever joins after it finds it paused
 *   a step runs twice                       its timer and the version of the escalation
 */
/** The steps of an escalation (spec oncall-behaviour §7.2, §7.3), as pure functions. */
public final class StepMachine {

  /** Between two steps. */
  public static final Duration BETWEEN = Duration.ofSeconds(5);

  /** People of one slice. */
  public static final int SLICE = 20;

  private static final Duration UNSET_WAIT = Duration.ofMinutes(5);

  /** What a step finds when it runs. */
  public sealed interface Found {

    /** It needs nothing. */
    record Nothing() implements Found {}

    /**
     * @param users whom it notifies now
     * @param more whether others come after them, in another slice
     * @param without why there is nobody; null = there simply is none
     * @param pagings what stands of them and the group, by user
     */
    record People(
        List<User> users, boolean more, @Nullable String without, Map<String, Paging> pagings)
        implements Found {}

    /** How many alerts came in the window that a gate looks at. */
    record Alerts(long count) implements Found {}

    /** Whether there is such a webhook, and it is on. */
    record Webhook(boolean usable) implements Found {}
  }

  private final AlertGroup group;
  private final @Nullable Escalation before;
  private final Escalation state;
  private final Found found;
  private final Instant now;

  private StepMachine(
      AlertGroup group, @Nullable Escalation before, Escalation state, Found found, Instant now) {
    this.group = group;
    this.before = before;
    this.state = state;
    this.found = found;
    this.now = now;
  }

  /**
   * Runs the next step.
   *
   * @param before the escalation as it was read; null when it has no row yet
   * @param state the same, begun anew where the group has begun anew
   */
  public static Change run(
      AlertGroup group, @Nullable Escalation before, Escalation state, Found found, Instant now) {
    Change change = new StepMachine(group, before, state, found, now).step();
    boolean changesGroup =
        change.rows().stream().anyMatch(row -> row.subject().equals(group.subject()));
    return changesGroup ? change : change.expect(new Expectation.Unchanged(group));
  }

  /** The escalation as the table has it, become what this step begins with. */
  private Change base() {
    Change change = Change.at(now);
    return before == null ? change.create(state) : change.replace(before, state);
  }

  private Change step() {
    if (state.step().isEmpty())
      return finished(base().replace(state, state.at(state.next(), null)));
    Step step = state.step().get();
    return switch (step.does()) {
      case Untyped _ -> failed(step, "The step has no type");
      case Wait(Duration duration) -> waits(step, duration);
      case NotifyUsers does -> notify(step, does.important());
      case NotifyNextUser does -> notifyNext(step, does.important());
      case NotifyTeam does -> notify(step, does.important());
      case NotifyOnCall does -> notify(step, does.important());
      case NotifyNextOnCall does -> notify(step, does.important());
      case NotifyUserGroup _ -> failed(step, "No Slack workspace is connected");
      case NotifyChannel _ -> failed(step, "No Slack workspace is connected");
      case DeclareIncident _ -> failed(step, "There is no incident product to declare one in");
      case TriggerWebhook(String webhook) -> webhook(step, webhook);
      case BetweenTimes(LocalTime from, LocalTime to) -> gate(step, from, to);
      case AboveRate does -> gate(step, does);
      case Resolve _ -> resolve(step);
      case Repeat _ -> repeat(step);
    };
  }

  private Change waits(Step step, @Nullable Duration duration) {
    if (duration == null) {
      return on(step, line(step, "waiting", "Waits five minutes: its time is not set"), UNSET_WAIT);
    }
    return on(step, line(step, "waiting", "Waits").with("seconds", duration.toSeconds()), duration);
  }

  private Change notify(Step step, boolean important) {
    Found.People people = (Found.People) found;
    if (people.users().isEmpty()) {
      String why = people.without();
      return failed(step, why == null ? "There is nobody to notify" : why);
    }
    if (!people.more()) return notify(on(step, null, BETWEEN), step, people, important);
    Escalation next = state.reached(people.users().getLast().id(), now);
    Change goesOn = base().replace(state, next).set(group.escalationTimer(now));
    return notify(goesOn, step, people, important);
  }

  /** Whom a step notifies now, of all whom it would; the rest comes in other slices. */
  public static List<User> slice(List<User> all, @Nullable String reached) {
    if (all.size() <= SLICE && reached == null) return all;
    return all.stream()
        .sorted(Comparator.comparing(User::id))
        .filter(user -> reached == null || user.id().compareTo(reached) > 0)
        .limit(SLICE)
        .toList();
  }

  /** Whether others come after this slice. */
  public static boolean more(List<User> all, List<User> slice) {
    if (slice.isEmpty() || slice.size() == all.size()) return false;
    String last = slice.getLast().id();
    return all.stream().anyMatch(user -> user.id().compareTo(last) > 0);
  }

  private Change notify(Change change, Step step, Found.People people, boolean important) {
    Change all = change;
    for (User user : people.users()) {
      all =
          all.then(
                  Paging.begin(
                      people.pagings().get(user.id()),
                      group.org(),
                      group.id(),
                      user.id(),
                      important,
                      step.id(),
                      now))
              .record(
                  state.subject(),
                  line(step, "notified", "Notified by a step of the escalation")
                      .with("user", user.id())
                      .with("important", important));
    }
    return all;
  }

  private Change notifyNext(Step step, boolean important) {
    Found.People people = (Found.People) found;
    if (people.users().isEmpty()) return failed(step, "There is nobody to notify");
    User next = people.users().getFirst();
    Escalation after = state.pointing(step.id(), next.id()).at(state.next() + 1, now.plus(BETWEEN));
    Change change =
        base().replace(state, after).create(new StepPointer(group.org(), step.id(), next.id()));
    return notify(ending(change), step, people, important);
  }

  /** Whose turn it is: the one after the last one, by name. */
  public static Optional<User> turn(List<User> all, @Nullable String last) {
    List<User> turn =
        all.stream().sorted(Comparator.comparing(User::username).thenComparing(User::id)).toList();
    if (turn.isEmpty()) return Optional.empty();
    int place = 0;
    for (int i = 0; i < turn.size(); i++) {
      if (turn.get(i).id().equals(last)) place = (i + 1) % turn.size();
    }
    return Optional.of(turn.get(place));
  }

  private Change webhook(Step step, @Nullable String webhook) {
    if (webhook == null || !((Found.Webhook) found).usable()) {
      return failed(step, "The webhook is not set, or is off");
    }
    return on(
            step,
            line(step, "webhook triggered", "Triggers a webhook").with("webhook", webhook),
            BETWEEN)
        .happened(new Happened.ToWebhook(state.subject(), group.id(), webhook));
  }

  private Change gate(Step step, @Nullable LocalTime from, @Nullable LocalTime to) {
    if (from == null || to == null) return failed(step, "The times of the gate are not set");
    Instant opens = opens(from, to, now);
    if (opens.equals(now))
      return on(step, line(step, "gate passed", "The time of day is within the gate"), BETWEEN);
    return on(
        step,
        line(step, "gate closed", "Goes on when the gate opens").with("until", opens),
        Duration.between(now, opens));
  }

  /** When a gate lets pass whoever comes now; spec oncall-behaviour §7.3. */
  static Instant opens(LocalTime from, LocalTime to, Instant now) {
    LocalTime time = LocalTime.ofInstant(now, ZoneOffset.UTC);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Instant todayFrom = today.atTime(from).toInstant(ZoneOffset.UTC);
    if (from.isBefore(to)) {
      if (time.isBefore(from)) return todayFrom;
      return time.isBefore(to) ? now : todayFrom.plus(Duration.ofDays(1));
    }
    if (from.isAfter(to)) {
      return !time.isBefore(to) && time.isBefore(from) ? todayFrom : now;
    }
    if (time.withNano(0).equals(from)) return now;
    return time.isBefore(from) ? todayFrom : todayFrom.plus(Duration.ofDays(1));
  }

  private Change gate(Step step, AboveRate gate) {
    if (gate.alerts() == null || gate.minutes() == null) {
      return failed(step, "The numbers of the gate are not set");
    }
    long count = ((Found.Alerts) found).count();
    if (count > gate.alerts()) {
      return on(
          step,
          line(step, "gate passed", "More alerts came than the gate asks for")
              .with("alerts", count),
          BETWEEN);
    }
    boolean told = state.paused().contains(step.id());
    AlertGroup pausing =
        group.with(group.status().escalating(group.status().escalation().in(Run.Phase.PAUSED)));
    Change change =
        base()
            .replace(state, state.pausedAt(step.id()))
            .replace(group, pausing)
            .expect(new Expectation.AsManyAlerts(group));
    return told
        ? change
        : change.record(
            state.subject(),
            line(step, "paused", "Waits for more alerts; each one has the gate look again")
                .with("alerts", count));
  }

  private Change resolve(Step step) {
    return base()
        .replace(state, state.at(state.next() + 1, null))
        .record(state.subject(), line(step, "resolving", "Resolves the alert group"))
        .then(AlertGroupActions.resolvedByStep(group, now));
  }

  private Change repeat(Step step) {
    if (state.repeats(step.id()) >= Escalation.REPEATS) {
      return on(step, line(step, "not repeated", "It has begun again five times already"), BETWEEN);
    }
    Instant again = now.plus(BETWEEN);
    return base()
        .replace(state, state.repeated(step.id(), again))
        .set(group.escalationTimer(again))
        .record(
            state.subject(),
            line(step, "repeated", "Begins again from the first step")
                .with("time", state.repeats(step.id()) + 1));
  }

  private Change failed(Step step, String why) {
    return on(step, line(step, "escalation failed", why), BETWEEN);
  }

  /** The step is done, and the next one comes. */
  private Change on(Step step, @Nullable Decision line, Duration after) {
    Change change = base().replace(state, state.at(state.next() + 1, now.plus(after)));
    if (line != null) change = change.record(state.subject(), line);
    return ending(change);
  }

  /** Sets the timer of the next step; the escalation is over when there is none. */
  private Change ending(Change change) {
    Escalation next = change.after(state);
    Instant due = Objects.requireNonNull(next.due());
    boolean over = next.step().isEmpty() && !due.isAfter(now.plus(BETWEEN));
    return over ? finished(change) : change.set(group.escalationTimer(due));
  }

  private Change finished(Change change) {
    Escalation last = change.after(state);
    AlertGroup ended = group.with(group.status().escalating(group.status().escalation().ended()));
    return change
        .replace(last, last.at(last.next(), null))
        .replace(group, ended)
        .record(
            state.subject(),
            Decision.of("escalation finished", Actor.TIMER, "All steps have run; the state stays"));
  }

  private Decision line(Step step, String kind, String reason) {
    return Decision.of(kind, Actor.TIMER, reason).with("step", step.id());
  }
}
