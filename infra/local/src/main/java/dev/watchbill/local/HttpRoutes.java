package dev.watchbill.local;

import dev.watchbill.local.Template.Route;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the route as an HTTP API does: the most specific path wins (a literal part before a
 * variable, a variable before {@code {proxy+}}), then the exact method before {@code ANY}, then
 * {@code $default}.
 */
final class HttpRoutes {

  /**
   * Who gets {@code /x/} when there is {@code /x/{proxy+}}. The gateway's documents leave it open,
   * so nothing may depend on it (DESIGN §5); tests run both.
   */
  enum EmptyRemainder {
    TO_PROXY,
    TO_DEFAULT
  }

  /** A route and what its variables took, undecoded. */
  record Match(Route route, Map<String, String> pathParameters) {}

  private final List<Route> placed;
  private final @Nullable Route fallback;
  private final EmptyRemainder emptyRemainder;

  HttpRoutes(List<Route> routes, EmptyRemainder emptyRemainder) {
    this.placed =
        routes.stream()
            .filter(route -> !route.isDefault())
            .sorted(Comparator.comparing(HttpRoutes::rank))
            .toList();
    this.fallback = routes.stream().filter(Route::isDefault).findFirst().orElse(null);
    this.emptyRemainder = emptyRemainder;
  }

  Optional<Match> find(String method, String rawPath) {
    for (Route route : placed) {
      if (!route.method().equals("ANY") && !route.method().equals(method)) continue;
      Map<String, String> parameters = match(route.path(), rawPath);
      if (parameters != null) return Optional.of(new Match(route, parameters));
    }
    return Optional.ofNullable(fallback).map(route -> new Match(route, Map.of()));
  }

  private @Nullable Map<String, String> match(String pattern, String path) {
    if (!path.startsWith("/")) return null;
    String[] wanted = pattern.substring(1).split("/", -1);
    String[] parts = path.substring(1).split("/", -1);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      String part = wanted[i];
      if (i >= parts.length) return null;
      if (part.endsWith("+}")) {
        String rest = String.join("/", List.of(parts).subList(i, parts.length));
        if (rest.isEmpty() && emptyRemainder == EmptyRemainder.TO_DEFAULT) return null;
        parameters.put(part.substring(1, part.length() - 2), rest);
        return parameters;
      }
      if (part.startsWith("{")) {
        if (parts[i].isEmpty()) return null;
        parameters.put(part.substring(1, part.length() - 1), parts[i]);
      } else if (!part.equals(parts[i])) {
        return null;
      }
    }
    return parts.length == wanted.length ? parameters : null;
  }

  /** Sorts the more specific first: per part 0 literal, 1 variable, 2 greedy; then the method. */
  private static String rank(Route route) {
    StringBuilder rank = new StringBuilder();
    for (String part : route.path().substring(1).split("/", -1)) {
      rank.append(part.endsWith("+}") ? '2' : part.startsWith("{") ? '1' : '0');
    }
    return rank.append(route.method().equals("ANY") ? "b" : "a").toString();
  }
}
