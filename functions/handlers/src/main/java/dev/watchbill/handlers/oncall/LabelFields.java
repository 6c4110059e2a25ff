package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Label;
import dev.watchbill.handlers.http.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code labels} and {@code dynamic_labels}: lists of {@code {"key": {"name"}, "value": {"name"}}}
 * in the order they were given (spec oncall-api §2.7).
 */
final class LabelFields {
  private static final int MOST = 100;
  private static final int KEY = 200;

  /** The labels the body names; absent = as they are, null = none. */
  static List<Label> read(Fields in, String field, List<Label> ifAbsent, int longestValue) {
    if (!in.has(field)) return ifAbsent;
    if (in.isNull(field)) return List.of();
    if (!(in.raw(field) instanceof List<?> sent)) {
      in.error(field, "Expected a list of items.");
      return ifAbsent;
    }
    if (sent.size() > MOST) {
      in.error(field, "At most " + MOST + " labels are allowed.");
      return ifAbsent;
    }
    List<Label> labels = new ArrayList<>();
    for (Object each : sent) {
      Optional<String> key = name(each, "key", KEY);
      Optional<String> value = name(each, "value", longestValue);
      if (key.isEmpty() || value.isEmpty()) {
        in.error(field, "Expected a name in the key and in the value of every label.");
        return ifAbsent;
      }
      labels.add(new Label(key.get(), value.get()));
    }
    return labels;
  }

  private static Optional<String> name(@Nullable Object label, String part, int longest) {
    return label instanceof Map<?, ?> map
            && map.get(part) instanceof Map<?, ?> holder
            && holder.get("name") instanceof String name
            && !name.isBlank()
            && name.length() <= longest
        ? Optional.of(name)
        : Optional.empty();
  }

  static List<Map<String, @Nullable Object>> show(List<Label> labels) {
    return labels.stream()
        .map(
            label -> {
              Map<String, @Nullable Object> shown = new LinkedHashMap<>();
              shown.put("key", named(label.key()));
              shown.put("value", named(label.value()));
              return shown;
            })
        .toList();
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", name);
    shown.put("name", name);
    return shown;
  }

  private LabelFields() {}
}
