package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.schedule.ShiftWrites;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/on_call_shifts}: spec oncall-api §4. */
public final class OnCallShiftsResource extends ConfigResource<ShiftRow> {
  private final ShiftFields fields;
  private final TeamFields teams;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  OnCallShiftsResource(
      OnCallGate gate,
      ShiftWrites shifts,
      ShiftFields fields,
      TeamFields teams,
      Commits commits,
      Settings settings,
      PublicIds ids,
      InstantSource clock) {
    super(gate, Role.VIEWER, Role.EDITOR, shifts, settings, commits);
    this.fields = fields;
    this.teams = teams;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected ShiftRow create(Call call, Fields in) {
    return fields.create(call, in, ids.next("O"), clock.instant());
  }

  @Override
  protected ShiftRow update(Call call, ShiftRow old, Fields in) {
    return fields.update(call, old, in);
  }

  @Override
  protected List<ShiftRow> filter(Call call, List<ShiftRow> all, Fields in) {
    String name = call.request().parameter("name");
    String schedule = call.request().parameter("schedule_id");
    return teams.filter(call, in, all, row -> row.shift().details().teamId()).stream()
        .filter(row -> unasked(name) || Objects.equals(name, row.shift().details().name()))
        .filter(row -> unasked(schedule) || row.schedules().contains(String.valueOf(schedule)))
        .toList();
  }

  private static boolean unasked(@Nullable String parameter) {
    return parameter == null || parameter.isEmpty();
  }

  @Override
  protected Map<String, @Nullable Object> show(ShiftRow row) {
    return ShiftView.show(row);
  }

  /** Shifts may share their names; an id that exists already is as good as never made. */
  @Override
  protected Problem duplicate() {
    return contended();
  }
}
