package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.ResolutionNote;
import dev.watchbill.domain.alert.ResolutionNotes;
import dev.watchbill.domain.org.Role;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/resolution_notes}: spec oncall-api §16. */
public final class ResolutionNotesResource extends ConfigResource<ResolutionNote> {
  /** The original names 3000 and does not hold to it. */
  private static final int TEXT = 50_000;

  private static final int ID = 200;

  private final AlertGroups groups;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  ResolutionNotesResource(
      OnCallGate gate,
      ResolutionNotes notes,
      AlertGroups groups,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate, Role.VIEWER, Role.EDITOR, notes, settings, commits);
    this.groups = groups;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected ResolutionNote create(Call call, Fields in) {
    Instant now = clock.instant();
    Optional<AlertGroup> group = group(call, in);
    return new ResolutionNote(
        ids.next("M"),
        call.org(),
        group.map(AlertGroup::id).orElse(""),
        call.caller().user().id(),
        in.text("text", TEXT),
        group.map(AlertGroup::createdAt).orElse(now),
        now,
        1);
  }

  private Optional<AlertGroup> group(Call call, Fields in) {
    if (!in.has("alert_group_id")) {
      in.error("alert_group_id", Fields.REQUIRED);
      return Optional.empty();
    }
    if (in.isNull("alert_group_id")) {
      in.error("alert_group_id", Fields.NULL);
      return Optional.empty();
    }
    String id = in.text("alert_group_id", ID, "");
    Optional<AlertGroup> group = id.isEmpty() ? Optional.empty() : groups.find(call.org(), id);
    if (group.isEmpty() && !id.isEmpty()) in.error("alert_group_id", Fields.NO_OBJECT);
    return group;
  }

  @Override
  protected ResolutionNote update(Call call, ResolutionNote old, Fields in) {
    return old.withText(call.isPatch() ? in.text("text", TEXT, old.text()) : in.text("text", TEXT));
  }

  /** Those of the newest group first. */
  @Override
  protected List<ResolutionNote> filter(Call call, List<ResolutionNote> all, Fields in) {
    String group = call.request().parameter("alert_group_id");
    return all.stream()
        .filter(note -> group == null || group.isEmpty() || note.groupId().equals(group))
        .sorted(Comparator.comparing(ResolutionNote::groupCreatedAt).reversed())
        .toList();
  }

  @Override
  protected Map<String, @Nullable Object> show(ResolutionNote note) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", note.id());
    shown.put("alert_group_id", note.groupId());
    shown.put("author", note.author());
    shown.put("source", "Web");
    shown.put("created_at", Timestamps.text(note.createdAt()));
    shown.put("text", note.text());
    return shown;
  }

  @Override
  protected Problem duplicate() {
    throw new IllegalStateException("notes have no unique name");
  }
}
