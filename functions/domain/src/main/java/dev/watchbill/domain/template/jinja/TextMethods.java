package dev.watchbill.domain.template.jinja;

import static dev.watchbill.domain.template.jinja.Methods.of;
import static dev.watchbill.domain.template.jinja.Methods.raw;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str}. On markup they give markup where text comes out. */
final class TextMethods {

  private interface Change {
    String apply(String s);
  }

  private static final Map<String, Method.Body> ALL =
      Map.ofEntries(
          changing("upper", Text::upper),
          changing("lower", Text::lower),
          changing("title", Text::title),
          changing("capitalize", Text::capitalize),
          changing("swapcase", Text::swapCase),
          changing("casefold", s -> Text.lower(s).replace("ß", "ss")),
          of("str.strip(chars=None)", (run, self, a) -> like(self, strip(self, a[0], true, true))),
          of(
              "str.lstrip(chars=None)",
              (run, self, a) -> like(self, strip(self, a[0], true, false))),
          of(
              "str.rstrip(chars=None)",
              (run, self, a) -> like(self, strip(self, a[0], false, true))),
          of(
              "str.startswith(prefix, start=None, end=None)",
              (run, self, a) -> affix(self, a, true)),
          of("str.endswith(suffix, start=None, end=None)", (run, self, a) -> affix(self, a, false)),
          of("str.find(sub, start=None, end=None)", (run, self, a) -> find(self, a, false)),
          of("str.rfind(sub, start=None, end=None)", (run, self, a) -> find(self, a, true)),
          of("str.index(sub, start=None, end=None)", (run, self, a) -> found(find(self, a, false))),
          of("str.rindex(sub, start=None, end=None)", (run, self, a) -> found(find(self, a, true))),
          of("str.count(sub, start=None, end=None)", (run, self, a) -> count(self, a)),
          of("str.split(sep=None, maxsplit=-1)", (run, self, a) -> split(run, self, a)),
          of("str.rsplit(sep=None, maxsplit=-1)", (run, self, a) -> rsplit(run, self, a)),
          of(
              "str.splitlines(keepends=False)",
              (run, self, a) -> paid(run, Text.lines(Python.text(self), Python.truthy(a[0])))),
          of("str.partition(sep)", (run, self, a) -> partition(self, a[0], false)),
          of("str.rpartition(sep)", (run, self, a) -> partition(self, a[0], true)),
          of("str.join(iterable)", TextMethods::join),
          of(
              "str.replace(old, new, count=-1)",
              (run, self, a) ->
                  like(
                      self,
                      replace(
                          run,
                          Python.text(self),
                          argument(self, a[0]),
                          argument(self, a[1]),
                          Numbers.index(a[2])))),
          of(
              "str.removeprefix(prefix)",
              (run, self, a) -> like(self, removePrefix(Python.text(self), Python.text(a[0])))),
          of(
              "str.removesuffix(suffix)",
              (run, self, a) -> like(self, removeSuffix(Python.text(self), Python.text(a[0])))),
          of(
              "str.zfill(width)",
              (run, self, a) -> like(self, zfill(run, Python.text(self), Numbers.index(a[0])))),
          of(
              "str.rjust(width, fillchar=' ')",
              (run, self, a) -> like(self, pad(run, self, a, 1, 0))),
          of(
              "str.ljust(width, fillchar=' ')",
              (run, self, a) -> like(self, pad(run, self, a, 0, 1))),
          of(
              "str.center(width, fillchar=' ')",
              (run, self, a) -> like(self, pad(run, self, a, 1, 1))),
          of(
              "str.expandtabs(tabsize=8)",
              (run, self, a) ->
                  like(self, expandTabs(run, Python.text(self), Numbers.index(a[0])))),
          of(
              "str.encode(encoding='utf-8', errors='strict')",
              (run, self, a) -> Bytes.encode(Python.text(self), Python.text(a[0]))),
          of("str.translate(table)", TextMethods::translate),
          raw(
              "format",
              (run, self, args) ->
                  like(
                      self,
                      new BraceFormat(run, args, null, self instanceof Markup)
                          .format(Python.text(self)))),
          of("str.format_map(mapping)", TextMethods::formatMap),
          of(
              "str.isdigit()",
              (run, self, a) ->
                  all(
                      self,
                      c ->
                          Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                              || "²³¹".indexOf(c) >= 0)),
          of(
              "str.isdecimal()",
              (run, self, a) ->
                  all(self, c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER)),
          of("str.isnumeric()", (run, self, a) -> all(self, TextMethods::isNumeric)),
          of("str.isalpha()", (run, self, a) -> all(self, Character::isLetter)),
          of(
              "str.isalnum()",
              (run, self, a) -> all(self, c -> Character.isLetter(c) || isNumeric(c))),
          of("str.isspace()", (run, self, a) -> all(self, Text::isSpace)),
          of("str.isascii()", (run, self, a) -> Python.text(self).chars().allMatch(c -> c < 128)),
          of(
              "str.isprintable()",
              (run, self, a) -> Python.text(self).codePoints().allMatch(PythonText::isPrintable)),
          of("str.isupper()", (run, self, a) -> isCase(Python.text(self), Character::isUpperCase)),
          of("str.islower()", (run, self, a) -> isCase(Python.text(self), Character::isLowerCase)),
          of("str.istitle()", (run, self, a) -> isTitle(Python.text(self))),
          of("str.isidentifier()", (run, self, a) -> isIdentifier(Python.text(self))));

