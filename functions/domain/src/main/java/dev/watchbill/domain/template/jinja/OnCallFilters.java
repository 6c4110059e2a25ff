package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters OnCall adds (spec oncall-behaviour §3.3). On bad input they give None, apart from the
 * named exceptions there.
 */
final class OnCallFilters {
  private static final Signature MATCH = Signature.of("regex_match(pattern, value)");
  private static final Signature SEARCH = Signature.of("regex_search(pattern, value)");
  private static final String STAMP = "%H:%M / %d-%m-%Y";

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry(
              "datetimeformat",
              Filter.of("datetimeformat(value, format='" + STAMP + "')", OnCallFilters::format)),
          entry(
              "datetimeformat_as_timezone",
              Filter.of(
                  "datetimeformat_as_timezone(value, format='" + STAMP + "', tz='UTC')",
                  OnCallFilters::formatIn)),
          entry(
              "datetimeparse",
              Filter.of(
                  "datetimeparse(value, format='" + STAMP + "')",
                  (run, a) -> orNone(() -> Strptime.parse(run, strict(a[0]), strict(a[1]))))),
          entry(
              "iso8601_to_time",
              Filter.of(
                  "iso8601_to_time(value)",
                  (run, a) -> Python.isText(a[0]) ? IsoDate.parse(Python.text(a[0])) : null)),
          entry(
              "timestamp_to_datetime",
              Filter.of("timestamp_to_datetime(value)", (run, a) -> fromEpoch(a[0]))),
          entry(
              "timedeltaparse",
              Filter.of(
                  "timedeltaparse(value)",
                  (run, a) -> Python.isText(a[0]) ? delta(Python.text(a[0])) : null)),
          entry(
              "tojson_pretty",
              Filter.of(
                  "to_pretty_json(value)",
                  (run, a) -> orNone(() -> JsonWriter.PRETTY.write(run, a[0])))),
          entry(
              "json_dumps",
              Filter.of(
                  "json_dumps(value)",
                  (run, a) -> orNone(() -> JsonWriter.DEFAULT.write(run, a[0])))),
          entry(
              "parse_json",
              Filter.of(
                  "parse_json(value)",
                  (run, a) -> orNone(() -> JsonReader.read(run, strict(a[0]))))),
          entry(
              "b64decode",
              Filter.of("b64decode(value)", (run, a) -> orNone(() -> base64(run, strict(a[0]))))),
          entry(
              "regex_replace",
              Filter.of(
                  "regex_replace(value, find, replace)",
                  (run, a) ->
                      orNone(() -> Regex.replace(run, strict(a[0]), strict(a[1]), strict(a[2]))))),
          entry("regex_match", Filter.raw((run, args) -> regex(run, args, true))),
          entry("regex_search", Filter.raw((run, args) -> regex(run, args, false))));

  private OnCallFilters() {}

  private interface Attempt {
    @Nullable Object run();
  }

  private static @Nullable Object orNone(Attempt attempt) {
    try {
      return attempt.run();
    } catch (PyError e) {
      if (e.isTypeOrValue()) {
        return null;
      }
      throw e;
    }
  }

  private static String strict(@Nullable Object v) {
    if (!Python.isText(v)) {
      throw PyError.type("expected str, not " + Python.typeName(v));
    }
    return Python.text(v);
  }

  private static @Nullable Object format(Rendering run, @Nullable Object[] a) {
    return switch (a[0]) {
      case PyDateTime t -> Strftime.format(run, t, PyDateTime.pattern(a[1]));
      case PyDate d ->
          Strftime.format(
              run, new PyDateTime(d.date().atStartOfDay(), null), PyDateTime.pattern(a[1]));
      case Undefined u -> throw u.fail();
      case null, default -> null;
    };
  }

  private static @Nullable Object formatIn(Rendering run, @Nullable Object[] a) {
    if (a[0] instanceof Undefined u) {
      throw u.fail();
    }
    if (!(a[0] instanceof PyDateTime t)) {
      return null;
    }
    if (a[2] != null && !Python.isText(a[2])) {
      return null;
    }
    PyDateTime there = Zones.convert(t, a[2] == null ? null : Python.text(a[2]));
    return Python.isText(a[1]) ? Strftime.format(run, there, Python.text(a[1])) : null;
  }

  private static @Nullable Object fromEpoch(@Nullable Object v) {
    if (!Numbers.isReal(v)) {
      return null;
    }
    double d = Numbers.toDoubleLossy(v);
    if (Double.isNaN(d)) {
      return null;
    }
    if (Math.abs(d) >= 9.2e18) {
      throw PyError.overflow("timestamp out of range for platform time_t");
    }
    BigDecimal seconds =
        Numbers.isFloat(v)
            ? new BigDecimal(d).setScale(6, RoundingMode.HALF_EVEN)
            : new BigDecimal(Numbers.big(v));
    BigInteger micros = seconds.movePointRight(6).toBigInteger();
    BigInteger[] parts = micros.divideAndRemainder(BigInteger.valueOf(1_000_000));
    if (parts[0].abs().compareTo(BigInteger.valueOf(400_000_000_000L)) > 0) {
      return null;
    }
    try {
      long second = Math.floorDiv(micros.longValue(), 1_000_000L);
      int nanos = (int) Math.floorMod(micros.longValue(), 1_000_000L) * 1000;
      LocalDateTime local = LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
      return local.getYear() < 1 || local.getYear() > 9999 ? null : new PyDateTime(local, null);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * An optional sign, digits, a unit; one line break may follow. Months, quarters and years have no
   * fixed length: None.
   */
  private static @Nullable Object delta(String text) {
    String s = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    boolean negative = s.startsWith("-");
    String rest = negative || s.startsWith("+") ? s.substring(1) : s;
    if (rest.length() < 2 || rest.length() > 100) {
      return null;
    }
    String digits = rest.substring(0, rest.length() - 1);
    long unit =
        switch (rest.charAt(rest.length() - 1)) {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3600;
          case 'd' -> 86_400;
          case 'w' -> 604_800;
          default -> 0;
        };
    if (unit == 0
        || !digits.codePoints().allMatch(Character::isDigit)
        || !(Numbers.parseInt(digits, 10) instanceof Object n)) {
      return null;
    }
    BigInteger micros = Numbers.big(n).multiply(BigInteger.valueOf(unit * 1_000_000));
    return TimeDelta.ofMicros(negative ? micros.negate() : micros);
  }

  /**
   * As Python's lenient decoder: characters outside the alphabet are skipped, padding must be
   * complete.
   */
  private static String base64(Rendering run, String text) {
    run.budget().text(text.length());
    byte[] out = new byte[text.length() * 3 / 4 + 3];
    int n = 0;
    int bits = 0;
    int quad = 0;
    int pads = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 127) {
        throw PyError.value("string argument should contain only ASCII characters");
      }
      if (c == '=') {
        if (quad >= 2 && quad + ++pads >= 4) {
          quad = 0;
          break;
        }
        continue;
      }
      int v =
          c >= 'A' && c <= 'Z'
              ? c - 'A'
              : c >= 'a' && c <= 'z'
                  ? c - 'a' + 26
                  : c >= '0' && c <= '9' ? c - '0' + 52 : c == '+' ? 62 : c == '/' ? 63 : -1;
      if (v < 0) {
        continue;
      }
      pads = 0;
      bits = bits << 6 | v;
      if (quad > 0) {
        out[n++] = (byte) (bits >> (6 - 2 * quad));
      }
      quad = (quad + 1) % 4;
    }
    if (quad != 0) {
      throw PyError.value("Incorrect padding");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Arrays.copyOf(out, n)))
          .toString();
    } catch (CharacterCodingException e) {
      throw PyError.value("'utf-8' codec can't decode the bytes");
    }
  }

  /**
   * The pattern is the second argument. Its name is {@code pattern}, or {@code value} as in the
   * original, which has its two parameter names swapped (spec §3.3 as corrected).
   */
  private static @Nullable Object regex(Rendering run, Args args, boolean anchored) {
    LinkedHashMap<String, @Nullable Object> named = args.takeNamed();
    if (args.count() == 1
        && named.size() == 1
        && (named.containsKey("pattern") || named.containsKey("value"))) {
      return regex(run, args.get(0), named.values().iterator().next(), anchored);
    }
    @Nullable Object[] a = (anchored ? MATCH : SEARCH).bind(args);
    return regex(run, a[0], a[1], anchored);
  }

  private static @Nullable Object regex(
      Rendering run, @Nullable Object value, @Nullable Object pattern, boolean anchored) {
    return orNone(() -> Regex.matches(run, strict(value), strict(pattern), anchored));
  }
}
