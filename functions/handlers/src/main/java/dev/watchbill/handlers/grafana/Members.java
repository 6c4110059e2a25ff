package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.LetterCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in a request. Names are matched without regard to case, of several the
 * last counts, unknown ones are ignored and null reads as absent: so do the clients' own decoders
 * (spec grafana-alerting §1.1). A value of another type reads as absent too, and is noted: whoever
 * asked must look at {@link #misshapen} before anything is stored.
 */
public final class Members {
  private final Map<String, @Nullable Object> byName = new LinkedHashMap<>();
  private boolean misshapen;

  public Members(Map<?, ?> object) {
    object.forEach((name, value) -> byName.put(LetterCase.lower(String.valueOf(name)), value));
  }

  /** Whether a value had another type than its field. */
  public boolean misshapen() {
    return misshapen;
  }

  public boolean has(String name) {
    return raw(name) != null;
  }

  public @Nullable Object raw(String name) {
    return byName.get(LetterCase.lower(name));
  }

  public @Nullable String textOrNull(String name) {
    return typed(name, String.class);
  }

  /** The text; empty when absent. */
  public String text(String name) {
    String text = textOrNull(name);
    return text == null ? "" : text;
  }

  public boolean flag(String name) {
    Boolean flag = typed(name, Boolean.class);
    return flag != null && flag;
  }

  public long number(String name, long ifAbsent) {
    Long number = typed(name, Long.class);
    return number == null ? ifAbsent : number;
  }

  /** The object; null when absent. */
  public @Nullable Map<?, ?> object(String name) {
    return typed(name, Map.class);
  }

  /** The values of a list; none when absent. */
  public List<? extends @Nullable Object> listOrEmpty(String name) {
    List<?> list = typed(name, List.class);
    return list == null ? List.of() : list;
  }

  /** The texts of a list; null when absent. */
  public @Nullable List<String> textsOrNull(String name) {
    List<?> list = typed(name, List.class);
    if (list == null) return null;
    if (!list.stream().allMatch(String.class::isInstance)) {
      misshapen = true;
      return null;
    }
    return list.stream().map(String.class::cast).toList();
  }

  private <T> @Nullable T typed(String name, Class<T> type) {
    Object value = raw(name);
    if (value == null) return null;
    if (type.isInstance(value)) return type.cast(value);
    misshapen = true;
    return null;
  }
}
