package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationNames;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/integrations}: spec oncall-api §2. */
public final class IntegrationsResource extends ConfigResource<Integration> {
  private static final int NAME = 150;
  private static final int DESCRIPTION = 250;
  private static final int LABEL = 200;
  private static final int DYNAMIC_LABEL = 5_000;

  private final Integrations integrations;
  private final Organizations organizations;
  private final TeamFields teams;
  private final TemplateFields templates;
  private final RouteFields routes;
  private final HeartbeatFields heartbeats;
  private final IntegrationView view;
  private final IntegrationActions actions;
  private final Jinja jinja;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  IntegrationsResource(
      OnCallGate gate,
      Integrations integrations,
      Organizations organizations,
      TeamFields teams,
      TemplateFields templates,
      RouteFields routes,
      HeartbeatFields heartbeats,
      IntegrationView view,
      IntegrationActions actions,
      Jinja jinja,
      Commits commits,
      Settings settings,
      PublicIds ids,
      InstantSource clock) {
    super(gate, Role.VIEWER, Role.ADMIN, integrations, settings, commits);
    this.integrations = integrations;
    this.organizations = organizations;
    this.teams = teams;
    this.templates = templates;
    this.routes = routes;
    this.heartbeats = heartbeats;
    this.view = view;
    this.actions = actions;
    this.jinja = jinja;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    if (below.size() != 2) return super.verbs(below);
    String id = below.getFirst();
    return switch (below.getLast()) {
      case "maintenance_start" ->
          new Verbs().on("POST", writer(), call -> actions.startMaintenance(call, id));
      case "maintenance_stop" ->
          new Verbs().on("POST", writer(), call -> actions.stopMaintenance(call, id));
      case "demo_alert" -> new Verbs().on("POST", Role.EDITOR, call -> actions.demoAlert(call, id));
      default -> null;
    };
  }

  @Override
  protected Integration create(Call call, Fields in) {
    Instant now = clock.instant();
    IntegrationType type = type(in);
    Integration fresh =
        new Integration(
            ids.next("C"),
            call.org(),
            null,
            "",
            null,
            type,
            ids.integrationToken(),
            Map.of(),
            List.of(),
            List.of(),
            null,
            Integration.newDefaultRoute(ids.next("R"), now),
            List.of(),
            now,
            null,
            1);
    Integration made = described(call, fresh, in);
    if (in.problem().isPresent()) return made;
    // Counted also when a name is given: default names tell how many there ever were (§2.3).
    long before = organizations.next(call.org(), Counter.INTEGRATIONS) - 1;
    return made.name().isEmpty()
        ? made.withDetails(
            IntegrationNames.defaultName(type, before), made.description(), made.teamId())
        : made;
  }

  private static IntegrationType type(Fields in) {
    String slug = in.text("type", NAME);
    Optional<String> problem = IntegrationType.creationProblem(slug);
    if (!slug.isEmpty()) problem.ifPresent(in::refuse);
    return IntegrationType.of(slug).orElse(IntegrationType.WEBHOOK);
  }

  @Override
  protected Integration update(Call call, Integration old, Fields in) {
    Integration changed = described(call, old, in);
    if (changed.type() == IntegrationType.DIRECT_PAGING
        && !Objects.equals(changed.teamId(), old.teamId())
        && integrations.all(call.org()).stream().anyMatch(other -> pagesSameTeam(other, changed))) {
      in.refuse("This team has a direct paging integration already.");
    }
    return changed;
  }

  private static boolean pagesSameTeam(Integration other, Integration changed) {
    return other.type() == IntegrationType.DIRECT_PAGING
        && !other.id().equals(changed.id())
        && Objects.equals(other.teamId(), changed.teamId());
  }

  /** Everything that a new one and an old one take alike; {@code type} is ignored here (§2.1). */
  private Integration described(Call call, Integration old, Fields in) {
    String name = in.text("name", NAME, old.name());
    String description = in.textOrNull("description_short", DESCRIPTION, old.description());
    String team = teams.read(call, in, old.teamId());
    HeartbeatFields.check(in, old.type());
    return old.withDetails(name, description, team)
        .withTemplates(templates.read(in, old.templates()))
        .withLabels(LabelFields.read(in, "labels", old.labels(), LABEL), dynamicLabels(in, old))
        .withRoute(defaultRoute(call, in, old.defaultRoute()));
  }

  private List<Label> dynamicLabels(Fields in, Integration old) {
    List<Label> labels = LabelFields.read(in, "dynamic_labels", old.dynamicLabels(), DYNAMIC_LABEL);
    if (!in.has("dynamic_labels")) return labels;
    for (Label label : labels) {
      jinja
          .check(label.value())
          .ifPresent(failure -> in.error("dynamic_labels", label.key() + ": " + failure.message()));
    }
    return labels;
  }

  /** What is wrong inside is told as if it were outside (spec oncall-api §2.6). */
  private Route defaultRoute(Call call, Fields in, Route old) {
    Map<String, @Nullable Object> sent = in.object("default_route");
    if (sent == null) return old;
    Fields part = new Fields(sent);
    Route changed = routes.read(call, part, old);
    in.addAll(part);
    return changed;
  }

  @Override
  protected void saved(Call call, Integration integration, Fields in) {
    heartbeats.apply(integration, in);
  }

  @Override
  protected @Nullable Problem undeletable(Call call, Integration integration) {
    return integration.type() == IntegrationType.DIRECT_PAGING
        ? new Problem.Refused("Direct paging integrations cannot be deleted.")
        : null;
  }

  @Override
  protected void leaving(Call call, Integration integration) {
    // Else the group that collects the others would stay open for ever.
    if (integration.maintenance() != null) actions.endMaintenance(call, integration);
  }

  @Override
  protected Integration gone(Integration integration) {
    return integration.deleted(clock.instant());
  }

  @Override
  protected List<Integration> filter(Call call, List<Integration> all, Fields in) {
    String name = call.request().parameter("name");
    return teams.filter(call, in, all, Integration::teamId).stream()
        .filter(integration -> integration.type() != IntegrationType.MAINTENANCE)
        .filter(integration -> name == null || integration.name().equals(name))
        .toList();
  }

  @Override
  protected List<Map<String, @Nullable Object>> showAll(Call call, List<Integration> page) {
    return page.stream().map(view::brief).toList();
  }

  /** A link is all that it takes to send alerts. */
  @Override
  protected boolean showsSecrets() {
    return true;
  }

  @Override
  protected Map<String, @Nullable Object> show(Integration integration) {
    return view.detail(integration);
  }

  @Override
  protected boolean namesItself(Fields in) {
    return !in.has("name");
  }

  @Override
  protected Problem duplicate() {
    return new Problem.Refused("An integration with this name already exists for this team");
  }
}
