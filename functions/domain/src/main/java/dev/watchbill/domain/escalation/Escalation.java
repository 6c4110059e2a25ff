package dev.watchbill.domain.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.timer.Timer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the escalation of an alert group is. The group itself knows only whether one runs, so
 * that the pages of a storm and the people who answer do not meet on one row.
 *
 * @param generation the beginning that it belongs to; that of the group is newer while a restart
 *     has not reached its first step
 * @param next the place of the step that runs next
 * @param repeats how often each step that repeats had it begin again
 * @param reached while a step with many people is made in slices: the last one who was told
 * @param paused the steps whose pause was told already
 * @param due when the next step runs; null while it waits for an alert, and when it is over
 */
public record Escalation(
    String org,
    String groupId,
    long generation,
    EscalationSnapshot snapshot,
    int next,
    Map<String, Integer> repeats,
    @Nullable String reached,
    Set<String> paused,
    @Nullable Instant due,
    Ledger.Head ledger,
    long version)
    implements Row.Told {

  /** How often one step has its chain begin again (spec oncall-behaviour §7.3). */
  public static final int REPEATS = 5;

  public Escalation {
    paused = Set.copyOf(paused);
    repeats = Map.copyOf(repeats);
  }

  public static Subject subject(String org, String groupId) {
    return new Subject(Subject.Kind.ESCALATION, org, groupId);
  }

  /** A beginning, at the first step. */
  public static Escalation begun(
      String org, String groupId, long generation, EscalationSnapshot snapshot, Instant now) {
    return new Escalation(
        org, groupId, generation, snapshot, 0, Map.of(), null, Set.of(), now, Ledger.Head.EMPTY, 0);
  }

  /** A new beginning of what ran before; its story goes on. */
  public Escalation anew(long run, EscalationSnapshot current, Instant now) {
    return new Escalation(
        org, groupId, run, current, 0, Map.of(), null, Set.of(), now, ledger, version);
  }

  @Override
  public Subject subject() {
    return subject(org, groupId);
  }

  /** The step that runs next; empty when all have run. */
  public Optional<EscalationSnapshot.Step> step() {
    return next < snapshot.steps().size()
        ? Optional.of(snapshot.steps().get(next))
        : Optional.empty();
  }

  Escalation at(int place, @Nullable Instant when) {
    return copy(snapshot, place, repeats, null, paused, when);
  }

  /** How often the step had the chain begin again. */
  int repeats(String step) {
    return repeats.getOrDefault(step, 0);
  }

  Escalation repeated(String step, Instant when) {
    Map<String, Integer> more = new HashMap<>(repeats);
    more.merge(step, 1, Integer::sum);
    return copy(snapshot, 0, more, null, paused, when);
  }

  Escalation reached(String user, Instant when) {
    return copy(snapshot, next, repeats, user, paused, when);
  }

  Escalation pausedAt(String step) {
    Set<String> more = new HashSet<>(paused);
    more.add(step);
    return copy(snapshot, next, repeats, null, more, null);
  }

  Escalation pointing(String step, String user) {
    return copy(snapshot.pointing(step, user), next, repeats, reached, paused, due);
  }

  /** Somebody has the step that waits for its time run now. */
  public Change hurried(AlertGroup group, Actor by, Instant now) {
    Timer waiting = due == null ? null : group.escalationTimer(due);
    return Change.at(now)
        .replace(this, copy(snapshot, next, repeats, reached, paused, now))
        .clear(waiting)
        .set(group.escalationTimer(now))
        .record(subject(), Decision.of("hurried", by, "The next step runs at once"));
  }

  private Escalation copy(
      EscalationSnapshot snap,
      int place,
      Map<String, Integer> again,
      @Nullable String told,
      Set<String> pauses,
      @Nullable Instant when) {
    return new Escalation(
        org, groupId, generation, snap, place, again, told, pauses, when, ledger, version);
  }
}
