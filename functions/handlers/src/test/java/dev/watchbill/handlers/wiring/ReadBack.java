package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is shown is what was sent; else a client's next plan is not empty. Absent, null,
 * empty and false are the same, and times in Go's form are those in Prometheus' form.
 */
final class ReadBack {

  /** Made by the server, whatever was sent. */
  private static final Set<String> SERVERS =
      Set.of("id", "uid", "updated", "provenance", "orgID", "folderUID", "ruleGroup", "version");

  private static final Set<String> DURATIONS =
      Set.of("for", "keep_firing_for", "group_wait", "group_interval", "repeat_interval");

  static void check(@Nullable Object sent, @Nullable Object shown, String where) {
    switch (sent) {
      case Map<?, ?> map -> {
        if (map.isEmpty() && shown == null) return;
        assertThat(shown).as(where).isInstanceOf(Map.class);
        map.forEach(
            (name, value) -> {
              String key = String.valueOf(name);
              if (SERVERS.contains(key)) return;
              Object other = shown instanceof Map<?, ?> object ? object.get(key) : null;
              if (key.equals("object_matchers")) {
                // answers have them in an order of their own
                assertThat(sorted(other)).as(where + "." + key).isEqualTo(sorted(value));
              } else if (DURATIONS.contains(key)) {
                assertThat(plain(other)).as(where + "." + key).isEqualTo(plain(value));
              } else {
                check(value, other, where + "." + key);
              }
            });
      }
      case List<?> list -> {
        List<?> other = shown instanceof List<?> given ? given : List.of();
        assertThat(other).as(where + Json.write(shown)).hasSameSizeAs(list);
        for (int i = 0; i < list.size(); i++) check(list.get(i), other.get(i), where + i);
      }
      case null -> assertThat(unset(shown)).as(where + Json.write(shown)).isTrue();
      case String text ->
          assertThat(shown == null ? "" : String.valueOf(shown).strip())
              .as(where)
              .isEqualTo(text.strip());
      case Boolean flag when !flag -> assertThat(unset(shown)).as(where).isTrue();
      case Number number ->
          assertThat(shown instanceof Number other ? other.doubleValue() : 0.0)
              .as(where)
              .isEqualTo(number.doubleValue());
      default -> assertThat(shown).as(where).isEqualTo(sent);
    }
  }

  private static List<String> sorted(@Nullable Object list) {
    return list instanceof List<?> rows
        ? rows.stream().map(Json::write).sorted().toList()
        : List.of();
  }

  private static boolean unset(@Nullable Object shown) {
    return shown == null || shown.equals(false) || shown.equals("") || shown.equals(List.of());
  }

  /** {@code 2m0s} and {@code 2m}, {@code 1h0m0s} and {@code 1h}; none is {@code 0s}. */
  private static String plain(@Nullable Object duration) {
    String text = duration == null ? "0s" : duration.toString();
    if (text.isEmpty() || text.equals("0")) return "0s";
    String shorter = text.replace("h0m0s", "h");
    return shorter.endsWith("m0s") ? shorter.substring(0, shorter.length() - 2) : shorter;
  }

  private ReadBack() {}
}
