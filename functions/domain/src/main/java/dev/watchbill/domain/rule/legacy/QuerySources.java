package dev.watchbill.domain.rule.legacy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data sources that queries of a dashboard may name.
 *
 * @param uids all there are
 * @param byName uid of each name
 * @param standard uid of the one that is asked when a query names none; null if there is none
 */
public record QuerySources(
    Set<String> uids, Map<String, String> byName, @Nullable String standard) {
  public QuerySources {
    uids = Set.copyOf(uids);
    byName = Map.copyOf(byName);
  }

  /**
   * What a query asks: its own data source, else its panel's, else the standard one. Old dashboards
   * name them, newer ones say {@code {"uid": …}}.
   */
  Optional<String> of(Map<?, ?> target, Map<?, ?> panel) {
    Object named =
        target.containsKey("datasource") ? target.get("datasource") : panel.get("datasource");
    String name = named instanceof String text ? text : "";
    String uid = Plain.text(Plain.of(named), "uid");
    if (!uid.isEmpty()) return Optional.of(uid).filter(uids::contains);
    if (name.isEmpty()) return Optional.ofNullable(standard);
    String found = byName.get(name);
    return found != null ? Optional.of(found) : Optional.of(name).filter(uids::contains);
  }

  /** What a query names, for a message. */
  static String named(Map<?, ?> target, Map<?, ?> panel) {
    Object named =
        target.containsKey("datasource") ? target.get("datasource") : panel.get("datasource");
    return named instanceof String text ? text : Plain.text(Plain.of(named), "uid");
  }
}
