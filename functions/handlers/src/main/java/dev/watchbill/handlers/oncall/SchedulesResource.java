package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.schedule.ScheduleStates;
import dev.watchbill.engine.schedule.ScheduleWrites;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/schedules}: spec oncall-api §8, and below each schedule the questions about it
 * ({@link ScheduleQuestions}) and its feed ({@link ExportFeeds}).
 */
public final class SchedulesResource extends ConfigResource<ScheduleRow> {
  private final Schedules schedules;
  private final ScheduleFields fields;
  private final ScheduleStates states;
  private final ScheduleQuestions questions;
  private final SchedulePreviews previews;
  private final ExportFeeds feeds;
  private final ScheduleStory story;
  private final TeamFields teams;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  SchedulesResource(
      OnCallGate gate,
      ScheduleWrites writes,
      Schedules schedules,
      ScheduleFields fields,
      ScheduleStates states,
      ScheduleQuestions questions,
      SchedulePreviews previews,
      ExportFeeds feeds,
      ScheduleStory story,
      TeamFields teams,
      Commits commits,
      Settings settings,
      PublicIds ids,
      InstantSource clock) {
    super(gate, Role.VIEWER, Role.EDITOR, writes, settings, commits);
    this.schedules = schedules;
    this.fields = fields;
    this.states = states;
    this.questions = questions;
    this.previews = previews;
    this.feeds = feeds;
    this.story = story;
    this.teams = teams;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Response open(Request request, List<String> below) {
    return below.size() == 2 && below.get(1).equals("export")
        ? feeds.ofSchedule(request, below.getFirst())
        : null;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    if (below.size() != 2) return super.verbs(below);
    String id = below.getFirst();
    return switch (below.get(1)) {
      case "final_shifts" -> asked(id, questions::finalShifts);
      case "decisions" -> asked(id, story::page);
      case "on_call" -> asked(id, questions::onCall);
      case "quality" -> asked(id, questions::quality);
      case "preview" ->
          new Verbs()
              .on(
                  "POST",
                  reader(),
                  call ->
                      about(
                          call,
                          id,
                          (c, row) ->
                              withFields(c, (sent, in) -> previews.preview(sent, row, in))));
      case "export" -> new Verbs().on("GET", Role.NONE, call -> notFound());
      case "export_token" ->
          new Verbs()
              .on("GET", writer(), call -> about(call, id, feeds::show))
              .on("POST", writer(), call -> about(call, id, feeds::make))
              .on("DELETE", writer(), call -> about(call, id, feeds::revoke));
      default -> null;
    };
  }

  private Verbs asked(String id, BiFunction<Call, ScheduleRow, Response> answer) {
    return new Verbs().on("GET", reader(), call -> about(call, id, answer));
  }

  private Response about(Call call, String id, BiFunction<Call, ScheduleRow, Response> answer) {
    return schedules.find(call.org(), id).map(row -> answer.apply(call, row)).orElse(notFound());
  }

  @Override
  protected ScheduleRow create(Call call, Fields in) {
    return fields.create(call, in, ids.next("S"), clock.instant());
  }

  @Override
  protected ScheduleRow update(Call call, ScheduleRow old, Fields in) {
    return fields.update(call, old, in, states.now());
  }

  /** The name filters also when it is empty (spec §1.7). */
  @Override
  protected List<ScheduleRow> filter(Call call, List<ScheduleRow> all, Fields in) {
    String name = call.request().parameter("name");
    return teams.filter(call, in, all, row -> row.schedule().details().teamId()).stream()
        .filter(row -> name == null || name.equals(row.schedule().details().name()))
        .toList();
  }

  @Override
  protected Map<String, @Nullable Object> show(ScheduleRow row) {
    return ScheduleView.show(row, states.onCallNow(row));
  }

  /** Schedules may share their names; an id that exists already is as good as never made. */
  @Override
  protected Problem duplicate() {
    return contended();
  }
}