  private TextMethods() {}

  static Method.@Nullable Body find(String name) {
    return ALL.get(name);
  }

  private static Map.Entry<String, Method.Body> changing(String name, Change change) {
    return of(
        "str." + name + "()",
        (run, self, a) -> {
          String s = Python.text(self);
          run.budget().text(s.length());
          return like(self, change.apply(s));
        });
  }

  /** Text of the same kind as the value it was made from. */
  static Object like(@Nullable Object origin, String text) {
    return origin instanceof Markup ? new Markup(text) : text;
  }

  /** An argument that ends up in the result: escaped when the result is markup. */
  private static String argument(@Nullable Object self, @Nullable Object value) {
    requireText(value);
    return self instanceof Markup ? Markup.of(value) : Python.text(value);
  }

  private static void requireText(@Nullable Object value) {
    if (value instanceof Undefined) {
      throw PyError.type("must be str, not Undefined");
    }
    if (!Python.isText(value)) {
      throw PyError.type("argument must be str, not " + Python.typeName(value));
    }
  }

  private static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean all(@Nullable Object self, IntPredicate is) {
    String s = Python.text(self);
    return !s.isEmpty() && s.codePoints().allMatch(is);
  }

  static boolean isCase(String s, IntPredicate is) {
    boolean any = false;
    for (int c : s.codePoints().toArray()) {
      if (is.test(c)) {
        any = true;
      } else if (Text.isCased(c)) {
        return false;
      }
    }
    return any;
  }

  private static boolean isTitle(String s) {
    boolean any = false;
    boolean inWord = false;
    for (int c : s.codePoints().toArray()) {
      boolean cased = Text.isCased(c);
      if (cased && inWord != Character.isLowerCase(c)) {
        return false;
      }
      any |= cased;
      inWord = cased;
    }
    return any;
  }

  private static boolean isIdentifier(String s) {
    if (s.isEmpty()
        || !(s.charAt(0) == '_' || Character.isUnicodeIdentifierStart(s.codePointAt(0)))) {
      return false;
    }
    return s.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
  }

  static String strip(@Nullable Object self, @Nullable Object chars, boolean left, boolean right) {
    String s = Python.text(self);
    if (chars == null) {
      s = left ? Text.stripLeft(s) : s;
      return right ? Text.stripRight(s) : s;
    }
    requireText(chars);
    String set = Python.text(chars);
    s = left ? Text.stripLeft(s, set) : s;
    return right ? Text.stripRight(s, set) : s;
  }

