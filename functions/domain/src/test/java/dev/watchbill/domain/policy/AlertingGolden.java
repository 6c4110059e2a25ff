package dev.watchbill.domain.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.alert.PlainJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The recorded rows of the alerting dialect. A row that we answer differently on purpose is named
 * with its reason in {@code exceptions.json}; it must fail, or it is no exception any more.
 */
public final class AlertingGolden {

  private static final JsonNode EXCEPTIONS = PlainJson.resource("/golden/alerting/exceptions.json");

  private AlertingGolden() {}

  public static JsonNode file(String name) {
    return PlainJson.resource("/golden/alerting/" + name + ".json");
  }

  /** A test for each row. */
  public static Stream<DynamicTest> rows(String file, int count, Consumer<JsonNode> check) {
    List<JsonNode> rows = new ArrayList<>();
    file(file).get("cases").forEach(rows::add);
    return rows(file, count, rows, row -> row.get("id").asText(), check);
  }

  public static Stream<DynamicTest> rows(
      String file,
      int count,
      List<JsonNode> rows,
      Function<JsonNode, String> id,
      Consumer<JsonNode> check) {
    if (rows.size() != count) {
      throw new AssertionError(file + " has " + rows.size() + " rows, not " + count);
    }
    JsonNode exceptions = EXCEPTIONS.path(file);
    List<String> ids = rows.stream().map(id).toList();
    exceptions
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!ids.contains(name)) {
                throw new AssertionError("an exception for no row: " + file + " " + name);
              }
            });
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    id.apply(row),
                    () -> {
                      JsonNode reason = exceptions.get(id.apply(row));
                      if (reason == null) {
                        check.accept(row);
                      } else {
                        assertThatThrownBy(() -> check.accept(row))
                            .as("an exception that is none any more: %s", reason)
                            .isInstanceOf(AssertionError.class);
                      }
                    }));
  }
}
