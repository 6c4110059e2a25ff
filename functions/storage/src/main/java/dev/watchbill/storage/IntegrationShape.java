package dev.watchbill.storage;

import dev.watchbill.domain.Unopened;
import dev.watchbill.domain.integration.ChannelSetting;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An integration with all its routes as one row; the token in it is sealed. */
final class IntegrationShape implements RowShape<Integration> {

  static final String KIND = "integration";
  static final String TOKEN = "token";

  /** The kind of the deleted ones, kept so that old groups still name them. */
  static final String GONE = "integration-gone";

  private final Supplier<SecretBox> secrets;

  IntegrationShape(SecretBox secrets) {
    this(() -> secrets);
  }

  /** Asked for only when a row is read or written. */
  IntegrationShape(Supplier<SecretBox> secrets) {
    this.secrets = secrets;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String org(Integration integration) {
    return integration.org();
  }

  @Override
  public String id(Integration integration) {
    return integration.id();
  }

  @Override
  public long version(Integration integration) {
    return integration.version();
  }

  @Override
  public List<Key> claims(Integration integration) {
    String org = integration.org();
    List<Key> claims = new ArrayList<>();
    // The pointer of a token that cannot be opened now still leads here, and stays as it is.
    if (!Unopened.is(integration.token())) {
      claims.add(Keys.intake(integration.token()));
      if (integration.type().intake() == Intake.MAIL) claims.add(Keys.mailbox(integration.token()));
    }
    String team = integration.teamId() == null ? "" : integration.teamId();
    claims.add(Keys.uniqueName(org, kind(), team + "\0" + integration.name()));
    for (Route route : integration.routesInOrder()) claims.add(Keys.route(org, route.id()));
    return claims;
  }

  @Override
  public void write(Integration integration, Item.Builder to) {
    to.set("team", integration.teamId())
        .set("name", integration.name())
        .set("description", integration.description())
        .set("kind", integration.type().slug())
        .set(TOKEN, secrets.get().seal(integration.token()))
        .set("templates", integration.templates())
        .set("labels", labels(integration.labels()))
        .set("dynamic", labels(integration.dynamicLabels()))
        .set("maintenance", maintenance(integration.maintenance()))
        .set("default", route(integration.defaultRoute()))
        .set("routes", integration.routes().stream().map(IntegrationShape::route).toList())
        .set(CREATED, integration.createdAt())
        .set("deleted", integration.deletedAt());
  }

  @Override
  public Integration read(String org, Item item) {
    Map<String, String> templates = new HashMap<>();
    item.map("templates").forEach((key, template) -> templates.put(key, template.toString()));
    return new Integration(
        item.key().sk(),
        org,
        item.text("team"),
        item.requiredText("name"),
        item.text("description"),
        IntegrationType.of(item.requiredText("kind")).orElseThrow(),
        secrets.get().openOrKeep(item.requiredText(TOKEN)),
        templates,
        labels(item.list("labels")),
        labels(item.list("dynamic")),
        item.has("maintenance") ? maintenance(item.map("maintenance")) : null,
        route(item.map("default")),
        item.list("routes").stream().map(route -> route(map(route))).toList(),
        item.requiredInstant(CREATED),
        item.instant("deleted"),
        item.version());
  }

  /** Keys may repeat, so labels are a list and not a map. */
  static List<Map<String, Object>> labels(List<Label> labels) {
    return labels.stream()
        .map(label -> Map.<String, Object>of("k", label.key(), "v", label.value()))
        .toList();
  }

  static List<Label> labels(Iterable<Object> labels) {
    List<Label> read = new ArrayList<>();
    for (Object each : labels) read.add(new Label(text(map(each), "k"), text(map(each), "v")));
    return read;
  }

  private static @Nullable Map<String, Object> maintenance(@Nullable Maintenance maintenance) {
    if (maintenance == null) return null;
    Map<String, Object> map = new TreeMap<>();
    map.put("mode", maintenance.mode().name());
    map.put("from", maintenance.startedAt());
    map.put("to", maintenance.endsAt());
    if (maintenance.groupId() != null) map.put("group", maintenance.groupId());
    return map;
  }

  private static Maintenance maintenance(Map<String, Object> map) {
    return new Maintenance(
        Maintenance.Mode.valueOf(text(map, "mode")),
        Instant.parse(text(map, "from")),
        Instant.parse(text(map, "to")),
        textOrNull(map, "group"));
  }

  private static Map<String, Object> route(Route route) {
    Map<String, Object> map = new TreeMap<>();
    map.put("id", route.id());
    if (route.escalationChainId() != null) map.put("chain", route.escalationChainId());
    map.put("type", route.routingType().name());
    if (route.term() != null) map.put("term", route.term());
    map.put("position", route.position());
    map.put("created", route.createdAt());
    Map<String, Object> channels = new TreeMap<>();
    route
        .channels()
        .forEach(
            (slug, setting) -> {
              Map<String, Object> channel = new TreeMap<>();
              channel.put("on", setting.enabled());
              if (setting.id() != null) channel.put("id", setting.id());
              channels.put(slug, channel);
            });
    map.put("channels", channels);
    return map;
  }

  private static Route route(Map<String, Object> map) {
    Map<String, ChannelSetting> channels = new HashMap<>();
    map(map.getOrDefault("channels", Map.of()))
        .forEach(
            (slug, setting) ->
                channels.put(
                    slug,
                    new ChannelSetting(
                        textOrNull(map(setting), "id"),
                        Boolean.TRUE.equals(map(setting).get("on")))));
    return new Route(
        text(map, "id"),
        textOrNull(map, "chain"),
        Route.RoutingType.valueOf(text(map, "type")),
        textOrNull(map, "term"),
        Math.toIntExact((Long) required(map, "position")),
        channels,
        Instant.parse(text(map, "created")));
  }

  @SuppressWarnings("unchecked") // normalised when set: maps have text keys and no nulls
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static String text(Map<String, Object> map, String name) {
    return (String) required(map, name);
  }

  private static @Nullable String textOrNull(Map<String, Object> map, String name) {
    return (String) map.get(name);
  }

  private static Object required(Map<String, Object> map, String name) {
    Object value = map.get(name);
    if (value == null) throw new IllegalStateException("An integration's row has no " + name);
    return value;
  }
}