  /** The part of the text that {@code start} and {@code end} leave. */
  private static String window(
      String s, @Nullable Object start, @Nullable Object end, int[] offset) {
    if (start == null && end == null) {
      return s;
    }
    int n = Text.length(s);
    long from = start == null ? 0 : Numbers.index(start);
    long to = end == null ? n : Numbers.index(end);
    from = Math.max(0, from < 0 ? from + n : from);
    to = Math.min(n, to < 0 ? to + n : to);
    offset[0] = (int) Math.min(from, n);
    return from > to ? "" : Text.part(s, (int) from, (int) to);
  }

  private static boolean affix(@Nullable Object self, @Nullable Object[] a, boolean start) {
    String s = window(Python.text(self), a[1], a[2], new int[1]);
    if (a[0] instanceof Tuple options) {
      return options.stream()
          .anyMatch(o -> start ? s.startsWith(Python.text(o)) : s.endsWith(Python.text(o)));
    }
    if (!Python.isText(a[0])) {
      throw PyError.type(
          (start ? "startswith" : "endswith")
              + " first arg must be str or a tuple of str, not "
              + Python.typeName(a[0]));
    }
    return start ? s.startsWith(Python.text(a[0])) : s.endsWith(Python.text(a[0]));
  }

  private static long find(@Nullable Object self, @Nullable Object[] a, boolean last) {
    requireText(a[0]);
    int[] offset = new int[1];
    String s = window(Python.text(self), a[1], a[2], offset);
    String wanted = Python.text(a[0]);
    int at = last ? Text.findLast(s, wanted) : Text.find(s, wanted, 0);
    return at < 0 ? -1 : offset[0] + Text.length(s.substring(0, at));
  }

  private static long found(long at) {
    if (at < 0) {
      throw PyError.value("substring not found");
    }
    return at;
  }

  private static long count(@Nullable Object self, @Nullable Object[] a) {
    requireText(a[0]);
    String s = window(Python.text(self), a[1], a[2], new int[1]);
    String wanted = Python.text(a[0]);
    if (wanted.isEmpty()) {
      return Text.length(s) + 1L;
    }
    long n = 0;
    for (int at = Text.find(s, wanted, 0);
        at >= 0;
        at = Text.find(s, wanted, at + wanted.length())) {
      n++;
    }
    return n;
  }

  private static List<@Nullable Object> paid(Rendering run, List<@Nullable Object> parts) {
    run.budget().elements(parts.size());
    return parts;
  }

  private static String separator(@Nullable Object value) {
    requireText(value);
    String s = Python.text(value);
    if (s.isEmpty()) {
      throw PyError.value("empty separator");
    }
    return s;
  }

  private static Object split(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    String s = Python.text(self);
    long max = Numbers.index(a[1]);
    return paid(run, a[0] == null ? Text.words(s, max) : Text.split(s, separator(a[0]), max));
  }

  /** From the right: as from the left on the mirrored text. */
  private static Object rsplit(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    String mirrored = new StringBuilder(Python.text(self)).reverse().toString();
    long max = Numbers.index(a[1]);
    List<@Nullable Object> parts =
        a[0] == null
            ? Text.words(mirrored, max)
            : Text.split(mirrored, new StringBuilder(separator(a[0])).reverse().toString(), max);
    parts.replaceAll(p -> new StringBuilder(PythonText.str(p)).reverse().toString());
    Collections.reverse(parts);
    return paid(run, parts);
  }

  private static Tuple partition(@Nullable Object self, @Nullable Object sep, boolean last) {
    String s = Python.text(self);
    String by = separator(sep);
    int at = last ? Text.findLast(s, by) : Text.find(s, by, 0);
    if (at < 0) {
      return last ? Tuple.of("", "", s) : Tuple.of(s, "", "");
    }
    return Tuple.of(s.substring(0, at), by, s.substring(at + by.length()));
  }

  private static Object join(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    if (!Python.isIterable(a[0])) {
      throw PyError.type("can only join an iterable");
    }
    String by = Python.text(self);
    StringBuilder out = new StringBuilder();
    int i = 0;
    for (Object item : Python.list(run, a[0])) {
      if (!Python.isText(item) && !(self instanceof Markup)) {
        throw PyError.type(
            "sequence item " + i + ": expected str instance, " + Python.typeName(item) + " found");
      }
      out.append(i++ > 0 ? by : "")
          .append(self instanceof Markup ? Markup.of(item) : Python.text(item));
      run.budget().text(out.length());
    }
    return like(self, out.toString());
  }

