package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The recorded rows that we answer differently, by name, each under its reason ({@code
 * exceptions.json}). One that agrees after all fails.
 */
final class Exceptions {
  private static final JsonNode ALL = Recorded.read("exceptions.json");

  private Exceptions() {}

  /** Why this row of this comparison differs; empty if it must agree. */
  static Optional<String> reason(String comparison, String name) {
    for (JsonNode rule : ALL) {
      if (!rule.get("comparison").asText().equals(comparison)) continue;
      for (JsonNode listed : rule.get("rows")) {
        if (listed.asText().equals(name)) return Optional.of(rule.get("reason").asText());
      }
    }
    return Optional.empty();
  }

  /** Agrees, or is listed and does not. */
  static void check(String comparison, String name, Runnable agreement) {
    Optional<String> reason = reason(comparison, name);
    if (reason.isEmpty()) {
      agreement.run();
      return;
    }
    boolean agrees;
    try {
      agreement.run();
      agrees = true;
    } catch (AssertionError different) {
      agrees = false;
    }
    assertThat(agrees).as("an exception that is none any more: %s", reason.get()).isFalse();
  }

  /** One test a row, by the row's own name. */
  static Stream<DynamicTest> tests(
      String comparison, List<JsonNode> rows, java.util.function.Consumer<JsonNode> agreement) {
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    name(row), () -> check(comparison, name(row), () -> agreement.accept(row))));
  }

  /** Every listed name is one of these. */
  static void listed(String comparison, List<JsonNode> rows) {
    List<String> names = rows.stream().map(Exceptions::name).toList();
    List<String> listed = new ArrayList<>();
    for (JsonNode rule : ALL) {
      if (rule.get("comparison").asText().equals(comparison)) {
        rule.get("rows").forEach(name -> listed.add(name.asText()));
      }
    }
    assertThat(listed).doesNotHaveDuplicates().isSubsetOf(names);
  }

  static String name(JsonNode row) {
    for (String key : List.of("id", "name", "case")) {
      if (row.has(key)) return row.get(key).asText();
    }
    throw new IllegalArgumentException(Map.of("row", row).toString());
  }
}
