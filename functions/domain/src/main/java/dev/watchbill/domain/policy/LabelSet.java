package dev.watchbill.domain.policy;

import dev.watchbill.domain.GoText;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The labels of an alert or of a group of alerts, in order of their names.
 *
 * @param labels sorted by {@link GoText#ORDER}; unmodifiable
 */
public record LabelSet(SortedMap<String, String> labels) {

  public static LabelSet of(Map<String, String> labels) {
    SortedMap<String, String> sorted = new TreeMap<>(GoText.ORDER);
    sorted.putAll(labels);
    return new LabelSet(Collections.unmodifiableSortedMap(sorted));
  }

  /** Those of the labels that are there. */
  static LabelSet some(Map<String, String> labels, Set<String> names) {
    SortedMap<String, String> sorted = new TreeMap<>(GoText.ORDER);
    for (String name : names) {
      String value = labels.get(name);
      if (value != null) {
        sorted.put(name, value);
      }
    }
    return new LabelSet(Collections.unmodifiableSortedMap(sorted));
  }

  /**
   * Prometheus's fingerprint: FNV-1a over each name and value with a byte 255 after both, as 16
   * hexadecimal digits.
   */
  public String fingerprint() {
    Fnv64 hash = new Fnv64();
    labels.forEach((name, value) -> hash.add(name).add(value));
    return hash.toString();
  }

  /** {@code {alertname="CPU", host="h1"}}: the part of a group key after the colon. */
  @Override
  public String toString() {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + GoText.quote(label.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
