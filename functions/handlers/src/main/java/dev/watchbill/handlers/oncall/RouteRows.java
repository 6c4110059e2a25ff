package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Route;
import java.util.List;
import java.util.Optional;

/**
 * Routes as rows of configuration, although they are stored inside their integration: every write
 * is one versioned write of the integration, so positions stay unique however many write at once.
 */
final class RouteRows implements Rows<RouteRows.Row> {

  /** One route, and the integration it is in as it stands or shall stand. */
  record Row(Integration integration, String routeId) {
    Route route() {
      return integration
          .route(routeId)
          .orElseThrow(() -> new IllegalStateException("the integration has no such route"));
    }

    boolean isDefault() {
      return integration.isDefault(route());
    }
  }

  private final Integrations integrations;

  RouteRows(Integrations integrations) {
    this.integrations = integrations;
  }

  @Override
  public Optional<Row> find(String org, String id) {
    return integrations.byRoute(org, id).map(integration -> new Row(integration, id));
  }

  /** By integration, oldest first; within one by position, the default route last. */
  @Override
  public List<Row> all(String org) {
    return integrations.all(org).stream()
        .filter(integration -> integration.type() != IntegrationType.MAINTENANCE)
        .flatMap(
            integration ->
                integration.routesInOrder().stream().map(route -> new Row(integration, route.id())))
        .toList();
  }

  @Override
  public Saved create(Row row) {
    return integrations.replace(row.integration());
  }

  @Override
  public Saved replace(Row row) {
    return integrations.replace(row.integration());
  }

  @Override
  public Saved delete(Row row) {
    Integration integration = row.integration();
    return integrations.replace(
        integration.withRoutes(
            integration.defaultRoute(),
            integration.routes().stream()
                .filter(route -> !route.id().equals(row.routeId()))
                .toList()));
  }
}
