package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.escalation.DirectPage.Person;
import dev.watchbill.engine.escalation.DirectPaging;
import dev.watchbill.engine.escalation.NextStep;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Who else is told of an alert group, and when: extensions of ours (DESIGN §6). */
final class AlertGroupPaging {
  private final AlertGroups groups;
  private final DirectPaging paging;
  private final NextStep nextStep;
  private final PageFields fields;
  private final AlertGroupView view;

  @Inject
  AlertGroupPaging(
      AlertGroups groups,
      DirectPaging paging,
      NextStep nextStep,
      PageFields fields,
      AlertGroupView view) {
    this.groups = groups;
    this.paging = paging;
    this.nextStep = nextStep;
    this.fields = fields;
    this.view = view;
  }

  /** Pages more people about the group, as {@code POST /escalation} does. */
  Response addResponders(Call call, String id) {
    Optional<AlertGroup> group = groups.find(call.org(), id);
    if (group.isEmpty()) return Refusals.of(new Problem.NotFound());
    return OnCallResource.withFields(call, (c, in) -> addResponders(c, in, group.get()));
  }

  private Response addResponders(Call call, Fields in, AlertGroup group) {
    if (!in.has("users")) in.error("users", Fields.REQUIRED);
    List<Person> people = fields.people(call, in);
    Optional<Problem> problem = in.problem().or(() -> DirectPagingResource.resolved(group));
    if (problem.isPresent()) return Refusals.of(problem.get());
    if (people.isEmpty()) return Refusals.of(new Problem.Refused("No user(s) specified"));
    return paging
        .page(call.org(), group.id(), call.caller().user(), people)
        .map(paged -> Response.json(200, view.show(List.of(paged)).getFirst()))
        .orElseGet(() -> Refusals.of(ConfigResource.contended()));
  }

  /** The next step of the escalation runs now. */
  Response escalateNow(Call call, String id) {
    return switch (nextStep.now(call.org(), id, Actor.user(call.caller().user().id()))) {
      case HURRIED -> Response.empty(200);
      case GONE -> Refusals.of(new Problem.NotFound());
      case NOTHING_RUNS ->
          Refusals.of(new Problem.Refused("No step of an escalation is waiting for its time"));
      case CONTENDED -> Refusals.of(ConfigResource.contended());
    };
  }
}
