package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a schedule between two looks at it ({@link ShiftEvaluation}): what was told
 * already, so that nothing is told twice or never.
 *
 * @param seen every handoff up to this instant, it included, is told
 * @param onCall who was on call then
 * @param gaps the gaps that were ahead then; they are told
 * @param emptyShifts the events without anybody that were ahead then, as {@code shift@start}
 * @param checked when its imported calendars were last asked for; null = never
 * @param trouble what was wrong with them then; empty = nothing
 * @param calendars the addresses of which a copy may be kept
 * @param leftOut the users who were named in vain then, as they were told
 * @param clock the zone it had then; null = never looked at, or it has none
 * @param due when it is looked at next; null = never, unless somebody changes it
 * @param ledger the newest entry of its story
 */
public record ScheduleWatch(
    String org,
    String schedule,
    Instant seen,
    List<String> onCall,
    List<Window> gaps,
    List<String> emptyShifts,
    @Nullable Instant checked,
    String trouble,
    List<String> calendars,
    List<String> leftOut,
    @Nullable Clock clock,
    @Nullable Instant due,
    Ledger.Head ledger,
    long version)
    implements Row.Told {

  public ScheduleWatch {
    onCall = List.copyOf(onCall);
    gaps = List.copyOf(gaps);
    emptyShifts = List.copyOf(emptyShifts);
    calendars = List.copyOf(calendars);
    leftOut = List.copyOf(leftOut);
  }

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.SCHEDULE_WATCH, org, schedule);
  }

  /** A zone, and since when it is told to be the schedule's. */
  public record Clock(String zone, Instant since) {}

  /** Before the first look. */
  public static ScheduleWatch begin(String org, String schedule, Instant now) {
    return anew(org, schedule, now, Ledger.Head.EMPTY, 0);
  }

  /**
   * As before the first look, in the place of one that cannot be read: what was told stays told,
   * and its story goes on.
   */
  public static ScheduleWatch anew(
      String org, String schedule, Instant now, Ledger.Head ledger, long version) {
    return new ScheduleWatch(
        org, schedule, now, List.of(), List.of(), List.of(), null, "", List.of(), List.of(), null,
        null, ledger, version);
  }

  ScheduleWatch seen(Instant until, List<String> users) {
    return seen(until, users, gaps, emptyShifts, leftOut, clock);
  }

  ScheduleWatch seen(
      Instant until,
      List<String> users,
      List<Window> ahead,
      List<String> empty,
      List<String> inVain,
      @Nullable Clock zone) {
    return new ScheduleWatch(
        org, schedule, until, users, ahead, empty, checked, trouble, calendars, inVain, zone, due,
        ledger, version);
  }

  public ScheduleWatch checked(
      @Nullable Instant at, String troubleThen, List<String> addressesThen) {
    return new ScheduleWatch(
        org,
        schedule,
        seen,
        onCall,
        gaps,
        emptyShifts,
        at,
        troubleThen,
        addressesThen,
        leftOut,
        clock,
        due,
        ledger,
        version);
  }

  public ScheduleWatch due(@Nullable Instant at) {
    return next(at, ledger);
  }

  public ScheduleWatch withLedger(Ledger.Head newest) {
    return next(due, newest);
  }

  private ScheduleWatch next(@Nullable Instant at, Ledger.Head newest) {
    return new ScheduleWatch(
        org,
        schedule,
        seen,
        onCall,
        gaps,
        emptyShifts,
        checked,
        trouble,
        calendars,
        leftOut,
        clock,
        at,
        newest,
        version);
  }
}
