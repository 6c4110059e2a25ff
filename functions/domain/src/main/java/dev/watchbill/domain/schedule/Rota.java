package dev.watchbill.domain.schedule;

import java.util.List;
import java.util.function.Predicate;

/**
 * All that decides who is on call by one schedule, read together.
 *
 * @param shifts its shifts, its overrides, and the retired ones of its past; those it does not need
 *     must be left out
 * @param imported events of its calendars from elsewhere; {@link Imported#NONE} if it has none
 * @param swaps of this schedule, in order of their creation; the deleted ones may be among them
 * @param notifiable whether a user may be notified at all: those who may not are never on call
 */
public record Rota(
    Schedule schedule,
    List<Shift> shifts,
    Imported imported,
    List<ShiftSwap> swaps,
    Predicate<String> notifiable) {

  public Rota {
    shifts = List.copyOf(shifts);
    swaps = List.copyOf(swaps);
  }

  /** A rota of shifts alone. */
  public static Rota of(Schedule schedule, List<Shift> shifts, Predicate<String> notifiable) {
    return new Rota(schedule, shifts, Imported.NONE, List.of(), notifiable);
  }

  public Rota withShifts(List<Shift> others) {
    return new Rota(schedule, others, imported, swaps, notifiable);
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
