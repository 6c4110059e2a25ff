package dev.watchbill.domain.template.jinja;

import static dev.watchbill.domain.template.jinja.Methods.of;
import static dev.watchbill.domain.template.jinja.Methods.raw;

import dev.watchbill.domain.LetterCase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str}. On markup they give markup where text comes out. */
final class TextMethods {

  /** What changing letters one by one costs: some become three. */
  static void payCase(Rendering run, String s) {
    run.budget().text(3L * s.length());
  }

  private interface Change {
    String apply(String s);
  }

  private static final Map<String, Method.Body> ALL =
      Map.ofEntries(
          changing("upper", LetterCase::upper),
          changing("lower", LetterCase::lower),
          changing("title", LetterCase::title),
          changing("capitalize", LetterCase::capitalize),
          changing("swapcase", LetterCase::swap),
          changing("casefold", LetterCase::fold),
          of("str.strip(chars=None)", (run, self, a) -> like(self, strip(self, a[0], true, true))),
          of(
              "str.lstrip(chars=None)",
              (run, self, a) -> like(self, strip(self, a[0], true, false))),
          of(
              "str.rstrip(chars=None)",
              (run, self, a) -> like(self, strip(self, a[0], false, true))),
          of(
              "str.startswith(prefix, start=None, end=None)",
              (run, self, a) -> affix(run, self, a, true)),
          of(
              "str.endswith(suffix, start=None, end=None)",
              (run, self, a) -> affix(run, self, a, false)),
          of("str.find(sub, start=None, end=None)", (run, self, a) -> find(self, a, false)),
          of("str.rfind(sub, start=None, end=None)", (run, self, a) -> find(self, a, true)),
          of("str.index(sub, start=None, end=None)", (run, self, a) -> found(find(self, a, false))),
          of("str.rindex(sub, start=None, end=None)", (run, self, a) -> found(find(self, a, true))),
          of("str.count(sub, start=None, end=None)", (run, self, a) -> count(self, a)),
          of("str.split(sep=None, maxsplit=-1)", (run, self, a) -> split(run, self, a)),
          of("str.rsplit(sep=None, maxsplit=-1)", (run, self, a) -> rsplit(run, self, a)),
          of(
              "str.splitlines(keepends=False)",
              (run, self, a) -> Text.lines(run, Python.text(self), Python.truthy(a[0]))),
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
                          argument(run, self, a[0]),
                          argument(run, self, a[1]),
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
              (run, self, a) -> Bytes.encode(run, Python.text(self), Python.text(a[0]))),
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
          of(
              "str.isupper()",
              (run, self, a) -> isCase(run, Python.text(self), Character::isUpperCase)),
          of(
              "str.islower()",
              (run, self, a) -> isCase(run, Python.text(self), Character::isLowerCase)),
          of("str.istitle()", (run, self, a) -> isTitle(Python.text(self))),
          of("str.isidentifier()", (run, self, a) -> isIdentifier(Python.text(self))));

  private TextMethods() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  static Method.@Nullable Body find(String name) {
    return ALL.get(name);
  }

  private static Map.Entry<String, Method.Body> changing(String name, Change change) {
    return of(
        "str." + name + "()",
        (run, self, a) -> {
          String s = Python.text(self);
          payCase(run, s);
          return like(self, change.apply(s));
        });
  }

  /** Text of the same kind as the value it was made from. */
  static Object like(@Nullable Object origin, String text) {
    return origin instanceof Markup ? new Markup(text) : text;
  }

  /** An argument that ends up in the result: escaped when the result is markup. */
  private static String argument(Rendering run, @Nullable Object self, @Nullable Object value) {
    requireText(value);
    return self instanceof Markup ? run.escaped(value) : Python.text(value);
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

  static boolean isCase(Rendering run, String s, IntPredicate is) {
    run.budget().characters(s.length());
    boolean any = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (is.test(c)) {
        any = true;
      } else if (LetterCase.isCased(c)) {
        return false;
      }
    }
    return any;
  }

  private static boolean isTitle(String s) {
    boolean any = false;
    boolean inWord = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      boolean cased = LetterCase.isCased(c);
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
    return Text.strip(s, Python.text(chars), left, right);
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

  private static boolean affix(
      Rendering run, @Nullable Object self, @Nullable Object[] a, boolean start) {
    String s = window(Python.text(self), a[1], a[2], new int[1]);
    if (a[0] instanceof Tuple options) {
      for (Object option : options) {
        run.budget().step();
        run.budget().read(option);
        String affix = Python.text(option);
        if (start ? s.startsWith(affix) : s.endsWith(affix)) {
          return true;
        }
      }
      return false;
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
    return a[0] == null ? Text.words(run, s, max) : Text.split(run, s, separator(a[0]), max);
  }

  /** From the right: as from the left on the mirrored text. */
  private static Object rsplit(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    run.budget().read(self);
    String mirrored = Text.mirror(Python.text(self));
    long max = Numbers.index(a[1]);
    List<@Nullable Object> parts =
        a[0] == null
            ? Text.words(run, mirrored, max)
            : Text.split(run, mirrored, Text.mirror(separator(a[0])), max);
    parts.replaceAll(p -> Text.mirror(PythonText.str(p)));
    Collections.reverse(parts);
    return parts;
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
    Sink out = run.sink();
    int i = 0;
    for (Object item : Python.list(run, a[0])) {
      if (!Python.isText(item) && !(self instanceof Markup)) {
        throw PyError.type(
            "sequence item " + i + ": expected str instance, " + Python.typeName(item) + " found");
      }
      out.append(i++ > 0 ? by : "")
          .append(self instanceof Markup ? run.escaped(item) : Python.text(item));
    }
    return like(self, out.text());
  }

  static String replace(Rendering run, String s, String old, String replacement, long count) {
    Sink out = run.sink();
    long left = count < 0 ? Long.MAX_VALUE : count;
    int from = 0;
    if (old.isEmpty()) {
      while (left-- > 0) {
        out.append(replacement);
        if (from >= s.length()) {
          return out.text();
        }
        run.budget().step();
        int n = Character.charCount(s.codePointAt(from));
        out.append(s, from, from + n);
        from += n;
      }
      return out.append(s, from, s.length()).text();
    }
    while (left-- > 0) {
      int at = Text.find(s, old, from);
      if (at < 0) {
        break;
      }
      run.budget().step();
      out.append(s, from, at).append(replacement);
      from = at + old.length();
    }
    return out.append(s, from, s.length()).text();
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
    run.budget().text(2 * Math.min(width, Integer.MAX_VALUE));
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
    // The fill may be two characters to Java.
    run.budget().text(2 * Math.min(width, Integer.MAX_VALUE));
    int missing = (int) (width - Text.length(s));
    if (missing <= 0) {
      return s;
    }
    int before = left && right ? missing / 2 + (missing & (int) width & 1) : left ? missing : 0;
    return fill.repeat(before) + s + fill.repeat(missing - before);
  }

  private static String expandTabs(Rendering run, String s, long size) {
    Sink out = run.sink();
    long column = 0;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\t') {
        long add = size > 0 ? size - column % size : 0;
        out.repeat(" ", add);
        column += add;
      } else {
        out.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.text();
  }

  private static Object translate(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    if (!(a[0] instanceof Map<?, ?> table)) {
      throw PyError.type(PythonText.shown(Python.typeName(a[0])) + " object is not subscriptable");
    }
    Sink out = run.sink();
    String s = Python.text(self);
    for (int i = 0; i < s.length(); ) {
      run.budget().step();
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      Object to = Dicts.get(run, table, (long) c);
      if (to == PyObject.MISSING) {
        out.appendCodePoint(c);
      } else if (to != null) {
        out.append(
            Python.isText(to)
                ? Python.text(to)
                : Character.toString(FormatSpec.character(Numbers.big(to))));
      }
    }
    return like(self, out.text());
  }

  private static Object formatMap(Rendering run, @Nullable Object self, @Nullable Object[] a) {
    Map<?, ?> mapping = a[0] instanceof Map<?, ?> m ? m : Map.of();
    return like(
        self,
        new BraceFormat(run, Args.NONE, mapping, self instanceof Markup).format(Python.text(self)));
  }
}
