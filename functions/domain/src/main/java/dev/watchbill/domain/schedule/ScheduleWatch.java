package dev.watchbill.domain.schedule;

import dev.watchbill.domain.ledger.Ledger;
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
    @Nullable Instant due,
    Ledger.Head ledger,
    long version) {

  public ScheduleWatch {
    onCall = List.copyOf(onCall);
    gaps = List.copyOf(gaps);
    emptyShifts = List.copyOf(emptyShifts);
  }

  /** Before the first look. */
  public static ScheduleWatch begin(String org, String schedule, Instant now) {
    return new ScheduleWatch(
        org, schedule, now, List.of(), List.of(), List.of(), null, "", null, Ledger.Head.EMPTY, 0);
  }

  ScheduleWatch seen(Instant until, List<String> users, List<Window> ahead, List<String> empty) {
    return new ScheduleWatch(
        org, schedule, until, users, ahead, empty, checked, trouble, due, ledger, version);
  }

  public ScheduleWatch checked(@Nullable Instant at, String troubleThen) {
    return new ScheduleWatch(
        org, schedule, seen, onCall, gaps, emptyShifts, at, troubleThen, due, ledger, version);
  }

  public ScheduleWatch due(@Nullable Instant at) {
    return new ScheduleWatch(
        org, schedule, seen, onCall, gaps, emptyShifts, checked, trouble, at, ledger, version);
  }

  public ScheduleWatch withLedger(Ledger.Head newest) {
    return new ScheduleWatch(
        org, schedule, seen, onCall, gaps, emptyShifts, checked, trouble, due, newest, version);
  }
}
