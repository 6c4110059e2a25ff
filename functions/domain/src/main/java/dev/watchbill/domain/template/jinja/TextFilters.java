package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters that make text of text. */
final class TextFilters {

  private interface Change {
    String apply(String s);
  }

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          changing("upper", Text::upper),
          changing("lower", Text::lower),
          changing("capitalize", Text::capitalize),
          changing("title", TextFilters::title),
          entry("string", Filter.of("soft_str(s)", (run, a) -> soft(a[0]))),
          entry(
              "trim",
              Filter.of(
                  "do_trim(value, chars=None)",
                  (run, a) ->
                      TextMethods.like(a[0], TextMethods.strip(soft(a[0]), a[1], true, true)))),
          entry(
              "center",
              Filter.of(
                  "do_center(value, width=80)",
                  (run, a) ->
                      TextMethods.like(
                          a[0],
                          TextMethods.pad(run, text(a[0]), Numbers.index(a[1]), " ", true, true)))),
          entry(
              "replace", Filter.of("do_replace(@, s, old, new, count=None)", TextFilters::replace)),
          entry(
              "truncate",
              Filter.of(
                  "do_truncate(@, s, length=255, killwords=False, end='...', leeway=None)",
                  TextFilters::truncate)),
          entry(
              "indent",
              Filter.of("do_indent(s, width=4, first=False, blank=False)", TextFilters::indent)),
          entry(
              "wordwrap",
              Filter.of(
                  "do_wordwrap(@, s, width=79, break_long_words=True, wrapstring=None, break_on_hyphens=True)",
                  (run, a) -> {
                    String s = method(a[0], "splitlines");
                    String by = a[3] == null ? "\n" : Python.text(a[3]);
                    return new WordWrap(
                            run, Numbers.index(a[1]), Python.truthy(a[2]), Python.truthy(a[4]))
                        .wrap(s, by);
                  })),
          entry("wordcount", Filter.of("do_wordcount(s)", (run, a) -> words(run, text(a[0])))),
          entry("format", TextFilters::format),
          entry("pprint", Filter.of("do_pprint(value)", (run, a) -> PrettyPrint.of(run, a[0]))),
          entry("tojson", Filter.of("do_tojson(@, value, indent=None)", TextFilters::toJson)));

  private TextFilters() {}

  private static Map.Entry<String, Filter> changing(String name, Change change) {
    return entry(
        name,
        Filter.of(
            "do_" + name + "(s)",
            (run, a) -> {
              String s = text(a[0]);
              run.budget().text(s.length());
              return TextMethods.like(a[0], change.apply(s));
            }));
  }

  /** Markup stays markup, everything else is printed. */
  static Object soft(@Nullable Object v) {
    return v instanceof Markup ? v : PythonText.str(v);
  }

  static String text(@Nullable Object v) {
    return PythonText.str(v);
  }

  /** The characters of a value on which the original calls a text method. */
  static String method(@Nullable Object v, String method) {
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    if (!Python.isText(v)) {
      throw PyError.other(
          PythonText.repr(Python.typeName(v))
              + " object has no attribute "
              + PythonText.repr(method));
    }
    return Python.text(v);
  }

  private static String title(String s) {
    StringBuilder out = new StringBuilder(s.length());
    boolean first = true;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      String one = Character.toString(c);
      out.append(first ? Text.upper(one) : Text.lower(one));
      first = Text.isSpace(c) || "-({[<".indexOf(c) >= 0;
      i += one.length();
    }
    return out.toString();
  }

  private static Object replace(Rendering run, @Nullable Object[] a) {
    long count = a[3] == null ? -1 : Numbers.index(a[3]);
    boolean markup =
        run.autoescape
            && (a[0] instanceof Markup || a[1] instanceof Markup || a[2] instanceof Markup);
    if (!run.autoescape || !markup) {
      return TextMethods.replace(run, text(a[0]), text(a[1]), text(a[2]), count);
    }
    return new Markup(
        TextMethods.replace(run, Markup.of(a[0]), Markup.of(a[1]), Markup.of(a[2]), count));
  }

  private static @Nullable Object truncate(Rendering run, @Nullable Object[] a) {
    long length = Numbers.index(a[1]);
    String end = Python.text(a[3]);
    long leeway = a[4] == null ? 5 : Numbers.index(a[4]);
    if (length < Text.length(end)) {
      throw PyError.other("expected length >= " + Text.length(end) + ", got " + length);
    }
    if (leeway < 0) {
      throw PyError.other("expected leeway >= 0, got " + leeway);
    }
    if (Python.length(a[0]) <= length + leeway) {
      return a[0];
    }
    if (!Python.isText(a[0])) {
      throw PyError.type("unhashable type: 'slice'");
    }
    String head = Text.head(Python.text(a[0]), (int) length - Text.length(end));
    if (!Python.truthy(a[2]) && head.indexOf(' ') >= 0) {
      head = head.substring(0, head.lastIndexOf(' '));
    }
    return TextMethods.like(a[0], head + (a[0] instanceof Markup ? Markup.of(a[3]) : end));
  }

  private static Object indent(Rendering run, @Nullable Object[] a) {
    long width = Python.isText(a[1]) ? 0 : Numbers.index(a[1]);
    run.budget().text(width);
    String indention =
        Python.isText(a[1]) ? Python.text(a[1]) : " ".repeat((int) Math.max(0, width));
    if (a[0] instanceof Undefined u) {
      throw u.fail();
    }
    if (!Python.isText(a[0])) {
      throw PyError.type(
          "unsupported operand type(s) for +=: "
              + PythonText.repr(Python.typeName(a[0]))
              + " and 'str'");
    }
    boolean blank = Python.truthy(a[3]);
    StringBuilder out = new StringBuilder();
    List<@Nullable Object> lines = Text.lines(Python.text(a[0]) + "\n", false);
    for (int i = 0; i < lines.size(); i++) {
      String line = PythonText.str(lines.get(i));
      if (i > 0) {
        out.append('\n');
      }
      if (i == 0 ? Python.truthy(a[2]) : blank || !line.isEmpty()) {
        out.append(indention);
      }
      out.append(line);
      run.budget().text((long) indention.length() + line.length());
      if (out.length() > run.budget().limits().valueLength()) {
        throw PyError.limit("a value of the template is too long");
      }
    }
    return TextMethods.like(a[0], out.toString());
  }

  private static long words(Rendering run, String s) {
    run.budget().text(s.length());
    long n = 0;
    boolean inWord = false;
    for (int c : s.codePoints().toArray()) {
      boolean word = Character.isLetterOrDigit(c) || c == '_';
      n += word && !inWord ? 1 : 0;
      inWord = word;
    }
    return n;
  }

  private static @Nullable Object format(Rendering run, Args args) {
    if (args.count() > 1 && !args.named().isEmpty()) {
      throw PyError.other("can't handle positional and keyword arguments at the same time");
    }
    Object values = args.named().isEmpty() ? Tuple.of(args.from(1).positional()) : args.takeNamed();
    return Arithmetic.apply(run, Operator.MOD, soft(args.get(0)), values);
  }

  private static Object toJson(Rendering run, @Nullable Object[] a) {
    String indent =
        a[1] == null
            ? null
            : Python.isText(a[1])
                ? Python.text(a[1])
                : " ".repeat((int) Math.max(0, Math.min(100, Numbers.index(a[1]))));
    String json = new JsonWriter(indent, true, true).write(a[0]);
    run.budget().text(json.length());
    return new Markup(
        json.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }
}
