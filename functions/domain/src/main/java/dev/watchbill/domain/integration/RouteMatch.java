package dev.watchbill.domain.integration;

import dev.watchbill.domain.template.jinja.Jinja;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which route an alert takes (spec oncall-behaviour §5). */
public final class RouteMatch {

  private RouteMatch() {}

  /**
   * The first rule that matches, in the order given; empty means the default route, which matches
   * everything.
   */
  public static Optional<RouteRule> first(
      List<RouteRule> rules,
      Jinja jinja,
      @Nullable Object payload,
      @Nullable Map<String, String> labels) {
    return rules.stream().filter(rule -> rule.matches(jinja, payload, labels)).findFirst();
  }
}
