package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came from the gateway (payload format 2.0).
 *
 * @param path the raw path, not decoded
 * @param segments its parts, split before decoding so that {@code %2F} stays inside its segment;
 *     without empty ones at the end
 * @param slash whether the path ended in a slash
 * @param query every pair in order, decoded; from the raw query, since the gateway's own map joins
 *     repeated keys
 * @param headers by lower-case name
 * @param id the gateway's id of this request, for logs
 */
public record Request(
    String method,
    String path,
    List<String> segments,
    boolean slash,
    List<Map.Entry<String, String>> query,
    String rawQuery,
    Map<String, String> headers,
    byte[] body,
    String id) {

  /** From the parts of an event. Percent signs that encode nothing stand for themselves. */
  public static Request of(
      String method,
      String rawPath,
      String rawQuery,
      Map<String, String> headers,
      byte[] body,
      String id) {
    List<String> segments = new ArrayList<>();
    String trimmed = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
    boolean slash = rawPath.endsWith("/");
    if (slash && !trimmed.isEmpty()) trimmed = trimmed.substring(0, trimmed.length() - 1);
    for (String part : trimmed.split("/", -1)) segments.add(decode(part, false));
    List<Map.Entry<String, String>> query = new ArrayList<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.add(Map.entry(decode(name, true), decode(value, true)));
    }
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(LetterCase.lower(name), value));
    return new Request(
        LetterCase.upper(method),
        rawPath,
        List.copyOf(segments),
        slash,
        List.copyOf(query),
        rawQuery,
        lower,
        body,
        id);
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The last value of a query parameter, as the original reads it; null when absent. */
  public @Nullable String parameter(String name) {
    @Nullable String last = null;
    for (Map.Entry<String, String> pair : query) {
      if (pair.getKey().equals(name)) last = pair.getValue();
    }
    return last;
  }

  public List<String> parameters(String name) {
    return query.stream()
        .filter(pair -> pair.getKey().equals(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) return Json.whole(text);
    String encoded = plusIsSpace ? text : text.replace("+", "%2B");
    try {
      return URLDecoder.decode(encoded, UTF_8);
    } catch (IllegalArgumentException e) {
      return Json.whole(text); // a percent sign that encodes nothing
    }
  }
}
