package dev.watchbill.domain.policy;

import com.google.re2j.Pattern;
import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.GoText;
import java.util.ArrayList;
import java.util.List;

/** Matchers in the classic form: {@code {foo="bar", baz!~qux.*}}. */
final class ClassicMatchers {

  private static final Pattern FORM =
      Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*((?s).*?)\\s*");

  private ClassicMatchers() {}

  static Checked<List<Matcher>> list(String text) {
    String inner = text.startsWith("{") ? text.substring(1) : text;
    inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
    List<Matcher> matchers = new ArrayList<>();
    for (String part : split(inner)) {
      switch (single(part)) {
        case Accepted<Matcher>(Matcher matcher) -> matchers.add(matcher);
        case Refused<Matcher>(var flaws) -> {
          return new Refused<>(flaws);
        }
      }
    }
    return Checked.accepted(List.copyOf(matchers));
  }

  /** At commas outside double quotes; a backslash escapes a quote, inside them or not. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    boolean escaped = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !quoted) {
        // An escape before a comma stays in force: the original skips its bookkeeping here.
        parts.add(text.substring(from, i));
        from = i + 1;
        continue;
      }
      if (c == '"' && !escaped) {
        quoted = !quoted;
      }
      escaped = c == '\\' && !escaped;
    }
    String last = trim(text.substring(from));
    if (!last.isEmpty()) {
      parts.add(last);
    }
    return parts;
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && GoText.space(text.charAt(from))) {
      from++;
    }
    while (to > from && GoText.space(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  static Checked<Matcher> single(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Checked.refused(Kind.SHAPE, "bad matcher format: " + text);
    }
    Operator operator = Operator.ofSign(form.group(2)).orElseThrow();
    String raw = form.group(3);
    boolean quoted = raw.startsWith("\"");
    String rest = quoted ? raw.substring(1) : raw;
    StringBuilder value = new StringBuilder(rest.length());
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean last = i == rest.length() - 1;
      if (c == '"') {
        if (!quoted || !last) {
          return unescapedQuote(raw);
        }
        return Matcher.of(form.group(1), operator, value.toString());
      }
      if (c == '\\' && !last) {
        c = rest.charAt(++i);
        switch (c) {
          case 'n' -> value.append('\n');
          case '"', '\\' -> value.append(c);
          default -> value.append('\\').append(c); // no escape after all
        }
      } else {
        value.append(c);
      }
    }
    return quoted ? unescapedQuote(raw) : Matcher.of(form.group(1), operator, value.toString());
  }

  private static Checked<Matcher> unescapedQuote(String raw) {
    return Checked.refused(Kind.SHAPE, "matcher value contains unescaped double quote: " + raw);
  }
}
