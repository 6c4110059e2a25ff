package dev.watchbill.storage;

import dev.watchbill.domain.Provenance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * What was accepted is read as it stands: nothing is checked here, least of all against rules for requests, which change from release
 * to release. Only a value of another type than its field has cannot be given back. It reads as absent, and its place is noted: one
 * damaged value must not take everything else of its row along, nor keep anybody from replacing or deleting the thing it is in.
 */
/** A stored JSON object, and what in it could not be read. */
final class StoredFields {

  private final Map<?, ?> fields;
  private final String where;
  private final List<String> damaged;

  private StoredFields(Map<?, ?> fields, String where, List<String> damaged) {
    this.fields = fields;
    this.where = where;
    this.damaged = damaged;
  }

  /**
   * @param damaged collects the places of what cannot be read, never their values
   */
  static StoredFields of(@Nullable Object value, String where, List<String> damaged) {
    if (value instanceof Map<?, ?> map) return new StoredFields(map, where, damaged);
    damaged.add(where);
    return new StoredFields(Map.of(), where, damaged);
  }

  @Nullable Object raw(String name) {
    return fields.get(name);
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  /** Notes that a field is not what it should be. */
  void damaged(String name) {
    damaged.add(where + "." + name);
  }

  private <T> @Nullable T as(Class<T> type, String name) {
    Object value = fields.get(name);
    if (type.isInstance(value)) return type.cast(value);
    if (value != null) damaged(name);
    return null;
  }

  @Nullable String textOrNull(String name) {
    return as(String.class, name);
  }

  String text(String name) {
    String text = textOrNull(name);
    return text == null ? "" : text;
  }

  /** The text by which it is asked for; when absent one made of its place, so that it can be. */
  String name(String name) {
    String text = text(name);
    if (!text.isEmpty()) return text;
    damaged(name);
    return "damaged-" + where.replaceAll("[^A-Za-z0-9]+", "-");
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(as(Boolean.class, name));
  }

  long number(String name) {
    Number number = as(Number.class, name);
    return number == null ? 0 : number.longValue();
  }

  /** The object; one without fields when absent. */
  StoredFields object(String name) {
    return has(name) ? of(raw(name), where + "." + name, damaged) : nothing(name);
  }

  private StoredFields nothing(String name) {
    return new StoredFields(Map.of(), where + "." + name, damaged);
  }

  /** The members as they are, nulls included; none when absent. */
  Map<String, @Nullable Object> members(String name) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (as(Map.class, name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> members.put(String.valueOf(key), value));
    }
    return members;
  }

  /** Texts by name, in their order; null when absent. */
  @Nullable Map<String, String> textsByNameOrNull(String name) {
    if (!(as(Map.class, name) instanceof Map<?, ?> map)) return null;
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value instanceof String text) texts.put(String.valueOf(key), text);
          else damaged(name); // the key may be anybody's text
        });
    return texts;
  }

  /** Texts by name, in their order; none when absent. */
  Map<String, String> textsByName(String name) {
    Map<String, String> texts = textsByNameOrNull(name);
    return texts == null ? Map.of() : texts;
  }

  /** Each element of a list; none when absent. */
  <T> List<T> each(String name, Element<T> element) {
    List<T> read = new ArrayList<>();
    if (as(List.class, name) instanceof List<?> list) {
      int index = 0;
      for (Object value : list) read.add(element.read(value, where + "." + name, index++));
    }
    return read;
  }

  /** Makes something of an element, whatever it is. */
  interface Element<T> {
    T read(@Nullable Object value, String list, int index);
  }

  /** Each object of a list. */
  <T> List<T> objects(String name, Function<StoredFields, T> read) {
    return each(
        name, (value, list, index) -> read.apply(of(value, list + "[" + index + "]", damaged)));
  }

  List<String> texts(String name) {
    return each(
        name,
        (value, list, index) -> {
          if (value instanceof String text) return text;
          damaged.add(list + "[" + index + "]");
          return "";
        });
  }

  Provenance provenance() {
    String wire = text("provenance");
    return Provenance.ofWire(wire)
        .orElseGet(
            () -> {
              damaged("provenance");
              return Provenance.NONE;
            });
  }

  /** As {@link Duration#toString} writes it, or by the parser that read it earlier. */
  @Nullable Duration durationOrNull(String name, Function<String, @Nullable Duration> earlier) {
    String text = textOrNull(name);
    if (text == null) return null;
    Duration duration = null;
    try {
      duration = text.startsWith("PT") ? Duration.parse(text) : earlier.apply(text);
    } catch (java.time.format.DateTimeParseException e) {
      // noted like every other text that is none
    }
    if (duration == null) damaged(name);
    return duration;
  }
}
