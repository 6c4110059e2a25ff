package dev.watchbill.handlers.wiring;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client may put where something else belongs. */
final class OddValues {

  static final List<@Nullable Object> ALL =
      Arrays.asList(
          null,
          "",
          " ",
          "0",
          "\u0000",
          "\uFFFD\u202E\uD83D\uDE00 \u00E4\u00DF\u0130",
          "\"quoted\"",
          "\"\"",
          "a\\\"b\\n\n",
          "{{ a }} $x $$",
          "a=b,c!~\"d\"",
          "..",
          "PT5S",
          "1ns",
          "1w1d1ms",
          "9999-12-31T23:59:59Z",
          "0000-01-01T00:00:00",
          0L,
          -1L,
          1L,
          Long.MAX_VALUE,
          new BigInteger("9".repeat(60)),
          -0.0,
          1.5,
          1e22,
          true,
          false,
          List.of(),
          Arrays.asList((Object) null),
          List.of(""),
          List.of("a", "a"),
          List.of(List.of()),
          Map.of(),
          Map.of("", ""),
          Map.of("a", ""),
          Map.of("a.b", "c", "\u00E4", "\u0000"),
          nested(190));

  static Object nested(int depth) {
    Object value = "deep";
    for (int i = 0; i < depth; i++) value = i % 2 == 0 ? List.of(value) : Map.of("d", value);
    return value;
  }

  private OddValues() {}
}
