package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.org.Role;
import dev.watchbill.engine.alert.AlertGroupRemoval;
import dev.watchbill.engine.alert.GroupChanges;
import dev.watchbill.engine.escalation.Reminders;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import dev.watchbill.handlers.http.Body;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/alert_groups}: spec oncall-api §3. */
public final class AlertGroupsResource extends OnCallResource {
  private static final int PAGE = 50;

  /** Longer silences are refused; for ever is {@code -1}. */
  private static final long LONGEST_SILENCE = Duration.ofDays(36_500).toSeconds();

  private final AlertGroups groups;
  private final GroupChanges changes;
  private final MaintenanceWindows windows;
  private final AlertGroupFilters filters;
  private final AlertGroupView view;
  private final AlertGroupRemoval removal;
  private final AlertGroupStory story;
  private final AlertGroupPaging moving;
  private final Reminders reminders;
  private final Settings settings;

  @Inject
  AlertGroupsResource(
      OnCallGate gate,
      AlertGroups groups,
      GroupChanges changes,
      MaintenanceWindows windows,
      AlertGroupFilters filters,
      AlertGroupView view,
      AlertGroupRemoval removal,
      AlertGroupStory story,
      AlertGroupPaging moving,
      Reminders reminders,
      Settings settings) {
    super(gate, Role.VIEWER, Role.EDITOR);
    this.groups = groups;
    this.changes = changes;
    this.windows = windows;
    this.filters = filters;
    this.view = view;
    this.removal = removal;
    this.story = story;
    this.moving = moving;
    this.reminders = reminders;
    this.settings = settings;
  }

  /** What a caller does to a group. */
  private interface Action {
    Outcome decide(AlertGroup group, Actor by, Instant now);
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return switch (below.size()) {
      case 0 -> new Verbs().on("GET", reader(), this::list);
      case 1 ->
          new Verbs()
              .on("GET", reader(), call -> get(call, below.getFirst()))
              .on("DELETE", writer(), call -> delete(call, below.getFirst()));
      case 2 -> below(below.getFirst(), below.getLast());
      default -> null;
    };
  }

  private @Nullable Verbs below(String id, String name) {
    return switch (name) {
      case "acknowledge" -> action(id, AlertGroupActions::acknowledge);
      case "unacknowledge" -> action(id, AlertGroupActions::unacknowledge);
      case "resolve" -> new Verbs().on("POST", writer(), call -> resolve(call, id));
      case "unresolve" -> action(id, AlertGroupActions::unresolve);
      case "silence" -> new Verbs().on("POST", writer(), call -> silence(call, id));
      case "unsilence" -> action(id, AlertGroupActions::unsilence);
      // Ours: why the group is what it is, and why somebody was or was not paged.
      case "decisions" -> new Verbs().on("GET", reader(), call -> story.page(call, id, PAGE));
      // Ours: it still holds.
      case "confirm_acknowledge" -> action(id, reminders::confirm);
      // Ours: more people are asked for, or the next step comes at once.
      case "responders" -> new Verbs().on("POST", writer(), call -> moving.addResponders(call, id));
      case "escalate_now" -> new Verbs().on("POST", writer(), call -> moving.escalateNow(call, id));
      // Ours: what was written to whom, and what became of it.
      case "deliveries" ->
          new Verbs().on("GET", reader(), call -> story.deliveries(call, id, PAGE));
      default -> null;
    };
  }

  private Response list(Call call) {
    return switch (filters.read(call)) {
      case AlertGroupFilters.Read.Wrong wrong -> refuse(wrong.problem());
      case AlertGroupFilters.Read.Asked asked -> {
        Paging paging = Paging.of(call.request(), PAGE);
        List<String> integrations = asked.filter().integrations();
        Listing<AlertGroup> page =
            integrations != null && integrations.isEmpty()
                ? new Listing<>(List.of(), 0, 1)
                : groups.list(asked.filter(), paging.page(), paging.perPage());
        yield paging.envelope(
            call.request(),
            settings.baseUrl(),
            new Listing<>(view.show(page.rows()), page.count(), page.page()));
      }
    };
  }

