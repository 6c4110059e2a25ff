package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Body;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body means: content types, character sets, numbers. */
class AlertBodyTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static @Nullable Object read(@Nullable String type, byte[] body) {
    Map<String, String> headers = type == null ? Map.of() : Map.of("content-type", type);
    Request request = Request.of("POST", "/", "", headers, body, "r");
    assertThat(AlertBody.of(request)).isInstanceOf(Body.Value.class);
    return AlertBody.of(request) instanceof Body.Value(Object value, boolean _) ? value : null;
  }

  private static String text(@Nullable String type, byte[] body) {
    return Json.write(read(type, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        // JSON, whatever it is called
        "- | {\"a\":1} | {\"a\":1}",
        "text/plain | {\"a\":1} | {\"a\":1}",
        "application/vnd.api+json | [1] | [1]",
        "nonsense; charset=nonsense | 5 | 5",
        ";;; | \"x\" | \"x\"",
        "application/json, application/json | {\"a\":1} | {\"a\":1}",
        // then a form
        "- | a=1&b=x%20y+z | {\"a\":\"1\",\"b\":\"x y z\"}",
        "text/plain | a= | {\"a\":\"\"}",
        "text/plain | a=1& | {\"a\":\"1\"}",
        // then a text
        "- | disk=full on db-1 | {\"message\":\"disk=full on db-1\"}",
        "text/plain | hello | {\"message\":\"hello\"}",
        "text/plain | a=1&b | {\"message\":\"a=1&b\"}",
        "text/plain | =1 | {\"message\":\"=1\"}",
        "text/plain | {bad | {\"message\":\"{bad\"}",
        "application/xml | <a b=\"c\"/> | {\"message\":\"<a b=\\\"c\\\"/>\"}",
        "text/plain | `  ` | {}",
        // a form that is JSON, as curl -d sends it
        "form | {\"a\":\"b&c=d 100%+1\"} | {\"a\":\"b&c=d 100%+1\"}",
        "form | [1,2] | [1,2]",
        "form | %7B%22a%22%3A+1%7D | {\"a\":1}",
        "form | %7B%22a%22%3A1%7D= | {\"a\":1}",
        "form | {\"a\":NaN} | {\"a\":\"NaN\"}",
        // and forms that are none
        "form | {bad | {\"{bad\":\"\"}",
        "form | {\"a\":1}&b=2 | {\"{\\\"a\\\":1}\":\"\",\"b\":\"2\"}",
        "form | {\"a\":1}=2 | {\"{\\\"a\\\":1}\":\"2\"}",
        "form | 5 | {\"5\":\"\"}",
        "form | disk full | {\"disk full\":\"\"}",
        // percent signs that encode nothing
        "form | a=100%&b=%zz&c=%4 | {\"a\":\"100%\",\"b\":\"%zz\",\"c\":\"%4\"}",
      })
  void types(@Nullable String type, String body, String value) {
    assertThat(text("form".equals(type) ? FORM : type, body.getBytes(UTF_8))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iso-8859-1",
        "ISO-8859-1",
        "\"iso-8859-1\"",
        "latin1",
        "windows-1252",
        "cp1252",
        "windows-1250",
        "WINDOWS-1254",
        "iso-8859-15",
        "utf-8",
        "UTF8",
        "\"Utf-8\"",
        "utf-16",
        "utf-16le",
        "UTF-16BE",
        "utf-32",
        "ibm850",
        "us-ascii",
        "'utf-8'",
        "nonsense",
        "",
        "\"\""
      })
  void charsets(String name) {
    Charset charset =
        switch (name.replaceAll("[\"']", "").toLowerCase(java.util.Locale.ROOT)) {
          case "us-ascii", "nonsense", "" -> UTF_8;
          default -> Charset.forName(name.replaceAll("[\"']", ""));
        };
    String words = "Köln größer";
    byte[] json = ("{\"t\":\"" + words + "\"}").getBytes(charset);
    String expected = "{\"t\":\"" + words + "\"}";
    for (String before : List.of("; charset=", ";Charset=", "; x=y; charset = ")) {
      for (String after : List.of("", " ", "; x=y")) {
        assertThat(text("application/json" + before + name + after, json)).isEqualTo(expected);
        assertThat(text("text/plain" + before + name + after, json)).isEqualTo(expected);
      }
    }
    byte[] form = ("t=" + URLEncoder.encode(words, charset)).getBytes(ISO_8859_1);
    boolean wide = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    if (!wide) {
      assertThat(text(FORM + "; charset=" + name, form)).isEqualTo(expected);
      String raw = "t=" + words.replace(' ', '+');
      assertThat(text(FORM + "; charset=" + name, raw.getBytes(charset))).isEqualTo(expected);
      String named = "&_charset_=" + (charset == UTF_8 ? "utf-8" : charset.name());
      byte[] self = concat(form, named.getBytes(ISO_8859_1));
      assertThat(text(FORM, self)).startsWith("{\"t\":\"" + words + "\"");
    }
    byte[] part =
        concat(
            ("--B\r\nContent-Disposition: form-data; name=\"t\"\r\nContent-Type: text/plain; charset="
                    + name
                    + "\r\n\r\n")
                .getBytes(ISO_8859_1),
            words.getBytes(charset),
            "\r\n--B--\r\n".getBytes(ISO_8859_1));
    assertThat(text("multipart/form-data; boundary=B", part)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aByteOrderMarkSaysMoreThanTheHeader(String name) {
    byte[] marked = ("\uFEFF{\"t\":\"ü\"}").getBytes(Charset.forName(name));
    for (String type :
        new String[] {null, "application/json", "application/json; charset=iso-8859-1"}) {
      assertThat(text(type, marked)).isEqualTo("{\"t\":\"ü\"}");
    }
  }

  /** Numbers that JSON does not have stay numbers for templates, and are texts where shown. */
  @Test
  void numbersThatJsonDoesNotHave() {
    Object value =
        read(
            "application/json",
            "{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity,\"d\":1e999,\"e\":-1e999,\"f\":1}"
                .getBytes(UTF_8));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("a", Double.NaN);
    expected.put("b", Double.POSITIVE_INFINITY);
    expected.put("c", Double.NEGATIVE_INFINITY);
    expected.put("d", Double.POSITIVE_INFINITY);
    expected.put("e", Double.NEGATIVE_INFINITY);
    expected.put("f", 1L);
    assertThat(value).isEqualTo(expected);
    assertThat(Json.write(value))
        .isEqualTo(
            "{\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":\"-Infinity\",\"d\":\"Infinity\",\"e\":\"-Infinity\",\"f\":1}");
  }

  /** What is stored is read as the same value, for generated payloads. */
  @Test
  void payloadsSurviveBeingStored() throws Json.Malformed {
    long seed = 20_260_402;
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      Object value = value(random, 4);
      assertThat(Json.readPayload(Json.writePayload(value)))
          .as("seed %d, round %d", seed, i)
          .isEqualTo(value);
      assertThat(Json.read(Json.write(value))).as("shown: seed %d, round %d", seed, i).isNotNull();
    }
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> random.nextBoolean();
      case 1 -> random.nextLong();
      case 2 -> Double.longBitsToDouble(random.nextLong());
      case 3 ->
          List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
              .get(random.nextInt(3));
      case 4 -> "NaN";
      case 5 -> Json.whole(new String(new char[] {(char) random.nextInt(65_536), 'a'}));
      case 6 -> List.of(value(random, depth - 1), value(random, depth - 1));
      default -> Map.of("k" + random.nextInt(9), value(random, depth - 1));
    };
  }

  /** Bytes that mean nothing, at every place of a text: the alert is there all the same. */
  @Test
  void bytesThatMeanNothingLoseNoAlert() {
    byte[] right = "{\"title\":\"Köln\",\"k\":\"v\"}".getBytes(UTF_8);
    int from = "{\"title\":\"".length();
    for (int at = from; at < from + "Köln".getBytes(UTF_8).length; at++) {
      for (int octet = 0x80; octet < 0x100; octet++) {
        byte[] wrong = right.clone();
        wrong[at] = (byte) octet;
        for (String type : new String[] {null, "application/json", "x/y; charset=utf-8", FORM}) {
          assertThat(read(type, wrong))
              .isInstanceOfSatisfying(
                  Map.class, map -> assertThat(map).containsKey("title").containsEntry("k", "v"));
        }
        byte[] form = concat("k=v&title=".getBytes(UTF_8), new byte[] {(byte) octet});
        assertThat(read(FORM, form))
            .isInstanceOfSatisfying(Map.class, map -> assertThat(map).containsEntry("k", "v"));
      }
    }
  }

  private static byte[] concat(byte[]... all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] each : all) bytes.writeBytes(each);
    return bytes.toByteArray();
  }
}
