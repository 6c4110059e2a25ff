package dev.watchbill.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in the template and what stands there. Knows its path, so that a refusal names the place.
 */
record Section(String path, @Nullable Object value) {

  Section field(String name) {
    Object found = value instanceof Map<?, ?> map ? map.get(name) : null;
    return new Section(path.isEmpty() ? name : path + "." + name, found);
  }

  boolean present() {
    return value != null;
  }

  String text() {
    if (value instanceof String text) return text;
    throw new StartRefused("template.yaml: " + path + " must be a text");
  }

  String textOr(String standard) {
    return value == null ? standard : text();
  }

  int numberOr(int standard) {
    if (value == null) return standard;
    if (value instanceof Long number) return Math.toIntExact(number);
    throw new StartRefused("template.yaml: " + path + " must be a number");
  }

  /** The fields in the order of the template; none when nothing stands here. */
  Map<String, Section> fields() {
    Map<String, Section> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) fields.put(key.toString(), field(key.toString()));
    } else if (value != null) {
      throw new StartRefused("template.yaml: " + path + " must be a mapping");
    }
    return fields;
  }

  List<?> items() {
    if (value == null) return List.of();
    if (value instanceof List<?> list) return list;
    throw new StartRefused("template.yaml: " + path + " must be a list");
  }

  /** The resource that {@code !Ref} or {@code !GetAtt} names here; an alias with its suffix. */
  String resource() {
    if (value instanceof Map<?, ?> map) {
      if (map.get("Ref") instanceof String name) return name;
      if (map.get("Fn::GetAtt") instanceof List<?> list && list.get(0) instanceof String name) {
        return name;
      }
    }
    throw new StartRefused("template.yaml: " + path + " must refer to a resource");
  }
}
