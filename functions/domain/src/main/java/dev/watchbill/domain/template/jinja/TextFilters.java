package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import dev.watchbill.domain.LetterCase;
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
          changing("upper", LetterCase::upper),
          changing("lower", LetterCase::lower),
          changing("capitalize", LetterCase::capitalize),
          changing("title", TextFilters::title),
          entry("string", Filter.of("soft_str(s)", (run, a) -> soft(run, a[0]))),
          entry(
              "trim",
              Filter.of(
                  "do_trim(value, chars=None)",
                  (run, a) ->
                      TextMethods.like(
                          a[0], TextMethods.strip(soft(run, a[0]), a[1], true, true)))),
          entry(
              "center",
              Filter.of(
                  "do_center(value, width=80)",
                  (run, a) ->
                      TextMethods.like(
                          a[0],
                          TextMethods.pad(
                              run, run.str(a[0]), Numbers.index(a[1]), " ", true, true)))),
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
          entry("wordcount", Filter.of("do_wordcount(s)", (run, a) -> words(run, run.str(a[0])))),
          entry("format", Filter.raw(TextFilters::format)),
          entry("pprint", Filter.of("do_pprint(value)", (run, a) -> PrettyPrint.of(run, a[0]))),
          entry("tojson", Filter.of("do_tojson(@, value, indent=None)", TextFilters::toJson)));

  private TextFilters() {}

  private static Map.Entry<String, Filter> changing(String name, Change change) {
    return entry(
        name,
        Filter.of(
            "do_" + name + "(s)",
            (run, a) -> {
              String s = run.str(a[0]);
              TextMethods.payCase(run, s);
              return TextMethods.like(a[0], change.apply(s));
            }));
  }

  /** Markup stays markup, everything else is printed. */
  private static Object soft(Rendering run, @Nullable Object v) {
    return v instanceof Markup ? v : run.str(v);
  }

  /** The characters of a value on which the original calls a text method. */
  static String method(@Nullable Object v, String method) {
    if (v instanceof Undefined u) {
      throw u.fail();
    }
    if (!Python.isText(v)) {
      throw PyError.other(
          PythonText.shown(Python.typeName(v))
              + " object has no attribute "
              + PythonText.shown(method));
    }
    return Python.text(v);
  }

  /** Words begin after white space, hyphens and opening brackets, whatever their letters. */
  private static String title(String s) {
    StringBuilder out = new StringBuilder(s.length());
    for (int from = 0; from < s.length(); ) {
      boolean gap = isGap(s.charAt(from));
      int to = from;
      while (to < s.length() && isGap(s.charAt(to)) == gap) {
        to++;
      }
      if (gap) {
        out.append(s, from, to);
      } else {
        int rest = s.offsetByCodePoints(from, 1);
        out.append(LetterCase.upper(s.substring(from, rest)))
            .append(LetterCase.lower(s.substring(rest, to)));
      }
      from = to;
    }
    return out.toString();
  }

  private static boolean isGap(char c) {
    return Text.isSpace(c) || "-({[<".indexOf(c) >= 0;
  }

  private static Object replace(Rendering run, @Nullable Object[] a) {
    long count = a[3] == null ? -1 : Numbers.index(a[3]);
    boolean markup =
        run.autoescape
            && (a[0] instanceof Markup || a[1] instanceof Markup || a[2] instanceof Markup);
    if (!run.autoescape || !markup) {
      return TextMethods.replace(run, run.str(a[0]), run.str(a[1]), run.str(a[2]), count);
    }
    return new Markup(
        TextMethods.replace(run, run.escaped(a[0]), run.escaped(a[1]), run.escaped(a[2]), count));
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
    return TextMethods.like(
        a[0],
        run.sink().append(head).append(a[0] instanceof Markup ? run.escaped(a[3]) : end).text());
  }

  private static Object indent(Rendering run, @Nullable Object[] a) {
    long width = Python.isText(a[1]) ? 0 : Numbers.index(a[1]);
    String indention =
        Python.isText(a[1]) ? Python.text(a[1]) : run.sink().repeat(" ", width).text();
    if (a[0] instanceof Undefined u) {
      throw u.fail();
    }
    if (!Python.isText(a[0])) {
      throw PyError.type(
          "unsupported operand type(s) for +=: "
              + PythonText.shown(Python.typeName(a[0]))
              + " and 'str'");
    }
    boolean blank = Python.truthy(a[3]);
    Sink out = run.sink();
    List<@Nullable Object> lines = Text.lines(run, Python.text(a[0]) + "\n", false);
    for (int i = 0; i < lines.size(); i++) {
      String line = PythonText.str(lines.get(i));
      if (i > 0) {
        out.append('\n');
      }
      if (i == 0 ? Python.truthy(a[2]) : blank || !line.isEmpty()) {
        out.append(indention);
      }
      out.append(line);
    }
    return TextMethods.like(a[0], out.text());
  }

  private static long words(Rendering run, String s) {
    run.budget().characters(2L * s.length());
    long n = 0;
    boolean inWord = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
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
    return Arithmetic.apply(run, Operator.MOD, soft(run, args.get(0)), values);
  }

  private static Object toJson(Rendering run, @Nullable Object[] a) {
    String indent =
        a[1] == null
            ? null
            : Python.isText(a[1])
                ? Python.text(a[1])
                : " ".repeat((int) Math.max(0, Math.min(100, Numbers.index(a[1]))));
    return new Markup(new JsonWriter(indent, true, true, true).write(run, a[0]));
  }
}
