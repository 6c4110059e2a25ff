package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.FinalSchedule;
import dev.watchbill.domain.schedule.FinalSchedule.OnCallInterval;
import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.QualityReport;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.engine.schedule.ScheduleStates;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked about a schedule: spec oncall-api §8.5, and two questions of our own. */
final class ScheduleQuestions {
  /** The longest window of a question. */
  static final Duration LONGEST = Duration.ofDays(365);

  /** How far from now {@code on_call?at=} may look, either way. */
  private static final Duration FARTHEST = Duration.ofDays(3_653);

  private final Rotas rotas;
  private final Users users;
  private final ScheduleStates states;
  private final InstantSource clock;

  @Inject
  ScheduleQuestions(Rotas rotas, Users users, ScheduleStates states, InstantSource clock) {
    this.rotas = rotas;
    this.users = users;
    this.states = states;
    this.clock = clock;
  }

  /** {@code final_shifts?start_date=&end_date=}: one row for each event and user, all of them. */
  Response finalShifts(Call call, ScheduleRow row) {
    Fields in = new Fields(Map.of());
    Optional<Window> window =
        window(
            in,
            QueryTimes.date(in, "start_date", call.request().parameter("start_date")),
            QueryTimes.date(in, "end_date", call.request().parameter("end_date")));
    if (window.isEmpty()) return refused(in);
    FinalSchedule schedule = FinalSchedule.of(rotas.of(row, window.get()), window.get());
    List<OnCallInterval> intervals = schedule.rows();
    Map<String, User> people =
        byId(call, intervals.stream().map(OnCallInterval::user).distinct().toList());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (OnCallInterval interval : intervals) {
      User user = people.get(interval.user());
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      shown.put("user_pk", interval.user());
      shown.put("user_email", user == null ? null : user.email());
      shown.put("user_username", user == null ? null : user.username());
      shown.put("shift_start", Timestamps.text(interval.start()));
      shown.put("shift_end", Timestamps.text(interval.end()));
      rows.add(shown);
    }
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("count", rows.size());
    envelope.put("next", null);
    envelope.put("previous", null);
    envelope.put("results", rows);
    envelope.put("current_page_number", 1);
    envelope.put("page_size", 50);
    envelope.put("total_pages", 1);
    return Response.json(200, envelope);
  }

  /** A window of at most a year; what is wrong is noted. */
  static Optional<Window> window(Fields in, Optional<Instant> start, Optional<Instant> end) {
    if (start.isEmpty() || end.isEmpty()) return Optional.empty();
    if (start.get().isAfter(end.get())) {
      in.error(
          "non_field_errors",
          "start_date must be less than or equal to end_date, but "
              + start.get()
              + " is after "
              + end.get());
      return Optional.empty();
    }
    if (Duration.between(start.get(), end.get()).compareTo(LONGEST) > 0) {
      in.error(
          "non_field_errors",
          "The difference between start_date and end_date must be less than one year (365 days)");
      return Optional.empty();
    }
    return Optional.of(new Window(start.get(), end.get()));
  }

  /** {@code on_call?at=}: who is on call at an instant, and until when. */
  Response onCall(Call call, ScheduleRow row) {
    String asked = call.request().parameter("at");
    Instant now = states.now();
    if (asked == null) {
      OnCallState state = row.onCall();
      if (state != null && state.at(now).isPresent())
        return Response.json(200, known(call, state, now));
    }
    Optional<Instant> at = asked == null ? Optional.of(now) : instant(asked);
    if (at.isEmpty()) return refused("at", QueryTimes.WRONG_INSTANT);
    if (Duration.between(now, at.get()).abs().compareTo(FARTHEST) > 0) {
      return refused("at", "at must be within ten years of now (" + FARTHEST.toDays() + " days).");
    }
    Rota rota = rotas.of(row, new Window(at.get(), at.get().plus(OnCall.HORIZON)));
    OnCall onCall = OnCall.at(rota, at.get());
    Optional<Instant> until = OnCall.nextChange(rota, at.get());
    List<String> next = until.map(change -> OnCall.at(rota, change).users()).orElse(List.of());
    Map<String, @Nullable Object> shown =
        turn(call, at.get(), onCall.users(), until.orElse(null), next);
    shown.put("because", onCall.because().stream().map(ScheduleQuestions::reason).toList());
    return Response.json(200, shown);
  }

