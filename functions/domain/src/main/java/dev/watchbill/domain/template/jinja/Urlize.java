package dev.watchbill.domain.template.jinja;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes links of what looks like one in already escaped text. */
record Urlize(int limit, String rel, @Nullable String target, List<String> schemes) {
  private static final Pattern HTTP =
      Pattern.compile(
          "(?i)^((https?://|www\\.)(([\\pL\\pN_%-]+\\.)+)?([a-z]{2,63}|xn--[\\pL\\pN_%]{2,59})"
              + "|([\\pL\\pN_%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
              + "|(https?://)((\\d{1,3}(\\.\\d{1,3}){3})|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}\\])))"
              + "(?::\\d{1,5})?(?:[/?#]\\S*)?$");
  private static final Pattern MAIL =
      Pattern.compile("^\\S+@[\\pL\\pN_][\\pL\\pN_.-]*\\.[\\pL\\pN_]+$");
  private static final Pattern SCHEME = Pattern.compile("^([\\pL\\pN_.+-]{2,}:(/){0,2})$");
  private static final Pattern HEAD = Pattern.compile("^([(<]|&lt;)+");
  private static final Pattern TAIL = Pattern.compile("([)>.,\\n]|&gt;)+$");
  private static final String[][] PAIRS = {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}};

  static String checkedScheme(String scheme) {
    if (!SCHEME.matcher(scheme).matches()) {
      throw PyError.other(PythonText.repr(scheme) + " is not a valid URI scheme prefix.");
    }
    return scheme;
  }

  String links(String escaped) {
    StringBuilder out = new StringBuilder(escaped.length() + 64);
    int i = 0;
    while (i < escaped.length()) {
      int from = i;
      while (i < escaped.length() && Text.isSpace(escaped.charAt(i))) {
        i++;
      }
      out.append(escaped, from, i);
      from = i;
      while (i < escaped.length() && !Text.isSpace(escaped.charAt(i))) {
        i++;
      }
      if (i > from) {
        out.append(word(escaped.substring(from, i)));
      }
    }
    return out.toString();
  }

  private String word(String word) {
    String head = "";
    String middle = word;
    String tail = "";
    var h = HEAD.matcher(middle);
    if (h.find()) {
      head = h.group();
      middle = middle.substring(h.end());
    }
    var t = TAIL.matcher(middle);
    if (t.find()) {
      tail = t.group();
      middle = middle.substring(0, t.start());
    }
    for (String[] pair : PAIRS) {
      int open = count(middle, pair[0]);
      if (open <= count(middle, pair[1])) {
        continue;
      }
      for (int n = Math.min(open, count(tail, pair[1])); n > 0; n--) {
        int end = tail.indexOf(pair[1]) + pair[1].length();
        middle += tail.substring(0, end);
        tail = tail.substring(end);
      }
    }
    return head + link(middle) + tail;
  }

  private static int count(String s, String part) {
    int n = 0;
    for (int at = s.indexOf(part); at >= 0; at = s.indexOf(part, at + part.length())) {
      n++;
    }
    return n;
  }

  private String anchor(String href, String shown) {
    String attributes =
        (rel.isEmpty() ? "" : " rel=\"" + Markup.escape(rel) + "\"")
            + (target == null ? "" : " target=\"" + Markup.escape(target) + "\"");
    return "<a href=\"" + href + "\"" + attributes + ">" + shown + "</a>";
  }

  private String trimmed(String url) {
    return Text.length(url) > limit ? Text.head(url, limit) + "..." : url;
  }

  private String link(String s) {
    if (HTTP.matcher(s).find()) {
      return anchor(
          s.startsWith("https://") || s.startsWith("http://") ? s : "https://" + s, trimmed(s));
    }
    if (s.startsWith("mailto:") && MAIL.matcher(s.substring(7)).find()) {
      return "<a href=\"" + s + "\">" + s.substring(7) + "</a>";
    }
    if (s.indexOf('@') > 0
        && !s.startsWith("www.")
        && s.indexOf(':') < 0
        && MAIL.matcher(s).find()) {
      return "<a href=\"mailto:" + s + "\">" + s + "</a>";
    }
    for (String scheme : schemes) {
      if (!s.equals(scheme) && s.startsWith(scheme)) {
        return anchor(s, s);
      }
    }
    return s;
  }
}