  private Response get(Call call, String id) {
    return groups
        .find(call.org(), id)
        .map(group -> Response.json(200, view.show(List.of(group)).getFirst()))
        .orElse(notFound());
  }

  private Verbs action(String id, Action action) {
    return new Verbs().on("POST", writer(), call -> act(call, id, action));
  }

  private Response act(Call call, String id, Action action) {
    Actor by = Actor.user(call.caller().user().id());
    return answer(changes.change(call.org(), id, (group, now) -> action.decide(group, by, now)));
  }

  /** Whoever resolves the special group of a maintenance ends that maintenance (§6.3). */
  private Response resolve(Call call, String id) {
    Optional<AlertGroup> found = groups.find(call.org(), id);
    if (found.isEmpty()) return notFound();
    AlertGroup group = found.get();
    if (!group.maintenance()) return act(call, id, AlertGroupActions::resolve);
    Actor by = Actor.user(call.caller().user().id());
    // Only for its refusals: what resolves the group is the end of the maintenance.
    if (AlertGroupActions.resolve(group, by, group.createdAt()) instanceof Outcome.Refused no) {
      return refuse(new Problem.Refused(no.detail()));
    }
    return windows.stopOf(group, by) ? Response.empty(200) : refuse(ConfigResource.contended());
  }

  /** An unknown group is 404 whatever the body: it is looked up before the body is read. */
  private Response silence(Call call, String id) {
    return groups.find(call.org(), id).isEmpty()
        ? notFound()
        : withFields(call, (c, in) -> silence(c, id, in));
  }

  private Response silence(Call call, String id, Fields in) {
    if (in.raw("delay") == null) return refuse(new Problem.Refused("delay is required"));
    Long delay = Fields.integer(in.raw("delay"));
    if (delay == null || delay < -1 || delay > LONGEST_SILENCE) {
      return refuse(new Problem.Refused("invalid delay value"));
    }
    Duration silence = Duration.ofSeconds(delay);
    return act(call, id, (group, by, now) -> AlertGroupActions.silence(group, silence, by, now));
  }

  private Response answer(GroupChanges.Result result) {
    return switch (result) {
      case GroupChanges.Result.Changed _, GroupChanges.Result.Unchanged _ -> Response.empty(200);
      case GroupChanges.Result.Refused refused -> refuse(new Problem.Refused(refused.detail()));
      case GroupChanges.Result.Gone _ -> notFound();
      case GroupChanges.Result.Contended _ -> refuse(ConfigResource.contended());
    };
  }

  /** The body of a DELETE says how; its refusals are bare texts (spec oncall-api §3.3). */
  private Response delete(Call call, String id) {
    Optional<AlertGroup> group = groups.find(call.org(), id);
    if (group.isEmpty()) return notFound();
    Object body;
    switch (Body.of(call.request())) {
      case Body.Unreadable unreadable -> {
        return refuse(unreadable.problem());
      }
      case Body.Value value -> body = value.value();
    }
    if (!(body instanceof Map<?, ?> map)) {
      return refuse(new Problem.Bare("An object with a `mode` is expected"));
    }
    Object mode = map.containsKey("mode") ? map.get("mode") : "wipe";
    if ("wipe".equals(mode)) return answer(removal.wipe(group.get(), call.caller().user()));
    if ("delete".equals(mode)) return answer(removal.delete(group.get(), call.caller().user()));
    return refuse(new Problem.Bare("Invalid mode"));
  }

  private static Response answer(AlertGroupRemoval.Result result) {
    return switch (result) {
      case DONE -> Response.empty(204);
      case GONE -> notFound();
      case CONTENDED -> refuse(ConfigResource.contended());
    };
  }
}
