package dev.watchbill.handlers.golden;

import dev.watchbill.handlers.http.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a JSON value is the recorded one. Every recorded key must be there, extra keys are
 * allowed; lists have the same length and order; numbers are of the same kind.
 */
final class Expectation {
  private static final Pattern MATCHER = Pattern.compile("<<([a-z]+)(?::(.*))?>>", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
  private static final Pattern URL = Pattern.compile("https?://[^/]+.*", Pattern.DOTALL);

  static void check(@Nullable Object want, @Nullable Object got, String where) throws Mismatch {
    switch (want) {
      case null -> equal(null, got, where);
      case String text -> checkText(text, got, where);
      case List<?> list -> {
        if (!(got instanceof List<?> other)) throw different("a list", got, where);
        if (list.size() != other.size()) throw different(list.size() + " items", got, where);
        for (int i = 0; i < list.size(); i++) {
          check(list.get(i), other.get(i), where + "[" + i + "]");
        }
      }
      case Map<?, ?> map -> checkObject(map, got, where);
      default -> equal(want, got, where);
    }
  }

  static void checkText(String want, @Nullable Object got, String where) throws Mismatch {
    Matcher matcher = MATCHER.matcher(want);
    String kind = matcher.matches() ? matcher.group(1) : "";
    String argument = kind.isEmpty() ? null : matcher.group(2);
    boolean good =
        switch (kind) {
          case "any" -> true;
          case "id" -> got instanceof String text && ID.matcher(text).matches();
          case "timestamp" -> got instanceof String text && TIMESTAMP.matcher(text).matches();
          case "int" -> got instanceof Long || got instanceof java.math.BigInteger;
          case "text" -> got instanceof String text && !text.isBlank();
          case "re" ->
              got instanceof String text
                  && argument != null
                  && Pattern.compile(argument, Pattern.DOTALL).matcher(text).matches();
          case "url" -> got instanceof String text && isUrl(argument, text);
          default -> want.equals(got);
        };
    if (!good) throw different(want, got, where);
  }

  private static void checkObject(Map<?, ?> want, @Nullable Object got, String where)
      throws Mismatch {
    if (want.get("<<unordered>>") instanceof List<?> items) {
      if (!(got instanceof List<?> list) || list.size() != items.size()) {
        throw different(items.size() + " items in any order", got, where);
      }
      List<@Nullable Object> rest = new ArrayList<>(list);
      for (Object item : items) {
        int at = 0;
        while (at < rest.size() && !matches(item, rest.get(at))) at++;
        if (at == rest.size()) throw different("an item like " + show(item), got, where);
        rest.remove(at);
      }
      return;
    }
    if (want.get("<<contains>>") instanceof List<?> items) {
      if (!(got instanceof List<?> list)) throw different("a list", got, where);
      int at = 0;
      for (Object item : items) {
        while (at < list.size() && !matches(item, list.get(at))) at++;
        if (at == list.size()) throw different("a further item like " + show(item), got, where);
        at++;
      }
      return;
    }
    if (want.get("<<length>>") instanceof Long length) {
      if (!(got instanceof List<?> list) || list.size() != length) {
        throw different("a list of " + length, got, where);
      }
      return;
    }
    if (!(got instanceof Map<?, ?> object)) throw different("an object", got, where);
    for (Map.Entry<?, ?> member : want.entrySet()) {
      if (!object.containsKey(member.getKey())) {
        throw new Mismatch(where + ": key " + member.getKey() + " is missing");
      }
      check(member.getValue(), object.get(member.getKey()), where + "." + member.getKey());
    }
  }

  private static boolean matches(@Nullable Object want, @Nullable Object got) {
    try {
      check(want, got, "item");
      return true;
    } catch (Mismatch e) {
      return false;
    }
  }

  private static void equal(@Nullable Object want, @Nullable Object got, String where)
      throws Mismatch {
    if (!Objects.equals(want, got)) throw different(show(want), got, where);
  }

  /** An absolute address; its path ends with that of the argument, its query has the same pairs. */
  private static boolean isUrl(@Nullable String argument, String got) {
    if (!URL.matcher(got).matches()) return false;
    if (argument == null) return true;
    URI want = URI.create(argument);
    URI have = URI.create(got);
    return slashless(have.getRawPath()).endsWith(slashless(want.getRawPath()))
        && pairs(want.getRawQuery()).equals(pairs(have.getRawQuery()));
  }

  private static String slashless(@Nullable String path) {
    return path == null ? "" : path.replaceAll("/+$", "");
  }

  private static List<String> pairs(@Nullable String query) {
    if (query == null) return List.of();
    return Arrays.stream(query.split("&"))
        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
        .sorted()
        .toList();
  }

  private static Mismatch different(String want, @Nullable Object got, String where) {
    return new Mismatch(where + ": expected " + want + ", got " + show(got));
  }

  private static String show(@Nullable Object value) {
    String text = Json.write(value);
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }

  private Expectation() {}
}
