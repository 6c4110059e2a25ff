package dev.watchbill.domain.integration;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.integration.Route.RoutingType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An inbound endpoint with its templates and its routes: one aggregate, one stored row, so that
 * intake reads it in one go and positions of routes stay unique under concurrent writers by its
 * version alone (docs/decisions/0003).
 *
 * @param token the secret of its link; sealed in the table
 * @param templates overrides by flat key ({@code web.title}); absent = the type's default
 * @param routes the ordinary routes by position; the default route stands apart
 * @param deletedAt set in the copy that is kept so that old groups still name their integration
 */
public record Integration(
    String id,
    String org,
    @Nullable String teamId,
    String name,
    @Nullable String description,
    IntegrationType type,
    String token,
    Map<String, String> templates,
    List<Label> labels,
    List<Label> dynamicLabels,
    @Nullable Maintenance maintenance,
    Route defaultRoute,
    List<Route> routes,
    Instant createdAt,
    @Nullable Instant deletedAt,
    long version)
    implements Row {

  /** Routes one integration may have: all of them live in one row. */
  public static final int ROUTES_LIMIT = 200;

  public Integration {
    templates = Map.copyOf(templates);
    labels = List.copyOf(labels);
    dynamicLabels = List.copyOf(dynamicLabels);
    routes = routes.stream().sorted(Comparator.comparingInt(Route::position)).toList();
  }

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.INTEGRATION, org, id);
  }

  /** The ordinary routes in order, then the default route. */
  public List<Route> routesInOrder() {
    List<Route> all = new ArrayList<>(routes);
    all.add(defaultRoute);
    return all;
  }

  public Optional<Route> route(String routeId) {
    return routesInOrder().stream().filter(route -> route.id().equals(routeId)).findFirst();
  }

  public boolean isDefault(Route route) {
    return route.id().equals(defaultRoute.id());
  }

  public Integration withDetails(
      String newName, @Nullable String newDescription, @Nullable String newTeam) {
    return new Integration(
        id,
        org,
        newTeam,
        newName,
        newDescription,
        type,
        token,
        templates,
        labels,
        dynamicLabels,
        maintenance,
        defaultRoute,
        routes,
        createdAt,
        deletedAt,
        version);
  }

  public Integration withTemplates(Map<String, String> overrides) {
    return new Integration(
        id,
        org,
        teamId,
        name,
        description,
        type,
        token,
        overrides,
        labels,
        dynamicLabels,
        maintenance,
        defaultRoute,
        routes,
        createdAt,
        deletedAt,
        version);
  }

  public Integration withLabels(List<Label> fixed, List<Label> dynamic) {
    return new Integration(
        id,
        org,
        teamId,
        name,
        description,
        type,
        token,
        templates,
        fixed,
        dynamic,
        maintenance,
        defaultRoute,
        routes,
        createdAt,
        deletedAt,
        version);
  }

  public Integration withMaintenance(@Nullable Maintenance now) {
    return new Integration(
        id,
        org,
        teamId,
        name,
        description,
        type,
        token,
        templates,
        labels,
        dynamicLabels,
        now,
        defaultRoute,
        routes,
        createdAt,
        deletedAt,
        version);
  }

  public Integration withRoutes(Route newDefault, List<Route> newRoutes) {
    return new Integration(
        id,
        org,
        teamId,
        name,
        description,
        type,
        token,
        templates,
        labels,
        dynamicLabels,
        maintenance,
        newDefault,
        newRoutes,
        createdAt,
        deletedAt,
        version);
  }

  /** The integration with this route in place of the one of the same id. */
  public Integration withRoute(Route changed) {
    if (isDefault(changed)) return withRoutes(changed, routes);
    return withRoutes(
        defaultRoute,
        routes.stream().map(route -> route.id().equals(changed.id()) ? changed : route).toList());
  }

  public Integration deleted(Instant at) {
    return new Integration(
        id,
        org,
        teamId,
        name,
        description,
        type,
        token,
        templates,
        labels,
        dynamicLabels,
        maintenance,
        defaultRoute,
        routes,
        createdAt,
        at,
        version);
  }

  /** The same overrides with one set (or, given null, back to the default). */
  public static Map<String, String> override(
      Map<String, String> overrides, String key, @Nullable String template) {
    Map<String, String> changed = new LinkedHashMap<>(overrides);
    if (template == null) changed.remove(key);
    else changed.put(key, template);
    return changed;
  }

  /** A fresh default route. */
  public static Route newDefaultRoute(String routeId, Instant now) {
    return new Route(routeId, null, RoutingType.REGEX, null, 0, Map.of(), now);
  }
}
