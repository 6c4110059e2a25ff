package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every filter, test, method, function and operator with arguments drawn from values that are long
 * in every way we know to be hard.
 */
final class WorkCases {

  /**
   * @param names which values the variables {@code a}, {@code b}, … hold
   */
  record Case(
      String expression,
      boolean escaping,
      Map<String, @Nullable Object> variables,
      List<String> names) {

    /** Works the expression out twice: for its elements and for its text. */
    String template() {
      return in("{% for _ in (" + expression + ") %}{% endfor %}{{ " + expression + " }}");
    }

    /** Works the expression out a hundred times. */
    String repeated() {
      return in("{% for _ in 'x' * 100 %}{% set _ = " + expression + " %}{% endfor %}");
    }

    private String in(String template) {
      return escaping ? "{% autoescape true %}" + template + "{% endautoescape %}" : template;
    }
  }

  private final int n;
  private final Random random;
  private final Map<String, Supplier<@Nullable Object>> values = new LinkedHashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final List<String> all = new ArrayList<>();

  WorkCases(int n, long seed) {
    this.n = n;
    this.random = new Random(seed);
    text("x", "x".repeat(n));
    text("sharp s", "ß".repeat(n));
    text("dotted i", "İ".repeat(n));
    text("ligatures", "ﬃΐ".repeat(n / 2));
    text("sigma", "aΣ...".repeat(n / 5));
    text("sigma and dots", "aΣ" + ".".repeat(n));
    text("flames", "🔥".repeat(n / 2));
    text("words", "ab c-d Ef. ".repeat(n / 11));
    text("blanks", " ".repeat(n));
    text("lines", "a\n".repeat(n / 2));
    text("dashes", "a" + "-".repeat(n));
    text("brackets", "a" + "(".repeat(n / 2) + "b" + ")".repeat(n / 2));
    text("tags", "<".repeat(n));
    text("comments", "<!--".repeat(n / 4));
    text("ampersands", "&".repeat(n) + ";");
    text("links", "www.example.com a@b.ch ".repeat(n / 23));
    text("one link", "https://example.com/" + "a.".repeat(n / 2));
    text("digits", "9".repeat(n));
    text("4300 digits", "7".repeat(4300));
    text("hex", "0x" + "f".repeat(n));
    text("fraction", "0." + "1".repeat(n) + "e5");
    text("json", "[" + "{\"a\":[0,0,\"b\"]},".repeat(n / 18) + "0]");
    text("nested json", "[".repeat(n));
    text("base64", "QUJD".repeat(n / 4));
    text("percents", "%s%d".repeat(n / 4));
    text("braces", "{0}{0:>9}".repeat(n / 9));
    text("open braces", "{".repeat(n));
    text("times", "%A %c ".repeat(n / 6));
    text("dots", "a.".repeat(n / 2));
    text("pattern", "(a|b)*c");
    text("optional", "(?:a?){30}");
    text("look", "(?!z)(?:a?|b?){25}c");
    text("backtrack", "(?=(x+x+)+y)");
    text("big pattern", "(x{30}){30}");
    text("classes", "[a-zß\\w]+\\d*\\s?");
    text("long pattern", "(a|b)".repeat(Math.min(n, 4000) / 5));
    text("open repeats", "a{".repeat(n / 2));
    text("recursion", "(?R)".repeat(8) + "x");
    text("empty", "");
    text("short", "ab");
    text("comma", ",");
    text("attribute", "attribute");
    text("stamp", "2024-03-05T12:00:00Z");
    text("format", "%d/%m/%Y");
    value("markup", () -> new Markup("<b>&amp;</b>".repeat(n / 12)));
    value("bytes", () -> new Bytes("x".repeat(n).getBytes(StandardCharsets.UTF_8)));
    value("size", () -> (long) n);
    value("minus", () -> -7L);
    value("three", () -> 3L);
    value("many", () -> 1_000_000_000L);
    value("half", () -> 0.5);
    value("tiny", () -> 1e-300);
    value("yes", () -> true);
    value("none", () -> null);
    value(
        "large number",
        () -> BigInteger.TWO.pow(Math.min(n * 8, 190_000)).subtract(BigInteger.ONE));
    value("printable number", () -> BigInteger.TEN.pow(4000));
    value("numbers", () -> list(n / 4, i -> (long) (i * 7919 % n)));
    value("letters", () -> list(n / 4, i -> String.valueOf((char) ('a' + i % 26))));
    value("equal texts", () -> list(300, i -> new String("X".repeat(n / 4))));
    value("texts", () -> list(300, i -> "x".repeat(n / 8) + (i * 7 % 300)));
    value("dicts", () -> list(n / 8, i -> map(2, k -> "k" + k)));
    value("pairs", () -> list(n / 8, i -> Tuple.of("k" + i, (long) i)));
    value("colliding pairs", () -> list(n / 8, i -> Tuple.of(colliding(i), colliding(i * 31))));
    value("nested", this::nested);
    value("shared", this::shared);
    value("dict", () -> map(n / 8, i -> "key" + i));
    value("long keys", () -> map(20, i -> "x".repeat(n / 2) + i));
    value("codes", () -> codes());
    value("tuple", () -> Tuple.copyOf(list(n / 4, i -> "x")));
    value("time", () -> PyDateTime.at(java.time.Instant.EPOCH));
    value("delta", () -> TimeDelta.ofMicros(123_456_789_012L));
    value("space", () -> new Namespace(new LinkedHashMap<>(map(n / 8, i -> "key" + i))));
    value("view", () -> new DictView(DictView.Part.ITEMS, map(n / 8, i -> "key" + i)));
    value("filter", () -> "upper");
    value("test", () -> "in");
  }

