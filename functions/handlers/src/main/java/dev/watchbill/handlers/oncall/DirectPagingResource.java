package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.escalation.DirectPage;
import dev.watchbill.domain.escalation.DirectPage.Person;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.engine.escalation.DirectPaging;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/escalation}: pages people or a team (spec oncall-api §20). */
public final class DirectPagingResource extends OnCallResource {
  private static final int TITLE = 1_000;
  private static final int MESSAGE = 40_000;
  private static final List<String> OF_A_NEW_GROUP = List.of("title", "message", "source_url");

  private final DirectPaging paging;
  private final AlertGroups groups;
  private final Teams teams;
  private final PageFields fields;
  private final AlertGroupView view;

  @Inject
  DirectPagingResource(
      OnCallGate gate,
      DirectPaging paging,
      AlertGroups groups,
      Teams teams,
      PageFields fields,
      AlertGroupView view) {
    super(gate, Role.VIEWER, Role.EDITOR);
    this.paging = paging;
    this.groups = groups;
    this.teams = teams;
    this.fields = fields;
    this.view = view;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return below.isEmpty()
        ? new Verbs().on("POST", writer(), call -> withFields(call, this::page))
        : null;
  }

  private Response page(Call call, Fields in) {
    List<Person> people = fields.people(call, in);
    String title = in.has("title") ? in.text("title", TITLE) : null;
    String message = in.textOrNull("message", MESSAGE, null);
    String url = PageFields.sourceUrl(in);
    boolean important = in.flag("important_team_escalation", false);
    Team team = team(call, in);
    String groupId = in.reference("alert_group_id", null);
    Optional<Problem> problem = problem(call, in, people, team, groupId);
    if (problem.isPresent()) return refuse(problem.get());
    Optional<AlertGroup> paged =
        groupId == null
            ? paging.open(
                call.org(),
                call.caller().user(),
                team,
                new DirectPage(title, message, url, important, people))
            : paging.page(call.org(), groupId, call.caller().user(), people);
    return paged
        .map(group -> Response.json(200, view.show(List.of(group)).getFirst()))
        .orElseGet(() -> refuse(ConfigResource.contended()));
  }

  private @Nullable Team team(Call call, Fields in) {
    String id = in.reference("team", null);
    if (id == null) return null;
    Optional<Team> team = teams.find(call.org(), id);
    if (team.isEmpty()) in.error("team", Fields.NO_OBJECT);
    return team.orElse(null);
  }

  /** Fields first, then what stands between them, in the order in which it is recorded. */
  private Optional<Problem> problem(
      Call call, Fields in, List<Person> people, @Nullable Team team, @Nullable String groupId) {
    if (in.hasErrors()) return in.problem();
    if (groupId != null && OF_A_NEW_GROUP.stream().anyMatch(in::has)) {
      return Optional.of(
          nonField("alert_group_id and (title, message, source_url) are mutually exclusive"));
    }
    if (team != null && !people.isEmpty()) {
      return Optional.of(nonField("users and team are mutually exclusive"));
    }
    if (team == null && people.isEmpty()) {
      return Optional.of(new Problem.Refused("No team or user(s) specified"));
    }
    if (groupId == null) return Optional.empty();
    Optional<AlertGroup> group = groups.find(call.org(), groupId);
    if (group.isEmpty()) {
      return Optional.of(nonField("Alert group " + groupId + " does not exist"));
    }
    return resolved(group.get());
  }

  /** Nobody is called to what is over. */
  static Optional<Problem> resolved(AlertGroup group) {
    return group.status().resolved() == null
        ? Optional.empty()
        : Optional.of(new Problem.Refused("Cannot add responders for a resolved alert group"));
  }

  private static Problem nonField(String text) {
    return new Problem.Invalid(Refusals.nonField(text));
  }
}
