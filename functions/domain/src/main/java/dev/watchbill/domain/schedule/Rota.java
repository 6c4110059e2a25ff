package dev.watchbill.domain.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that decides who is on call by one schedule, read together.
 *
 * @param shifts its shifts, its overrides, and the retired ones of its past; those it does not need
 *     must be left out
 * @param imported events of its calendars from elsewhere; {@link Imported#NONE} if it has none
 * @param swaps of this schedule, in order of their creation; deleted ones have no effect. One that
 *     nobody has taken only marks its stretch: leave those out that are past due
 * @param notifiable whether a user may be notified at all: those who may not are never on call
 * @param leftOut whom the listed shifts name in vain; decides nothing, but is told
 */
public record Rota(
    Schedule schedule,
    List<Shift> shifts,
    Imported imported,
    List<ShiftSwap> swaps,
    Predicate<String> notifiable,
    List<LeftOut> leftOut) {

  public Rota {
    shifts = List.copyOf(shifts);
    swaps = List.copyOf(swaps);
    leftOut = List.copyOf(leftOut);
  }

  /** A rota that names nobody in vain. */
  public Rota(
      Schedule schedule,
      List<Shift> shifts,
      Imported imported,
      List<ShiftSwap> swaps,
      Predicate<String> notifiable) {
    this(schedule, shifts, imported, swaps, notifiable, List.of());
  }

  /** A rota of shifts alone. */
  public static Rota of(Schedule schedule, List<Shift> shifts, Predicate<String> notifiable) {
    return new Rota(schedule, shifts, Imported.NONE, List.of(), notifiable);
  }

  /** Events of shifts that one question may have to look at. */
  public static final int MOST_EVENTS = 250_000;

  /**
   * Why a question about this window is refused; empty if it is not. An hourly shift has 87,600
   * events in ten years, so only many such shifts, or events that last for months, come near it.
   *
   * <p>A question that is asked all the same ends with an IllegalArgumentException before it is
   * calculated.
   */
  public Optional<String> problem(Window window) {
    double events = 0;
    for (Shift shift : shifts) {
      double days =
          (double) window.length().plus(shift.details().duration()).toSeconds() / 86_400 + 1;
      events += 1 + shift.repeats().map(rule -> days * perDay(rule)).orElse(0.0);
    }
    return events <= MOST_EVENTS
        ? Optional.empty()
        : Optional.of("more than " + MOST_EVENTS + " events in the window: ask for a shorter one");
  }

  private static double perDay(Recurrence rule) {
    double most =
        switch (rule.frequency()) {
          case HOURLY -> 24;
          case DAILY -> 1;
          case WEEKLY -> Math.max(1, rule.byDay().size()) / 7.0;
          case MONTHLY -> rule.byDay().isEmpty() && rule.byMonthDay().isEmpty() ? 1 / 28.0 : 1;
        };
    return most / rule.step();
  }

  public Rota withSwaps(List<ShiftSwap> others) {
    return new Rota(schedule, shifts, imported, others, notifiable, leftOut);
  }

  /** The rota with others in place of a shift. */
  public Rota replacing(String id, List<Shift> others) {
    List<Shift> changed = new ArrayList<>();
    for (Shift shift : shifts) if (!shift.id().equals(id)) changed.add(shift);
    changed.addAll(others);
    return withShifts(changed);
  }

  public Rota withShifts(List<Shift> others) {
    return new Rota(schedule, others, imported, swaps, notifiable, leftOut);
  }

  /** Calendars from elsewhere, already read. */
  public interface Imported {

    Imported NONE = window -> List.of();

    /**
     * The events that overlap a window, whole, with their users found and in any order. An event of
     * no length that lies inside counts too. Cost and number are bounded by whoever reads them.
     */
    List<Occurrence> overlapping(Window window);
  }
}
