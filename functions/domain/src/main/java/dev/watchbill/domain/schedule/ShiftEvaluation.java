package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/*
 * A look tells what has happened since the last one, not only what is now: a job that slept over ten handoffs tells ten, each at its
 * own instant, and one that runs twice tells none the second time. That works because the past of a schedule never changes: the rota
 * of today still says who was on call last week. Where it says otherwise (an imported calendar was rewritten, a user lost the right
 * to be notified), one handoff is told, at the instant of the look: nobody knows a truer one.
 */
/** What becomes known of a schedule when it is looked at (spec oncall-behaviour §8.11). */
public final class ShiftEvaluation {

  /** How far ahead gaps and empty shifts are looked for. */
  public static final Duration AHEAD = Duration.ofDays(30);

  /** A shorter hole between two people is no time without anybody (§8.6). */
  static final Duration HOLE = Duration.ofMinutes(1);

  /** Handoffs of one look; the rest is told by the next one, which is due at once. */
  static final int HANDOFFS = 40;

  /** Gaps and empty shifts that are remembered. */
  private static final int REMEMBERED = 200;

  /** Shifts that one decision names. */
  private static final int NAMED = 10;

  /** Decisions of one instant. */
  public record Told(Instant at, List<Decision> decisions) {
    public Told {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * What a look found.
   *
   * @param next what to remember; its ledger and its {@code due} are still those of before
   * @param told by instant, each instant once
   * @param unfinished whether there is more to tell than one look tells
   */
  public record Look(ScheduleWatch next, List<Told> told, boolean unfinished) {
    public Look {
      told = List.copyOf(told);
    }
  }

  /** The subject of a timer that stands for all schedules of an organisation. */
  public static final String ALL = "all";

  private ShiftEvaluation() {}

  /** Overdue since ever: one row however often a schedule changes before it is looked at. */
  public static Timer asSoonAsPossible(String org, String schedule) {
    return Timer.at(TimerKind.SHIFT_EVALUATION, Instant.EPOCH, org, schedule);
  }

  /**
   * The same for every schedule. Whoever runs it puts {@link #all} in its place first: one that is
   * set while all schedules are gone through must not be cleared with the one that began it.
   */
  public static Timer asSoonAsPossible(String org) {
    return asSoonAsPossible(org, ALL);
  }

  /** Stands while all schedules are gone through. */
  public static Timer all(String org, Instant now) {
    return Timer.at(TimerKind.SHIFT_EVALUATION, now, org, ALL);
  }

  /**
   * The window that a look needs the rota of.
   *
   * @param last null = never looked at before
   */
  public static Window window(@Nullable ScheduleWatch last, Instant now) {
    Instant from = last == null || last.seen().isAfter(now) ? now : last.seen();
    // Who slept for years tells the newest year of it.
    Instant oldest = now.minus(OnCall.HORIZON);
    return new Window(from.isBefore(oldest) ? oldest : from, now.plus(OnCall.HORIZON));
  }

  public static Look look(ScheduleWatch last, Rota rota, Instant now) {
    Instant from = window(last, now).start();
    List<Told> told = new ArrayList<>();
    List<String> users = last.onCall();
    Instant seen = now;
    FinalSchedule final_ = FinalSchedule.of(rota, new Window(from, now.plus(HOLE).plusSeconds(1)));
    List<Occurrence> pieces = final_.pieces();
    // What it slept through beyond the horizon is not told: it begins again where the window does.
    if (last.seen().isBefore(from)) users = at(pieces, from);
    boolean asKnown = last.version() > 0 && same(users, at(pieces, from));
    if (asKnown || holes(pieces, from)) {
      for (Instant change : changes(pieces, from, now)) {
        if (told.size() == HANDOFFS) {
          return new Look(last.seen(lastOf(told), users), told, true);
        }
        List<String> then = at(pieces, change);
        if (same(users, then) || then.isEmpty() && holes(pieces, change)) continue;
        told.add(new Told(change, List.of(handoff(users, then, pieces, change))));
        users = then;
      }
    } else {
      List<String> then = at(pieces, now);
      if (!same(users, then)) {
        told.add(new Told(now, List.of(handoff(users, then, pieces, now))));
      }
      users = then;
    }
    return ahead(last, rota, now, users, seen, told);
  }

  private static Look ahead(
      ScheduleWatch last,
      Rota rota,
      Instant now,
      List<String> users,
      Instant seen,
      List<Told> told) {
    Instant horizon = now.plus(AHEAD);
    // Twice as far, so that a gap that begins before the horizon is told with its true end.
    var window = new Window(now, horizon.plus(AHEAD));
    List<Window> gaps =
        firsts(
            Gaps.in(rota, window).stream().filter(gap -> gap.start().isBefore(horizon)).toList());
    List<Occurrence> empty =
        firsts(
            Gaps.emptyShifts(rota, window).stream()
                .filter(event -> event.overlaps(now, horizon))
                .sorted(Comparator.comparing(Occurrence::start).thenComparing(Occurrence::shift))
                .toList());
    List<Decision> news = new ArrayList<>();
    List<Window> newGaps = gaps.stream().filter(gap -> !known(gap, last.gaps())).toList();
    if (!newGaps.isEmpty()) news.add(gaps(newGaps));
    List<Occurrence> newEmpty =
        empty.stream().filter(event -> !last.emptyShifts().contains(name(event))).toList();
    if (!newEmpty.isEmpty()) news.add(emptyShifts(newEmpty));
    ScheduleNews more = ScheduleNews.of(last, rota, now);
    news.addAll(more.decisions());
    if (!news.isEmpty()) {
      List<Decision> ofNow = new ArrayList<>();
      if (!told.isEmpty() && told.getLast().at().equals(now)) {
        ofNow.addAll(told.removeLast().decisions());
      }
      ofNow.addAll(news);
      told.add(new Told(now, ofNow));
    }
    List<String> emptyNames = empty.stream().map(ShiftEvaluation::name).distinct().toList();
    return new Look(
        last.seen(seen, users, gaps, emptyNames, more.leftOut(), more.clock()), told, false);
  }

  /**
   * The whole of a look: it tells, remembers, says who is on call now and sets the next timer.
   *
   * @param row the schedule, read before what its rota was made of
   * @param last what was remembered before this look, and {@code checked} the same after its
   *     calendars were asked for
   * @param refresh when its calendars are asked for again; null where it has none
   */
  public static Change decide(
      ScheduleRow row,
      ScheduleWatch last,
      ScheduleWatch checked,
      Rota rota,
      @Nullable Instant refresh,
      Timer due,
      Instant now) {
    Look look = look(checked, rota, now);
    OnCallState state = OnCallState.of(rota, now);
    Timer next = next(row, rota, state, look, refresh, now);
    ScheduleWatch watch = look.next().due(next == null ? null : next.due());
    Change change = Change.at(now).replace(row, row.withOnCall(state));
    change = last.version() == 0 ? change.create(watch) : change.replace(last, watch);
    for (Told each : look.told()) {
      for (Decision decision : each.decisions()) {
        change = change.record(watch.subject(), each.at(), decision);
      }
    }
    if (!checked.trouble().equals(last.trouble())) {
      change = change.record(watch.subject(), calendar(checked.trouble()));
    }
    if (last.due() != null) change = change.clear(timer(row, last.due()));
    if (next != null) change = change.set(next);
    return change.ran(due);
  }

  private static Decision calendar(String trouble) {
    return trouble.isEmpty()
        ? Decision.of("calendar_read", Actor.TIMER, "the imported calendar is whole again")
        : Decision.of(
                "calendar_trouble",
                Actor.TIMER,
                "the imported calendar has problems; what could be read counts")
            .with("problems", trouble);
  }

  /** Null = nothing ever changes by itself: no timer, nothing to pay. */
  private static @Nullable Timer next(
      ScheduleRow row,
      Rota rota,
      OnCallState state,
      Look look,
      @Nullable Instant refresh,
      Instant now) {
    if (look.unfinished()) return timer(row, now.plusSeconds(1));
    Instant next = state.next() == null ? null : state.current().until();
    if (refresh != null) next = next == null || refresh.isBefore(next) ? refresh : next;
    if (next == null) next = farther(rota, now);
    return next == null ? null : timer(row, next);
  }

  private static Timer timer(ScheduleRow row, Instant due) {
    return Timer.at(TimerKind.SHIFT_EVALUATION, due, row.org(), row.id());
  }

  /**
   * When to look again although nothing changes within {@link OnCall#HORIZON}: near its end, if a
   * shift begins or goes on beyond it; null = never.
   */
  public static @Nullable Instant farther(Rota rota, Instant now) {
    Instant horizon = now.plus(OnCall.HORIZON);
    for (Shift shift : rota.shifts()) {
      Instant ends = shift.details().effective().to();
      Instant until = shift.until().orElse(Instant.MAX);
      Instant starts = Shift.instantOf(shift.details().start(), rota.schedule().zoneOf(shift));
      boolean over = until.isBefore(horizon) || ends != null && ends.isBefore(horizon);
      if (!over && (starts.isAfter(horizon) || shift.repeats().isPresent())) {
        return horizon.minus(AHEAD);
      }
    }
    return null;
  }

  private static <T> List<T> firsts(List<T> all) {
    return all.size() <= REMEMBERED ? all : all.subList(0, REMEMBERED);
  }

  private static Instant lastOf(List<Told> told) {
    return told.getLast().at();
  }

  /** Order within a moment tells nothing. */
  private static boolean same(List<String> one, List<String> other) {
    return Set.copyOf(one).equals(Set.copyOf(other));
  }

  private static List<String> at(List<Occurrence> pieces, Instant at) {
    return pieces.stream()
        .filter(piece -> covers(piece, at))
        .flatMap(piece -> piece.users().stream())
        .distinct()
        .toList();
  }

  private static boolean covers(Occurrence piece, Instant at) {
    return !piece.start().isAfter(at) && piece.end().isAfter(at);
  }

  private static Set<Instant> changes(List<Occurrence> pieces, Instant from, Instant to) {
    Set<Instant> changes = new TreeSet<>();
    for (Occurrence piece : pieces) {
      for (Instant edge : List.of(piece.start(), piece.end())) {
        if (edge.isAfter(from) && !edge.isAfter(to)) changes.add(edge);
      }
    }
    return changes;
  }

  /** Whether nobody is on call at the instant, but only for a moment more. */
  private static boolean holes(List<Occurrence> pieces, Instant at) {
    if (!at(pieces, at).isEmpty()) return false;
    return pieces.stream()
        .map(Occurrence::start)
        .anyMatch(start -> start.isAfter(at) && Duration.between(at, start).compareTo(HOLE) < 0);
  }

  private static Decision handoff(
      List<String> from, List<String> to, List<Occurrence> pieces, Instant at) {
    List<Occurrence> because = pieces.stream().filter(piece -> covers(piece, at)).toList();
    Decision decision =
        Decision.of("handoff", Actor.TIMER, reason(because, at))
            .with("from", names(from))
            .with("to", names(to));
    return because.isEmpty()
        ? decision
        : decision.with(
            "shifts",
            because.stream()
                .map(Occurrence::shift)
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining(",")));
  }

