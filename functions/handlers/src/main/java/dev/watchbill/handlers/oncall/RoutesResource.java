package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Positions;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.integration.Route.RoutingType;
import dev.watchbill.domain.integration.RouteRule;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/routes}: spec oncall-api §5 and §1.13. */
public final class RoutesResource extends ConfigResource<RouteRows.Row> {
  private static final int ID = 200;

  /** Far above {@link RouteRule#LONGEST_TERM}, which has an error of its own. */
  private static final int TERM = 1_000_000;

  private final Integrations integrations;
  private final RouteFields fields;
  private final Jinja jinja;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  RoutesResource(
      OnCallGate gate,
      Integrations integrations,
      RouteFields fields,
      Jinja jinja,
      Commits commits,
      Settings settings,
      PublicIds ids,
      InstantSource clock) {
    super(gate, Role.VIEWER, Role.ADMIN, new RouteRows(integrations), settings, commits);
    this.integrations = integrations;
    this.fields = fields;
    this.jinja = jinja;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected RouteRows.Row create(Call call, Fields in) {
    Optional<Integration> integration = integration(call, in);
    Route route =
        new Route(
            ids.next("R"),
            null,
            routingType(in, RoutingType.REGEX),
            in.text("routing_regex", TERM),
            0,
            Map.of(),
            clock.instant());
    // The chain may be left out, as current clients do; it is told along with what is really
    // missing, as the original does (spec §5).
    if (in.hasErrors() && !in.has("escalation_chain_id")) {
      in.error("escalation_chain_id", Fields.REQUIRED);
    }
    Route made = fields.read(call, in, route);
    checkRule(in, made);
    Integration into = integration.orElseGet(() -> unplaced(made));
    if (into.routes().size() >= Integration.ROUTES_LIMIT) {
      in.refuse(
          new Problem.Conflict(
              "An integration can have at most " + Integration.ROUTES_LIMIT + " routes."));
    }
    List<Route> routes = new ArrayList<>(into.routes());
    routes.add(made);
    Positions positions = PositionFields.read(in, positions(into).append(made.id()), made.id());
    return new RouteRows.Row(
        into.withRoutes(into.defaultRoute(), at(positions, routes)), made.id());
  }

  private Optional<Integration> integration(Call call, Fields in) {
    String id = in.text("integration_id", ID);
    if (id.isEmpty()) return Optional.empty();
    Optional<Integration> integration = integrations.find(call.org(), id);
    if (integration.isEmpty()) in.error("integration_id", Fields.NO_OBJECT);
    return integration;
  }

  /** Stands in for the integration of a request that is refused, so that all of it is looked at. */
  private static Integration unplaced(Route route) {
    return new Integration(
        "",
        "",
        null,
        "",
        null,
        IntegrationType.WEBHOOK,
        "",
        Map.of(),
        List.of(),
        List.of(),
        null,
        Integration.newDefaultRoute("", route.createdAt()),
        List.of(),
        route.createdAt(),
        null,
        1);
  }

  @Override
  protected RouteRows.Row update(Call call, RouteRows.Row old, Fields in) {
    Integration integration = old.integration();
    Route route = old.route();
    String term =
        in.has("routing_regex") || route.term() != null
            ? in.text("routing_regex", TERM, route.term() == null ? "" : route.term())
            : null;
    Route changed =
        fields.read(call, in, route.withRule(routingType(in, route.routingType()), term));
    checkRule(in, changed);
    if (old.isDefault()) {
      // Its position counts apart from the others, and nothing follows from it.
      Positions alone = new Positions(Map.of(route.id(), route.position()));
      int position = PositionFields.read(in, alone, route.id()).of(route.id());
      return new RouteRows.Row(integration.withRoute(changed.withPosition(position)), route.id());
    }
    Positions positions = PositionFields.read(in, positions(integration), route.id());
    Integration next = integration.withRoute(changed);
    return new RouteRows.Row(
        next.withRoutes(next.defaultRoute(), at(positions, next.routes())), route.id());
  }

  private static RoutingType routingType(Fields in, RoutingType ifAbsent) {
    if (!in.has("routing_type")) return ifAbsent;
    String slug = in.text("routing_type", ID, slug(ifAbsent));
    for (RoutingType type : RoutingType.values()) {
      if (!slug(type).equals(slug)) continue;
      // Can be read, cannot be asked for (spec §5).
      if (type == RoutingType.LABELS) in.error("non_field_errors", "Expression type is incorrect");
      return type;
    }
    in.refuse("Invalid route type");
    return ifAbsent;
  }

  private void checkRule(Fields in, Route route) {
    if (in.hasErrors()) return;
    RouteRule.problem(route.routingType(), route.term(), jinja)
        .ifPresent(problem -> in.error("non_field_errors", problem));
  }

  private static Positions positions(Integration integration) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (Route route : integration.routes()) positions.put(route.id(), route.position());
    return new Positions(positions);
  }

  private static List<Route> at(Positions positions, List<Route> routes) {
    return routes.stream().map(route -> route.withPosition(positions.of(route.id()))).toList();
  }

  @Override
  protected @Nullable Problem undeletable(Call call, RouteRows.Row row) {
    return row.isDefault() ? new Problem.Refused("The default route cannot be deleted.") : null;
  }

  @Override
  protected List<RouteRows.Row> filter(Call call, List<RouteRows.Row> all, Fields in) {
    String integration = call.request().parameter("integration_id");
    String term = call.request().parameter("routing_regex");
    return all.stream()
        .filter(row -> isAsked(integration, row.integration().id()))
        .filter(row -> isAsked(term, row.route().term()))
        .toList();
  }

  /** Whether a filter lets the value through; an empty filter is none. */
  private static boolean isAsked(@Nullable String asked, @Nullable String value) {
    return asked == null || asked.isEmpty() || asked.equals(value);
  }

  @Override
  protected Map<String, @Nullable Object> show(RouteRows.Row row) {
    Route route = row.route();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", route.id());
    shown.put("integration_id", row.integration().id());
    shown.put("routing_type", slug(route.routingType()));
    shown.put("routing_regex", route.term());
    shown.put("position", route.position());
    shown.put("is_the_last_route", row.isDefault());
    RouteFields.show(route, shown);
    return shown;
  }

  private static String slug(RoutingType type) {
    return LetterCase.lower(type.name());
  }

  @Override
  protected int pageLength() {
    return 25;
  }

  /** Routes have no names; an id that exists already is as good as never made. */
  @Override
  protected Problem duplicate() {
    return contended();
  }
}
