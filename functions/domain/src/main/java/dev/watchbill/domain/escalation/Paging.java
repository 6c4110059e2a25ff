package dev.watchbill.domain.escalation;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One person's rules running for one alert group (spec oncall-behaviour §7.4): each pair has at
 * most one chain, which a new notification begins anew.
 *
 * @param run counts the beginnings
 * @param important by which of the person's two lists
 * @param direct whether somebody paged this person by name, which goes on when others have answered
 * @param step the step that notified; null for a direct page
 * @param began when this run did
 * @param last the rule that was run last; null = none yet
 * @param due when the next rule runs; null = the run is over
 */
public record Paging(
    String org,
    String groupId,
    String userId,
    long run,
    boolean important,
    boolean direct,
    @Nullable String step,
    Instant began,
    @Nullable String last,
    @Nullable Instant due,
    Ledger.Head ledger,
    long version)
    implements Row.Told {

  private static final String BETWEEN = "/";

  public static Subject subject(String org, String groupId, String userId) {
    return new Subject(Subject.Kind.PAGING, org, groupId + BETWEEN + userId);
  }

  @Override
  public Subject subject() {
    return subject(org, groupId, userId);
  }

  /** The group and the person that a timer is about; empty when it names none. */
  public static Optional<Pair> pair(Timer timer) {
    int between = timer.subject().indexOf(BETWEEN);
    return between < 0
        ? Optional.empty()
        : Optional.of(
            new Pair(
                timer.subject().substring(0, between), timer.subject().substring(between + 1)));
  }

  /** Whom, about what. */
  public record Pair(String groupId, String userId) {}

  /**
   * Begins a run, and ends the one that goes on.
   *
   * @param old what stands of the pair; null = nothing yet
   */
  public static Change begin(
      @Nullable Paging old,
      String org,
      String groupId,
      String userId,
      boolean important,
      @Nullable String step,
      Instant now) {
    Paging begun =
        new Paging(
            org,
            groupId,
            userId,
            old == null ? 1 : old.run + 1,
            important,
            step == null,
            step,
            now,
            null,
            now,
            old == null ? Ledger.Head.EMPTY : old.ledger,
            old == null ? 0 : old.version);
    Change change = Change.at(now);
    change = old == null ? change.create(begun) : change.replace(old, begun).clear(old.timer());
    return change.set(begun.dueTimer(now));
  }

  /** What wakes its next rule; null when the run is over. */
  public @Nullable Timer timer() {
    return due == null ? null : dueTimer(due);
  }

  private Timer dueTimer(Instant at) {
    return Timer.at(TimerKind.PAGING, at, org, subject().id()).ofGeneration(run);
  }

  Paging after(@Nullable String rule, @Nullable Instant next) {
    return new Paging(
        org, groupId, userId, run, important, direct, step, began, rule, next, ledger, version);
  }
}
