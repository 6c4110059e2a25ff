package dev.watchbill.engine.schedule;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.ShiftSwaps;
import dev.watchbill.domain.schedule.TakenSwap;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/*
 * Hours that are asked for or taken twice: every write of a swap puts the next version of its schedule, and is decided by the swaps
 * that were read after that schedule. So of two requests at once, two askers or two takers, one finds its schedule changed, decides
 * again and then sees the other's swap.
 *
 * Two takes of one swap at once: both read the open request, both commit on its version, one is refused and decides again, and then the
 * request is no longer open. The same holds for a take and a deletion.
 *
 * The past of a taken swap never changes: when it is deleted or moved after it has begun, what it meant until then is kept.
 */
/** Writes of swaps with what they mean for who is on call, in one transaction. */
public final class SwapWrites implements Rows<ShiftSwap> {
  private final ShiftSwaps swaps;
  private final Schedules schedules;
  private final ScheduleStates states;
  private final Commits commits;

  @Inject
  public SwapWrites(ShiftSwaps swaps, Schedules schedules, ScheduleStates states, Commits commits) {
    this.swaps = swaps;
    this.schedules = schedules;
    this.states = states;
    this.commits = commits;
  }

  @Override
  public Optional<ShiftSwap> find(String org, String id) {
    return swaps.find(org, id);
  }

  @Override
  public List<ShiftSwap> all(String org) {
    return swaps.all(org);
  }

  /**
   * With the next version of its schedule, so that the schedule cannot go meanwhile. Duplicate when
   * its hours are asked for or taken already.
   */
  @Override
  public Saved create(ShiftSwap swap) {
    Optional<ScheduleRow> schedule = schedules.find(swap.org(), swap.schedule());
    if (schedule.isEmpty()) return new Saved.Stale();
    if (!swap.fits(swaps.all(swap.org()), states.now())) return new Saved.Duplicate();
    return Commits.saved(
        commits.commit(
            Change.at(states.now())
                .create(swap)
                .replace(schedule.get(), schedule.get())
                .happened(new Happened.ToSchedule(schedule.get().subject()))));
  }

  /**
   * Also a take: the stored one is open, the wanted one has a benefactor. Duplicate when its hours
   * are taken, or, of one that nobody has taken yet, asked for already.
   */
  @Override
  public Saved replace(ShiftSwap swap) {
    Optional<ShiftSwap> stored =
        swaps.find(swap.org(), swap.id()).filter(old -> old.version() == swap.version());
    if (stored.isEmpty()) return new Saved.Stale();
    List<ScheduleRow> concerned = concerned(stored.get(), Optional.of(swap));
    if (gives(swap, stored.get()) && !swap.fits(swaps.all(swap.org()), states.now())) {
      return new Saved.Duplicate();
    }
    return commit(
        Change.at(states.now()).replace(stored.get(), swap),
        stored.get(),
        Optional.of(swap),
        concerned);
  }

  @Override
  public Saved delete(ShiftSwap swap) {
    return commit(
        Change.at(states.now()).delete(swap.deleted(states.now())),
        swap,
        Optional.empty(),
        concerned(swap, Optional.empty()));
  }

  /** Whether it gives away what it did not before: another description must always be possible. */
  private static boolean gives(ShiftSwap swap, ShiftSwap before) {
    return !swap.schedule().equals(before.schedule())
        || !swap.start().equals(before.start())
        || !swap.end().equals(before.end())
        || swap.benefactor() != null && before.benefactor() == null;
  }

  private List<ScheduleRow> concerned(ShiftSwap before, Optional<ShiftSwap> after) {
    return Stream.concat(Stream.of(before), after.stream())
        .map(ShiftSwap::schedule)
        .distinct()
        .flatMap(id -> schedules.find(before.org(), id).stream())
        .toList();
  }

  private Saved commit(
      Change begun, ShiftSwap before, Optional<ShiftSwap> after, List<ScheduleRow> concerned) {
    Instant now = states.now();
    // What counts once this is done, by where it is kept.
    Map<String, ShiftSwap> effects = new LinkedHashMap<>();
    if (before.benefactor() != null && before.start().isBefore(now)) {
      ShiftSwap past = before.end().isAfter(now) ? endingAt(before, now) : before;
      effects.put(place(past), past);
    }
    after
        .filter(swap -> swap.benefactor() != null)
        .ifPresent(swap -> effects.put(place(swap), swap));
    Change change = begun;
    if (before.benefactor() != null && !effects.containsKey(place(before))) {
      change = change.delete(new TakenSwap(before));
    }
    for (ShiftSwap effect : effects.values()) change = change.create(new TakenSwap(effect));
    for (ScheduleRow schedule : concerned) {
      ScheduleRow calculated =
          states.calculated(
              schedule, rota -> with(rota, before.id(), schedule.id(), effects.values()));
      change =
          change
              .replace(schedule, calculated)
              .happened(new Happened.ToSchedule(schedule.subject()));
    }
    return Commits.saved(commits.commit(change));
  }

  private static Rota with(Rota rota, String id, String schedule, Iterable<ShiftSwap> effects) {
    List<ShiftSwap> all = new ArrayList<>();
    for (ShiftSwap swap : rota.swaps()) if (!swap.id().equals(id)) all.add(swap);
    for (ShiftSwap swap : effects) if (swap.schedule().equals(schedule)) all.add(swap);
    all.sort(Comparator.comparing(ShiftSwap::createdAt).thenComparing(ShiftSwap::id));
    return new Rota(rota.schedule(), rota.shifts(), rota.imported(), all, rota.notifiable());
  }

  private static String place(ShiftSwap swap) {
    return swap.schedule() + " " + swap.end();
  }

  private static ShiftSwap endingAt(ShiftSwap swap, Instant end) {
    return new ShiftSwap(
        swap.id(),
        swap.org(),
        swap.schedule(),
        swap.start(),
        end,
        swap.description(),
        swap.beneficiary(),
        swap.benefactor(),
        swap.createdAt(),
        swap.updatedAt(),
        swap.deletedAt(),
        swap.version());
  }
}
