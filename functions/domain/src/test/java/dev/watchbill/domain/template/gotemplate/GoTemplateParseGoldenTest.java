package dev.watchbill.domain.template.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.alert.PlainJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which of the recorded templates parse, and with which message others do not. What they print is
 * the interpreter's to answer.
 */
class GoTemplateParseGoldenTest {

  private static final JsonNode ROWS =
      PlainJson.resource("/golden/templates/gotemplate.json").get("cases");

  /** Rows whose parsing we judge differently, and why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of("gd-0698", "found by the HTML escaper, which looks at parsed templates when they run");

  @TestFactory
  Stream<DynamicTest> rows() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : ROWS) {
      tests.add(DynamicTest.dynamicTest(row.get("id").asText(), () -> check(row)));
    }
    return tests.stream();
  }

  @Test
  void theFileIsWhole() {
    assertThat(ROWS).hasSize(806);
  }

  private static void check(JsonNode row) {
    String wanted = parseError(row);
    String reason = parse(row);
    if (EXCEPTIONS.containsKey(row.get("id").asText())) {
      assertThat(wanted).as("an exception that is none any more").isNotEmpty();
      assertThat(reason).isEmpty();
    } else if (wanted.isEmpty()) {
      assertThat(reason).isEmpty();
    } else {
      assertThat(reason).contains(wanted);
    }
  }

  /** What both engines say; a function that only one lacks is there for us (the union of both). */
  private static String parseError(JsonNode row) {
    String first = null;
    for (JsonNode expected : row.get("expect")) {
      JsonNode error = expected.path("error");
      boolean parse = error.path("stage").asText().equals("parse");
      String reason = parse ? error.get("substring").asText() : "";
      if (reason.isEmpty() || (row.get("expect").size() > 1 && reason.contains("not defined"))) {
        return "";
      }
      first = first == null ? reason : first;
    }
    return first == null ? "" : first;
  }

  private static String parse(JsonNode row) {
    String reason = reason(row.path("defines").asText(""));
    return reason.isEmpty() ? reason(row.get("template").asText()) : reason;
  }

  private static String reason(String text) {
    Checked<GoTemplate> parsed = GoTemplate.parse("", text);
    return switch (parsed) {
      case Accepted<GoTemplate> accepted -> "";
      case Refused<GoTemplate> refused -> refused.reason();
    };
  }
}