  static String replace(Rendering run, String s, String old, String replacement, long count) {
    StringBuilder out = new StringBuilder(s.length());
    long left = count < 0 ? Long.MAX_VALUE : count;
    int from = 0;
    if (old.isEmpty()) {
      while (left-- > 0) {
        out.append(replacement);
        if (from >= s.length()) {
          return out.toString();
        }
        int n = Character.charCount(s.codePointAt(from));
        out.append(s, from, from + n);
        from += n;
        bounded(run, out, replacement);
      }
      return out.append(s, from, s.length()).toString();
    }
    while (left-- > 0) {
      int at = Text.find(s, old, from);
      if (at < 0) {
        break;
      }
      out.append(s, from, at).append(replacement);
      from = at + old.length();
      bounded(run, out, replacement);
    }
    run.budget().text(s.length());
    return out.append(s, from, s.length()).toString();
  }

  private static void bounded(Rendering run, StringBuilder out, String added) {
    run.budget().step();
    if (out.length() > run.budget().limits().valueLength()) {
      throw PyError.limit("a value of the template is too long");
    }
    run.budget().text(added.length());
  }

  private static String removePrefix(String s, String prefix) {
    return s.startsWith(prefix) ? s.substring(prefix.length()) : s;
  }

  private static String removeSuffix(String s, String suffix) {
    return !suffix.isEmpty() && s.endsWith(suffix)
        ? s.substring(0, s.length() - suffix.length())
        : s;
  }

  private static String zfill(Rendering run, String s, long width) {
    run.budget().text(width);
    int missing = (int) (width - Text.length(s));
    if (missing <= 0) {
      return s;
    }
    boolean signed = s.startsWith("-") || s.startsWith("+");
    return signed ? s.charAt(0) + "0".repeat(missing) + s.substring(1) : "0".repeat(missing) + s;
  }

  private static String pad(
      Rendering run, @Nullable Object self, @Nullable Object[] a, int left, int right) {
    String fill = Python.text(a[1]);
    if (Text.length(fill) != 1) {
      throw PyError.type("The fill character must be exactly one character long");
    }
    return pad(run, Python.text(self), Numbers.index(a[0]), fill, left == 1, right == 1);
  }

  static String pad(Rendering run, String s, long width, String fill, boolean left, boolean right) {
    run.budget().text(width);
    int missing = (int) (width - Text.length(s));
    if (missing <= 0) {
      return s;
    }
    int before = left && right ? missing / 2 + (missing & (int) width & 1) : left ? missing : 0;
    return fill.repeat(before) + s + fill.repeat(missing - before);
  }

  private static String expandTabs(Rendering run, String s, long size) {
    StringBuilder out = new StringBuilder();
    long column = 0;
    for (int c : s.codePoints().toArray()) {
      if (c == '\t') {
        long add = size > 0 ? size - column % size : 0;
        run.budget().text(out.length() + add);
        out.repeat(" ", (int) add);
        column += add;
      } else {
        out.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }

  private static Object translate(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    if (!(a[0] instanceof Map<?, ?> table)) {
      throw PyError.type(PythonText.repr(Python.typeName(a[0])) + " object is not subscriptable");
    }
    StringBuilder out = new StringBuilder();
    for (int c : Python.text(self).codePoints().toArray()) {
      Object to = Dicts.get(table, (long) c);
      if (to == PyObject.MISSING) {
        out.appendCodePoint(c);
      } else if (to != null) {
        out.append(
            Python.isText(to)
                ? Python.text(to)
                : Character.toString(FormatSpec.character(Numbers.big(to))));
      }
      run.budget().step();
    }
    run.budget().text(out.length());
    return like(self, out.toString());
  }

  private static Object formatMap(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    Map<?, ?> mapping = a[0] instanceof Map<?, ?> m ? m : Map.of();
    return like(
        self,
        new BraceFormat(run, Args.NONE, mapping, self instanceof Markup).format(Python.text(self)));
  }
}
