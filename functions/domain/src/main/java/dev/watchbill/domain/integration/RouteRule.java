package dev.watchbill.domain.integration;

import dev.watchbill.domain.integration.Route.RoutingType;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.Rendered;
import dev.watchbill.domain.template.jinja.Rendered.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The condition of one route (spec oncall-behaviour §5). A condition that cannot be evaluated does
 * not hold: the alert then goes on to the next route.
 *
 * @param id of the route
 * @param term the pattern or template; null for label routes
 * @param labels what a label route asks for; all of them, and at least one
 */
public record RouteRule(
    String id, RoutingType kind, @Nullable String term, Map<String, String> labels) {

  /** Longest term, in characters. */
  public static final int LONGEST_TERM = 1024;

  /**
   * Python's search over the payload's JSON text, in the interpreter's own regular expressions:
   * linear where the pattern allows it, stopped after a fixed amount of backtracking where it does
   * not.
   */
  private static final String SEARCH = "{{ payload | json_dumps | regex_search(pattern) }}";

  /**
   * Where the search ends, in characters. A payload may have six million; a search through all of
   * them would fail by what a template may cost, and a page would take the wrong route.
   */
  static final int SEARCHED = 500_000;

  /** The rule of a stored route. */
  public static RouteRule of(Route route) {
    return new RouteRule(route.id(), route.routingType(), route.term(), Map.of());
  }

  /**
   * Whether an alert takes this route.
   *
   * @param alertLabels null while the labels feature is off
   */
  public boolean matches(
      Jinja jinja, @Nullable Object payload, @Nullable Map<String, String> alertLabels) {
    return switch (kind) {
      case REGEX -> term != null && search(jinja, term, payload).truthy();
      case JINJA2 -> term != null && jinja.render(term, variables(payload, alertLabels)).truthy();
      case LABELS ->
          alertLabels != null
              && !labels.isEmpty()
              && alertLabels.entrySet().containsAll(labels.entrySet());
    };
  }

  /** Why a term cannot be stored; empty if it can. */
  public static Optional<String> problem(RoutingType kind, @Nullable String term, Jinja jinja) {
    if (term == null || kind == RoutingType.LABELS) {
      return Optional.empty();
    }
    if (term.codePointCount(0, term.length()) > LONGEST_TERM) {
      return Optional.of("Ensure this field has no more than " + LONGEST_TERM + " characters.");
    }
    return switch (kind) {
      case REGEX ->
          search(jinja, term, "") instanceof Failure failure
              ? Optional.of("Invalid regular expression: " + failure.message())
              : Optional.empty();
      case JINJA2 -> jinja.check(term).map(Failure::message);
      case LABELS -> Optional.empty();
    };
  }

  private static Rendered search(Jinja jinja, String pattern, @Nullable Object payload) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    // Not copied: this template changes nothing.
    variables.put("payload", Beginning.of(payload, SEARCHED));
    variables.put("pattern", pattern);
    return jinja.render(SEARCH, variables);
  }

  private static Map<String, @Nullable Object> variables(
      @Nullable Object payload, @Nullable Map<String, String> labels) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("payload", PlainValues.mutableCopy(payload));
    variables.put("labels", labels == null ? null : new HashMap<>(labels));
    return variables;
  }
}