  /** A blank is the plus of an offset that was not escaped: in a query that is what it becomes. */
  private static Optional<Instant> instant(String text) {
    return QueryTimes.instant(text.replace(' ', '+')).or(() -> QueryTimes.date(text));
  }

  private Map<String, @Nullable Object> known(Call call, OnCallState state, Instant now) {
    OnCallState.Turn next = state.next();
    boolean first = now.isBefore(state.current().until());
    List<String> users = state.at(now).orElse(List.of());
    if (first) {
      return turn(
          call,
          now,
          users,
          next == null ? null : next.from(),
          next == null ? List.of() : next.users());
    }
    return turn(call, now, users, next == null ? null : next.until(), null);
  }

  private Map<String, @Nullable Object> turn(
      Call call,
      Instant at,
      List<String> onCall,
      @Nullable Instant until,
      @Nullable List<String> next) {
    List<String> all = new ArrayList<>(onCall);
    if (next != null) all.addAll(next);
    Map<String, User> people = byId(call, all);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("at", Timestamps.text(at));
    shown.put("users", onCall.stream().map(id -> person(id, people)).toList());
    shown.put("until", until == null ? null : Timestamps.text(until));
    shown.put(
        "next_users", next == null ? null : next.stream().map(id -> person(id, people)).toList());
    return shown;
  }

  static Map<String, @Nullable Object> person(String id, Map<String, User> people) {
    User user = people.get(id);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("pk", id);
    shown.put("username", user == null ? null : user.username());
    shown.put("email", user == null ? null : user.email());
    return shown;
  }

  private static Map<String, @Nullable Object> reason(Occurrence piece) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("shift", piece.shift());
    shown.put("level", piece.level());
    shown.put("is_override", piece.override());
    shown.put("start", Timestamps.text(piece.start()));
    shown.put("end", Timestamps.text(piece.end()));
    shown.put("users", piece.users());
    return shown;
  }

  /** {@code quality?date=&days=}: how well the time is covered and the load shared. */
  Response quality(Call call, ScheduleRow row) {
    Fields in = new Fields(Map.of());
    String asked = call.request().parameter("date");
    Optional<Instant> date =
        asked == null
            ? Optional.of(clock.instant().truncatedTo(ChronoUnit.DAYS))
            : QueryTimes.date(in, "date", asked);
    String length = call.request().parameter("days");
    Long days = length == null ? Long.valueOf(QualityReport.DAYS) : Fields.integer(length);
    if (days == null || days < 1 || days > LONGEST.toDays()) {
      in.error("days", "A whole number from 1 to " + LONGEST.toDays() + " is required.");
    }
    if (date.isEmpty() || days == null || in.problem().isPresent()) return refused(in);
    Window window = new Window(date.get(), date.get().plus(Duration.ofDays(days)));
    QualityReport report = QualityReport.of(rotas.of(row, window), date.get(), days.intValue());
    Map<String, User> people =
        byId(call, report.overloaded().stream().map(QualityReport.Overloaded::user).toList());
    return Response.json(200, show(report, people));
  }

  private static Map<String, @Nullable Object> show(
      QualityReport report, Map<String, User> people) {
    List<Object> comments = new ArrayList<>();
    for (QualityReport.Comment comment : report.comments()) {
      comments.add(Map.of("type", comment.warning() ? "warning" : "info", "text", comment.text()));
    }
    List<Object> overloaded = new ArrayList<>();
    for (QualityReport.Overloaded each : report.overloaded()) {
      User user = people.get(each.user());
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      shown.put("id", each.user());
      shown.put("username", user == null ? null : user.username());
      shown.put("score", each.score());
      overloaded.add(shown);
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("total_score", report.totalScore());
    shown.put("comments", comments);
    shown.put("overloaded_users", overloaded);
    return shown;
  }

  private Map<String, User> byId(Call call, Collection<String> ids) {
    return byId(users, call.org(), ids);
  }

  static Map<String, User> byId(Users users, String org, Collection<String> ids) {
    Map<String, User> people = new LinkedHashMap<>();
    for (User user : users.those(org, ids)) people.put(user.id(), user);
    return people;
  }

  static Response refused(Fields in) {
    return Refusals.of(in.problem().orElseThrow());
  }

  private static Response refused(String field, String message) {
    return Refusals.of(new Problem.Invalid(Map.of(field, List.of(message))));
  }
}