  private static String reason(List<Occurrence> because, Instant at) {
    if (because.isEmpty()) return "nobody is on call";
    boolean begins = because.stream().anyMatch(piece -> piece.start().equals(at));
    String what =
        because.stream().anyMatch(Occurrence::override)
            ? "an override"
            : because.stream().anyMatch(piece -> !piece.swaps().isEmpty())
                ? "a shift that somebody else took"
                : "a shift of level " + because.getFirst().level();
    return what + (begins ? " began" : " is what remains");
  }

  private static String names(List<String> users) {
    return String.join(",", users);
  }

  /** A gap is known if any of it was: one that has begun becomes shorter from look to look. */
  private static boolean known(Window gap, List<Window> told) {
    return told.stream()
        .anyMatch(old -> !old.start().isAfter(gap.end()) && !old.end().isBefore(gap.start()));
  }

  private static Decision gaps(List<Window> gaps) {
    return Decision.of(
            "gaps",
            Actor.TIMER,
            "times without anybody within the next " + AHEAD.toDays() + " days")
        .with("count", gaps.size())
        .with("first_start", gaps.getFirst().start())
        .with("first_end", gaps.getFirst().end());
  }

  private static Decision emptyShifts(List<Occurrence> empty) {
    Occurrence first = empty.getFirst();
    return Decision.of(
            "empty_shifts",
            Actor.TIMER,
            "shifts without anybody who may be notified within the next "
                + AHEAD.toDays()
                + " days")
        .with("count", empty.size())
        .with("first_shift", first.shift())
        .with("first_start", first.start());
  }

  private static String name(Occurrence event) {
    return event.shift() + "@" + event.start();
  }
}
