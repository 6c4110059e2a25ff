package dev.watchbill.handlers.provisioning.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTextTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "a b",
          "a ",
          " a",
          "yes",
          "No",
          "null",
          "~",
          "1",
          "-1.5e3",
          "0x1F",
          "0o7",
          "2026-01-01",
          "12:30",
          ".inf",
          "- a",
          "a: b",
          "a:",
          "a #b",
          "#",
          "? a",
          "[a]",
          "{a}",
          "*a",
          "&a",
          "!a",
          "|",
          ">",
          "%a",
          "@a",
          "`a",
          "'a'",
          "\"a\"",
          "a\\b",
          "a\nb",
          "a\r\n\tb\n",
          "---",
          "...",
          "=",
          "<<",
          "ü",
          "日本",
          "\uD83D\uDE00",
          "\u0000\u0007\u001b\u007f\u0085\u00a0",
          "\u2028\u2029\ufeff\ufffe",
          "{{ $labels.x }}",
          "$${x}");

  private static @Nullable Object read(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static String write(@Nullable Object value) {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("v", value);
    return YamlText.write(file);
  }

  @Test
  void blocksAreLaidOutAsPeopleWriteThem() {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    rule.put("uid", "r-1");
    rule.put("range", new LinkedHashMap<>(Map.of("from", 600L)));
    rule.put("matchers", List.of(List.of("a", "=", "b"), List.of()));
    rule.put("labels", Map.of());
    rule.put("on", null);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("apiVersion", 1L);
    file.put("rules", List.of(rule, Map.of("paused", false), 1.5));

    assertThat(YamlText.write(file).lines())
        .containsExactly(
            "apiVersion: 1",
            "rules:",
            "  - uid: r-1",
            "    range:",
            "      from: 600",
            "    matchers:",
            "      - - a",
            "        - \"=\"",
            "        - b",
            "      - []",
            "    labels: {}",
            "    \"on\": null",
            "  - paused: false",
            "  - 1.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "NO",
        "Off",
        "y",
        "true",
        "null",
        "~",
        "1",
        "1e3",
        "0x1F",
        "1_000",
        "2026-01-01",
        "12:30:00",
        ".5",
        "-",
        "a: b",
        "a #b",
        "a ",
        " a",
        "<<",
        "=",
        "a\nb",
        "ü"
      })
  void whatSomeReaderTakesForSomethingElseIsQuoted(String text) {
    assertThat(write(text)).startsWith("v: \"").endsWith("\"\n");
    assertThat(read(write(text))).isEqualTo(Map.of("v", text));
  }

  @Test
  void numbersAreReadAsNumbersByEveryVersion() {
    assertThat(write(1e300)).isEqualTo("v: 1.0E+300\n");
    assertThat(write(1e-300)).isEqualTo("v: 1.0E-300\n");
    for (double each : List.of(1e300, 1e-300, -0.25, 12_345_678.9)) {
      assertThat(read(write(each))).isEqualTo(Map.of("v", each));
    }
    assertThat(read(write(new java.math.BigInteger("9".repeat(30)))))
        .isEqualTo(Map.of("v", new java.math.BigInteger("9".repeat(30))));
  }

  @Test
  void whateverIsWrittenIsReadBack() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Map<String, @Nullable Object> file = map(random, 4);
      assertThat(read(YamlText.write(file))).as("seed " + seed).isEqualTo(file);
    }
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt(100_000) - 50_000;
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      case 4, 5 -> text(random);
      case 6 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) list.add(value(random, depth - 1));
        yield list;
      }
      default -> map(random, depth - 1);
    };
  }

  private static Map<String, @Nullable Object> map(Random random, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4) + (depth == 4 ? 1 : 0); i > 0; i--) {
      map.put(text(random), value(random, depth));
    }
    return map;
  }

  private static String text(Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    if (random.nextInt(40) == 0) return text + "x".repeat(980 + random.nextInt(60));
    return random.nextInt(3) == 0 ? text + TEXTS.get(random.nextInt(TEXTS.size())) : text;
  }
}
