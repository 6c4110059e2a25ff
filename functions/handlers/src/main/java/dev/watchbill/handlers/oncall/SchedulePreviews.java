package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.RotationEdit;
import dev.watchbill.domain.schedule.SchedulePreview;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.Shifts;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.engine.schedule.ScheduleStates;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /schedules/{id}/preview}: what changes of shifts would mean, by the same rules that
 * write them; nothing is stored.
 */
final class SchedulePreviews {
  private static final int CHANGES = 50;
  private static final Duration WEEKS = Duration.ofDays(28);
  private static final String SHIFTS = "shifts";

  private final Rotas rotas;
  private final Shifts shifts;
  private final Users users;
  private final ShiftFields fields;
  private final ScheduleStates states;
  private final PublicIds ids;

  @Inject
  SchedulePreviews(
      Rotas rotas,
      Shifts shifts,
      Users users,
      ShiftFields fields,
      ScheduleStates states,
      PublicIds ids) {
    this.rotas = rotas;
    this.shifts = shifts;
    this.users = users;
    this.fields = fields;
    this.states = states;
    this.ids = ids;
  }

  Response preview(Call call, ScheduleRow row, Fields in) {
    Instant now = states.now();
    Optional<Window> window = window(in, now);
    if (!(in.raw(SHIFTS) instanceof List<?> changes)) {
      in.error(SHIFTS, in.has(SHIFTS) ? "Expected a list of items." : Fields.REQUIRED);
    } else if (changes.size() > CHANGES) {
      in.error(SHIFTS, "At most " + CHANGES + " changes can be looked at together.");
    }
    if (window.isEmpty() || in.hasErrors() || !(in.raw(SHIFTS) instanceof List<?> changes)) {
      return ScheduleQuestions.refused(in);
    }
    Rota before = rotas.of(row, window.get());
    Rota after = before;
    Map<String, @Nullable Object> wrong = new LinkedHashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      switch (changed(call, row, after, changes.get(i), now)) {
        case Change.To(Rota rota) -> after = rota;
        case Change.Wrong(Object shape) -> wrong.put(Integer.toString(i), shape);
      }
    }
    if (!wrong.isEmpty()) return Refusals.of(new Problem.Invalid(Map.of(SHIFTS, wrong)));
    after = rotas.peopled(call.org(), after);
    return Response.json(200, show(call, SchedulePreview.of(before, after, window.get())));
  }

  private Optional<Window> window(Fields in, Instant now) {
    Optional<Instant> start = Optional.of(now);
    if (in.has("start_date")) start = QueryTimes.date(in, "start_date", in.text("start_date", 50));
    Optional<Instant> end = start.map(from -> from.plus(WEEKS));
    if (in.has("end_date")) end = QueryTimes.date(in, "end_date", in.text("end_date", 50));
    return ScheduleQuestions.window(in, start, end);
  }

  private sealed interface Change {
    record To(Rota rota) implements Change {}

    record Wrong(Object shape) implements Change {}
  }

  private Change changed(
      Call call, ScheduleRow row, Rota rota, @Nullable Object sent, Instant now) {
    if (!(sent instanceof Map<?, ?> object)) {
      return new Change.Wrong(List.of("Invalid data. Expected a dictionary."));
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    object.forEach((name, value) -> members.put(String.valueOf(name), value));
    Fields in = new Fields(members);
    String id = in.reference("id", null);
    Optional<ShiftRow> stored = id == null ? Optional.empty() : shifts.find(call.org(), id);
    if (id != null && stored.isEmpty()) in.error("id", Fields.NO_OBJECT);
    boolean delete = in.flag("delete", false);
    if (delete && id == null) in.error("id", Fields.REQUIRED);
    if (in.problem().isPresent()) return wrong(in);
    if (stored.isEmpty()) {
      Shift made = fields.create(call, in, ids.next("O"), now).shift();
      return in.problem().isPresent() ? wrong(in) : new Change.To(plus(rota, made));
    }
    Shift old = stored.get().shift();
    boolean listed = row.schedule().shifts().contains(id);
    if (delete) return new Change.To(listed ? deleted(row, rota, old, now) : rota);
    Shift wanted = fields.update(call, stored.get(), in).shift();
    if (in.problem().isPresent()) return wrong(in);
    return new Change.To(listed ? edited(row, rota, old, wanted, now) : plus(rota, wanted));
  }

  private static Change wrong(Fields in) {
    return new Change.Wrong(
        switch (in.problem().orElseThrow()) {
          case Problem.Invalid invalid -> invalid.fields();
          case Problem.Refused refused -> Map.of("detail", refused.detail());
          case Problem.Bare _,
              Problem.Listed _,
              Problem.NotFound _,
              Problem.Forbidden _,
              Problem.Conflict _,
              Problem.MethodNotAllowed _,
              Problem.NotAcceptable _,
              Problem.UnsupportedMediaType _,
              Problem.TooLarge _,
              Problem.Throttled _ ->
              Map.of("detail", "This change is not possible.");
        });
  }

  private static Rota plus(Rota rota, Shift shift) {
    return rota.replacing(shift.id(), List.of(shift));
  }

  private static Rota deleted(ScheduleRow row, Rota rota, Shift old, Instant now) {
    RotationEdit edit = RotationEdit.delete(old, row.schedule().firstZoneOf(old), now);
    List<Shift> left = edit instanceof RotationEdit.Retired(Shift past) ? List.of(past) : List.of();
    return rota.replacing(old.id(), left);
  }

  private Rota edited(ScheduleRow row, Rota rota, Shift old, Shift wanted, Instant now) {
    RotationEdit edit =
        RotationEdit.update(old, wanted, row.schedule().firstZoneOf(old), ids.next("O"), now);
    List<Shift> after =
        edit instanceof RotationEdit.Split(Shift past, Shift next)
            ? List.of(past, next)
            : edit instanceof RotationEdit.InPlace(Shift same) ? List.of(same) : List.of(wanted);
    return rota.replacing(old.id(), after);
  }

  private Map<String, @Nullable Object> show(Call call, SchedulePreview preview) {
    Map<String, User> people =
        ScheduleQuestions.byId(
            users,
            call.org(),
            preview.people().stream().map(SchedulePreview.Person::user).toList());
    List<Object> shownPeople = new ArrayList<>();
    for (SchedulePreview.Person person : preview.people()) {
      Map<String, @Nullable Object> shown = ScheduleQuestions.person(person.user(), people);
      shown.put("gained", windows(person.gained()));
      shown.put("lost", windows(person.lost()));
      shown.put("hours_before", hours(person.before()));
      shown.put("hours_after", hours(person.after()));
      shownPeople.add(shown);
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("start", Timestamps.text(preview.window().start()));
    shown.put("end", Timestamps.text(preview.window().end()));
    shown.put("users", shownPeople);
    shown.put("new_gaps", windows(preview.newGaps()));
    shown.put("closed_gaps", windows(preview.closedGaps()));
    return shown;
  }

  private static List<Map<String, String>> windows(List<Window> windows) {
    return windows.stream()
        .map(
            window ->
                Map.of(
                    "start", Timestamps.text(window.start()), "end", Timestamps.text(window.end())))
        .toList();
  }

  /** Hours with two decimals. */
  private static double hours(Duration duration) {
    return Math.round(duration.toSeconds() / 36.0) / 100.0;
  }
}
