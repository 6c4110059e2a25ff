package dev.watchbill.domain.alert;

import dev.watchbill.domain.ledger.Decision;
import dev.watchbill.domain.timer.Timer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next state of a group and everything that goes with it, as a plain value. Storage commits all
 * of it in one transaction, if the group still has the version this was decided from, or nothing.
 *
 * @param next the group as it shall stand; its version is the one it replaces
 * @param ran the timer whose effect this is: committed only if that timer still stood
 */
public record Change(
    AlertGroup next,
    List<Timer> set,
    List<Timer> clear,
    List<Decision> decisions,
    @Nullable Timer ran)
    implements Outcome {

  public Change {
    set = List.copyOf(set);
    clear = List.copyOf(clear);
    decisions = List.copyOf(decisions);
  }

  public static Change of(AlertGroup next) {
    return new Change(next, List.of(), List.of(), List.of(), null);
  }

  public Change set(Timer timer) {
    return new Change(next, plus(set, timer), clear, decisions, ran);
  }

  public Change clear(@Nullable Timer timer) {
    return timer == null ? this : new Change(next, set, plus(clear, timer), decisions, ran);
  }

  public Change record(Decision decision) {
    return new Change(next, set, clear, plus(decisions, decision), ran);
  }

  public Change ran(Timer timer) {
    return new Change(
        next, set, clear.stream().filter(each -> !each.sameAs(timer)).toList(), decisions, timer);
  }

  /** This change and then another one, decided from {@link #next}. */
  Change then(Change later) {
    Change all = new Change(later.next, set, clear, decisions, ran);
    for (Timer timer : later.set) all = all.set(timer);
    for (Timer timer : later.clear) all = all.clear(timer);
    for (Decision decision : later.decisions) all = all.record(decision);
    return all;
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }
}
