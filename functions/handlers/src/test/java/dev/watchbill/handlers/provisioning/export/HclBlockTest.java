package dev.watchbill.handlers.provisioning.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Blocks of every shape against what {@code terraform fmt} (1.11.4) made of the same blocks with
 * all alignment taken out: {@code formatted.tf}. After a change of what is generated here, write
 * the text to a file, take the blanks before each {@code =} out with {@code sed -E 's/^( *([a-z_]+|
 * "(\\\\.|[^"\\\\])*")) += /\1 = /'}, let {@code terraform fmt} format it, and keep that.
 */
class HclBlockTest {
  private static final long SEED = 20261201;

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "a = b",
          "# no remark",
          "/* neither */ // nor",
          "${x} %{y} $${z} $ %",
          "\"quoted\" \\ back",
          "line\nnext\ttab\r",
          "[REDACTED]",
          "é 日本 \uD83D\uDE00",
          "e\u0301 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE9\uD83C\uDDEA",
          "{ not = a block }",
          "a much longer text, so that the next one does not line up by chance");

  @Test
  void isAsTerraformFormatsIt() throws IOException {
    Random random = new Random(SEED);
    List<HclBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      blocks.add(
          i % 15 == 14
              ? HclBlock.remarkOnly(text(random).replaceAll("\\s", " "))
              : block(random, new HclBlock("resource", "a_resource", "number_" + i), 0));
    }
    assertThat(HclBlock.write(blocks)).as("seed " + SEED).isEqualTo(formatted());
  }

  private static HclBlock block(Random random, HclBlock block, int depth) {
    for (int i = random.nextInt(7); i >= 0; i--) {
      String name = name(random);
      if (block.has(name)) continue; // Terraform takes no name twice
      switch (random.nextInt(depth < 3 ? 9 : 7)) {
        case 0, 1 -> block.always(name, text(random));
        case 2 -> block.always(name, random.nextLong(100_000));
        case 3 -> block.always(name, random.nextBoolean());
        case 4 -> block.always(name, texts(random));
        case 5 -> block.with(name, map(random));
        case 6 -> block.remark(text(random).replaceAll("\\s", " "));
        default -> block.with(block(random, new HclBlock(name), depth + 1));
      }
    }
    return block;
  }

  private static String name(Random random) {
    return "abcdefghij_klmnopqrst_u".substring(0, 1 + random.nextInt(22)) + "x";
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) texts.add(text(random));
    return texts;
  }

  private static Map<String, String> map(Random random) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) map.put(text(random), text(random));
    return map;
  }

  private static String formatted() throws IOException {
    try (InputStream in = HclBlockTest.class.getResourceAsStream("/terraform/formatted.tf")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
