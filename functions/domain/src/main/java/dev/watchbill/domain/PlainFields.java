package dev.watchbill.domain;

import dev.watchbill.domain.Flaw.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a submitted object of the alerting configuration. Names are matched without regard
 * to case, unknown ones are ignored and null means absent, as clients of the original rely on (spec
 * grafana-alerting §1.1). A value of the wrong type is a flaw and reads as absent.
 */
public final class PlainFields {

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
  private final String where;
  private final Flaws flaws;

  private PlainFields(String where, Flaws flaws) {
    this.where = where;
    this.flaws = flaws;
  }

  /**
   * @param value an object; null reads as one without fields, anything else is a flaw
   * @param where the path of the object in the submitted body; empty for the body
   */
  public static PlainFields of(@Nullable Object value, String where, Flaws flaws) {
    PlainFields fields = new PlainFields(where, flaws);
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, item) -> fields.fields.put(LetterCase.lower(String.valueOf(name)), item));
    } else if (value != null) {
      flaws.add(Kind.SHAPE, where, "must be an object");
    }
    return fields;
  }

  /** The path of a field. */
  public String path(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }

  public boolean has(String name) {
    return get(name) != null;
  }

  public @Nullable Object get(String name) {
    return fields.get(LetterCase.lower(name));
  }

  public @Nullable String textOrNull(String name) {
    Object value = get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    return wrong(name, "a string");
  }

  /** The text; empty when absent. */
  public String text(String name) {
    String value = textOrNull(name);
    return value == null ? "" : value;
  }

  /** The flag; false when absent. */
  public boolean flag(String name) {
    Object value = get(name);
    if (value != null && !(value instanceof Boolean)) {
      wrong(name, "a boolean");
    }
    return Boolean.TRUE.equals(value);
  }

  public @Nullable Long wholeNumberOrNull(String name) {
    Object value = get(name);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    return value == null ? null : wrong(name, "a whole number");
  }

  /** The items; none when absent. */
  public List<? extends @Nullable Object> list(String name) {
    Object value = get(name);
    if (value instanceof List<?> list) {
      return list;
    }
    if (value != null) {
      wrong(name, "an array");
    }
    return List.of();
  }

  /** A list of texts; none when absent. A null inside reads as an empty text. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(name)) {
      if (item == null || item instanceof String) {
        texts.add(item == null ? "" : (String) item);
      } else {
        wrong(name + "[" + texts.size() + "]", "a string");
      }
    }
    return Collections.unmodifiableList(texts);
  }

  /** A map of text to text, in the order given; null when absent. */
  public @Nullable Map<String, String> textMapOrNull(String name) {
    Object value = get(name);
    if (!(value instanceof Map<?, ?> map)) {
      return value == null ? null : wrong(name, "an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          if (item == null || item instanceof String) {
            texts.put(String.valueOf(key), item == null ? "" : (String) item);
          } else {
            wrong(name + "." + key, "a string");
          }
        });
    return Collections.unmodifiableMap(texts);
  }

  /** Says that a field is not of its type; reads as absent. */
  public <T> @Nullable T wrong(String name, String wanted) {
    flaws.add(Kind.SHAPE, path(name), path(name) + " must be " + wanted);
    return null;
  }
}
