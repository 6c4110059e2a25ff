package dev.watchbill.domain.template.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded rendering of the original, row by row; the few we answer differently are named
 * with their reason.
 */
class JinjaGoldenTest {
  private static final JsonNode ROWS = read("jinja.json");
  private static final JsonNode EXCEPTIONS = read("jinja-exceptions.json");

  /** The one row of each limit is the same on every machine: the clock plays no part in them. */
  private static final Jinja JINJA = new Jinja(InstantSource.system(), Limits.DEFAULT);

  private static JsonNode read(String name) {
    try (InputStream in = JinjaGoldenTest.class.getResourceAsStream("/golden/templates/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> rows() {
    List<DynamicTest> out = new ArrayList<>();
    for (JsonNode row : ROWS.get("cases")) {
      out.add(
          DynamicTest.dynamicTest(
              row.get("id").asText() + " " + row.get("category").asText(), () -> check(row)));
    }
    return out.stream();
  }

  @Test
  void everyExceptionNamesARow() {
    List<String> ids = new ArrayList<>();
    ROWS.get("cases").forEach(row -> ids.add(row.get("id").asText()));
    assertThat(EXCEPTIONS.propertyStream().map(Map.Entry::getKey)).isSubsetOf(ids);
    assertThat(ids).hasSize(1173);
  }

  private static void check(JsonNode row) {
    Map<String, @Nullable Object> variables = variables(row);
    Rendered rendered = JINJA.render(template(row), variables);
    JsonNode exception = EXCEPTIONS.get(row.get("id").asText());
    if (exception != null) {
      assertThat(differs(row, rendered))
          .as("an exception that is none any more: %s", exception)
          .isTrue();
      String wanted =
          exception.has("display")
              ? exception.get("display").asText()
              : row.get("payload").get(exception.get("displayVariable").asText()).asText();
      assertThat(rendered.display()).isEqualTo(wanted);
    } else if (!row.has("quirk")) {
      expect(row, rendered);
    }
  }

  private static boolean differs(JsonNode row, Rendered rendered) {
    try {
      expect(row, rendered);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  private static void expect(JsonNode row, Rendered rendered) {
    JsonNode expect = row.get("expect");
    String got = rendered.display();
    if (expect.has("addressMasked")) {
      got = got.replace(PyObject.ADDRESS, "0xADDR");
    }
    if (expect.has("error")) {
      JsonNode error = expect.get("error");
      assertThat(rendered).as(got).isInstanceOf(Rendered.Failure.class);
      assertThat(((Rendered.Failure) rendered).severity())
          .as(got)
          .isEqualTo(
              error.get("class").asText().equals("error")
                  ? Rendered.Severity.ERROR
                  : Rendered.Severity.WARNING);
      if (error.path("messageStable").asBoolean(true)) {
        assertThat(got).isEqualTo(error.get("message").asText());
      }
      return;
    }
    assertThat(rendered).as(got).isInstanceOf(Rendered.Output.class);
    assertThat(rendered.truthy()).isEqualTo(expect.get("truthy").asBoolean());
    if (expect.has("output")) {
      assertThat(got).isEqualTo(expect.get("output").asText());
    } else {
      assertThat(got.codePointCount(0, got.length())).isEqualTo(expect.get("outputLength").asInt());
      assertThat(got)
          .startsWith(expect.get("outputHead").asText())
          .endsWith(expect.get("outputTail").asText());
      assertThat(sha256(got)).isEqualTo(expect.get("outputSha256").asText());
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String template(JsonNode row) {
    if (row.has("template")) {
      return row.get("template").asText();
    }
    JsonNode made = row.get("templateGen");
    return made.get("prefix").asText()
        + made.get("unit").asText().repeat(made.get("count").asInt())
        + made.get("suffix").asText();
  }

  /** A fresh copy each time: templates may change what they are given. */
  private static Map<String, @Nullable Object> variables(JsonNode row) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    JsonNode payload =
        row.has("payloadRef")
            ? ROWS.get("payloads").get(row.get("payloadRef").asText())
            : row.get("payload");
    out.put("payload", plain(payload));
    row.path("vars").properties().forEach(e -> out.put(e.getKey(), plain(e.getValue())));
    return out;
  }

  private static @Nullable Object plain(JsonNode n) {
    if (n.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      n.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (n.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      n.properties().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
      return map;
    }
    return switch (n.getNodeType()) {
      case STRING -> n.textValue();
      case BOOLEAN -> n.booleanValue();
      case NUMBER ->
          !n.isIntegralNumber()
              ? (Object) n.doubleValue()
              : n.canConvertToLong() ? (Object) n.longValue() : n.bigIntegerValue();
      default -> null;
    };
  }
}
