package dev.watchbill.domain.template.jinja;

import static java.util.Map.entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Filters about HTML and URLs. */
final class HtmlFilters {
  /** The character references texts of alerts contain; others stay as they are. */
  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          entry("amp", "&"),
          entry("lt", "<"),
          entry("gt", ">"),
          entry("quot", "\""),
          entry("apos", "'"),
          entry("nbsp", "\u00a0"),
          entry("copy", "©"),
          entry("reg", "®"),
          entry("deg", "°"),
          entry("hellip", "…"),
          entry("ndash", "–"),
          entry("mdash", "—"),
          entry("laquo", "«"),
          entry("raquo", "»"),
          entry("euro", "€"));

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("escape", Filter.of("escape(s)", (run, a) -> new Markup(run.escaped(a[0])))),
          entry(
              "forceescape",
              Filter.of(
                  "do_forceescape(value)", (run, a) -> new Markup(run.escape(run.str(a[0]))))),
          entry("safe", Filter.of("do_mark_safe(value)", (run, a) -> new Markup(run.str(a[0])))),
          entry(
              "striptags",
              Filter.of("do_striptags(value)", (run, a) -> stripTags(run, run.str(a[0])))),
          entry("xmlattr", Filter.of("do_xmlattr(@, d, autospace=True)", HtmlFilters::attributes)),
          entry("urlencode", Filter.of("do_urlencode(value)", HtmlFilters::urlEncode)),
          entry(
              "urlize",
              Filter.of(
                  "do_urlize(@, value, trim_url_limit=None, nofollow=False, target=None, rel=None, extra_schemes=None)",
                  HtmlFilters::urlize)));

  private HtmlFilters() {}

  private static Object urlize(Rendering run, @Nullable Object[] a) {
    TreeSet<String> rel = new TreeSet<>();
    rel.add("noopener");
    if (Python.truthy(a[2])) {
      rel.add("nofollow");
    }
    if (a[4] != null) {
      Text.words(run, Python.text(a[4]), -1).forEach(w -> rel.add(PythonText.str(w)));
    }
    List<String> schemes = new ArrayList<>();
    if (a[5] != null) {
      for (Object scheme : Python.list(run, a[5])) {
        schemes.add(Urlize.checkedScheme(Python.text(scheme)));
      }
    }
    int limit =
        a[1] == null
            ? Integer.MAX_VALUE
            : (int) Math.min(Integer.MAX_VALUE, Math.max(0, Numbers.index(a[1])));
    String target = a[3] == null ? null : Python.text(a[3]);
    return run.made(
        new Urlize(run, limit, String.join(" ", rel), target, schemes).links(run.escaped(a[0])));
  }

  private static Object attributes(Rendering run, @Nullable Object[] a) {
    if (!(a[0] instanceof Map<?, ?> map)) {
      if (a[0] instanceof Undefined u) {
        throw u.fail();
      }
      throw PyError.other(
          PythonText.shown(Python.typeName(a[0])) + " object has no attribute 'items'");
    }
    Sink out = run.sink();
    for (Map.Entry<?, ?> e : map.entrySet()) {
      run.budget().step();
      if (e.getValue() == null || e.getValue() instanceof Undefined) {
        continue;
      }
      String key = Python.text(e.getKey());
      run.budget().read(key);
      if (key.chars()
          .anyMatch(c -> c == ' ' || (c >= 9 && c <= 13) || c == '/' || c == '>' || c == '=')) {
        throw PyError.value("Invalid character in attribute name: " + PythonText.shown(key));
      }
      out.append(out.isEmpty() ? "" : " ")
          .append(run.escape(key))
          .append("=\"")
          .append(run.escaped(e.getValue()))
          .append('"');
    }
    return run.made(Python.truthy(a[1]) && !out.isEmpty() ? " " + out.text() : out.text());
  }

  private static Object urlEncode(Rendering run, @Nullable Object[] a) {
    Object value = a[0];
    if (Python.isText(value) || !Python.isIterable(value)) {
      return quote(run, run.str(value), true, "%20");
    }
    Iterator<@Nullable Object> pairs =
        value instanceof Map<?, ?> m
            ? new DictView(DictView.Part.ITEMS, m).iterator()
            : Python.iterate(run, value);
    Sink out = run.sink();
    while (pairs.hasNext()) {
      run.budget().step();
      Object pair = pairs.next();
      if (!Python.isIterable(pair)) {
        throw PyError.type("cannot unpack non-iterable " + Python.typeName(pair) + " object");
      }
      List<@Nullable Object> two = Python.list(run, pair);
      if (two.size() != 2) {
        throw PyError.value(
            two.size() > 2
                ? "too many values to unpack (expected 2)"
                : "not enough values to unpack (expected 2, got " + two.size() + ")");
      }
      out.append(out.isEmpty() ? "" : "&")
          .append(quote(run, run.str(two.get(0)), false, "+"))
          .append('=')
          .append(quote(run, run.str(two.get(1)), false, "+"));
    }
    return out.text();
  }

  private static String quote(Rendering run, String s, boolean keepSlash, String blank) {
    run.budget().text(s.length());
    byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
    Sink out = run.sink();
    for (byte b : bytes) {
      int c = b & 0xff;
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "_.-~".indexOf(c) >= 0
              || (keepSlash && c == '/');
      if (plain) {
        out.append((char) c);
      } else if (c == ' ') {
        out.append(blank);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.text();
  }

  private static String without(Rendering run, String s, String begin, String end) {
    Sink out = run.sink();
    int from = 0;
    while (true) {
      int start = s.indexOf(begin, from);
      int stop = start < 0 ? -1 : s.indexOf(end, start);
      if (stop < 0) {
        return out.append(s, from, s.length()).text();
      }
      run.budget().step();
      out.append(s, from, start);
      from = stop + end.length();
    }
  }

  static String stripTags(Rendering run, String html) {
    String bare = without(run, without(run, html, "<!--", "-->"), "<", ">");
    Sink joined = run.sink();
    for (Object word : Text.words(run, bare, -1)) {
      joined.append(joined.isEmpty() ? "" : " ").append(PythonText.str(word));
    }
    return unescape(run, joined.text());
  }

  private static String unescape(Rendering run, String s) {
    int amp = s.indexOf('&');
    if (amp < 0) {
      return s;
    }
    Sink out = run.sink();
    int from = 0;
    while (amp >= 0) {
      run.budget().step();
      int end = s.indexOf(';', amp, Math.min(s.length(), amp + 13));
      String text = end < 0 ? null : entity(s.substring(amp + 1, end));
      out.append(s, from, amp).append(text == null ? "&" : text);
      from = text == null ? amp + 1 : end + 1;
      amp = s.indexOf('&', from);
    }
    return out.append(s, from, s.length()).text();
  }

  private static @Nullable String entity(String name) {
    if (!name.startsWith("#")) {
      return ENTITIES.get(name);
    }
    boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
    Object n = Numbers.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
    return n instanceof Long c && c > 0 && c <= 0x10ffff
        ? Character.toString((int) (long) c)
        : null;
  }
}