  private void text(String name, String text) {
    texts.add(name);
    value(name, () -> text);
  }

  private void value(String name, Supplier<@Nullable Object> value) {
    all.add(name);
    values.put(name, value);
  }

  private interface Make {
    @Nullable Object of(int i);
  }

  private static List<@Nullable Object> list(int size, Make make) {
    List<@Nullable Object> out = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      out.add(make.of(i));
    }
    return out;
  }

  private static Map<@Nullable Object, @Nullable Object> map(int size, Make key) {
    Map<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      out.put(key.of(i), (long) i);
    }
    return out;
  }

  private static Map<@Nullable Object, @Nullable Object> codes() {
    Map<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
    out.put((long) 'x', "y".repeat(100));
    out.put(0xdfL, null);
    return out;
  }

  /** Texts with one hash code. */
  private static String colliding(int i) {
    StringBuilder out = new StringBuilder();
    for (int bit = 0; bit < 14; bit++) {
      out.append((i >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return out.toString();
  }

  private List<@Nullable Object> nested() {
    List<@Nullable Object> out = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      List<@Nullable Object> outer = new ArrayList<>();
      outer.add(out);
      out = outer;
    }
    return out;
  }

  private List<@Nullable Object> shared() {
    List<@Nullable Object> out = new ArrayList<>(Collections.nCopies(2, "x".repeat(n / 8)));
    for (int i = 0; i < 30; i++) {
      out = new ArrayList<>(Collections.nCopies(2, out));
    }
    return out;
  }

  static List<String> operations() {
    TreeSet<String> out = new TreeSet<>();
    Filters.names().forEach(name -> out.add("|" + name));
    Tests.names().forEach(name -> out.add(" is " + name));
    TextMethods.names().forEach(name -> out.add("." + name));
    ListMethods.names().forEach(name -> out.add("." + name));
    DictMethods.names().forEach(name -> out.add("." + name));
    for (String method :
        List.of(
            "hex",
            "decode",
            "bit_length",
            "bit_count",
            "to_bytes",
            "as_integer_ratio",
            "is_integer",
            "strftime",
            "isoformat",
            "astimezone",
            "replace",
            "total_seconds",
            "date")) {
      out.add("." + method);
    }
    for (String operator :
        List.of("+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", ">=", "in", "not in")) {
      out.add(" " + operator + " ");
    }
    out.addAll(
        List.of(
            "[]", "[:]", "[::]", "neg", "dict", "namespace", "cycler", "joiner", "lipsum", "key"));
    return List.copyOf(out);
  }

  /** How many values there are to begin with. */
  int size() {
    return all.size();
  }

  /** The operation on one of the values, with arguments as chance has it. */
  Case next(String operation, int value) {
    int count = random.nextInt(4);
    List<String> names = new ArrayList<>();
    names.add(all.get(value));
    for (int i = 0; i < Math.max(count, 2); i++) {
      names.add(pick(random.nextBoolean() ? all : texts));
    }
    String args = List.of("", "b", "b, c", "b, c, d").get(count);
    String expression = expression(operation, args);
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      variables.put(
          String.valueOf((char) ('a' + i)), Objects.requireNonNull(values.get(names.get(i))).get());
    }
    return new Case(expression, random.nextInt(5) == 0, variables, names);
  }

  private static String expression(String operation, String args) {
    return switch (operation) {
      case "[]" -> "a[b]";
      case "[:]" -> "a[b:c]";
      case "[::]" -> "a[::b]";
      case "neg" -> "-a";
      case "key" -> "{b: c}[b]";
      case "dict", "namespace", "cycler", "joiner", "lipsum" ->
          operation + "(" + (args.isEmpty() ? "a" : "a, " + args) + ")";
      default ->
          operation.startsWith("|") || operation.startsWith(".")
              ? "a" + operation + "(" + args + ")"
              : operation.startsWith(" is ")
                  ? "a" + operation + (args.isEmpty() ? "" : "(" + args + ")")
                  : "a" + operation + "b";
    };
  }

  private String pick(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }
}
