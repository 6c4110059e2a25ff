package dev.watchbill.domain.template.jinja;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes links of what looks like one in already escaped text. */
record Urlize(Rendering run, int limit, String rel, @Nullable String target, List<String> schemes) {
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
      throw PyError.other(PythonText.shown(scheme) + " is not a valid URI scheme prefix.");
    }
    return scheme;
  }

  String links(String escaped) {
    Sink out = run.sink();
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
        word(out, escaped.substring(from, i));
      }
    }
    return out.text();
  }

  private void word(Sink out, String word) {
    // Each of the patterns is tried with all its states at each character.
    run.budget().spend(8L + word.length() + schemes.size() / 8);
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
      int end = 0;
      for (int n = Math.min(open, count(tail, pair[1])); n > 0; n--) {
        end = tail.indexOf(pair[1], end) + pair[1].length();
      }
      middle += tail.substring(0, end);
      tail = tail.substring(end);
    }
    out.append(head);
    link(out, middle);
    out.append(tail);
  }

  private static int count(String s, String part) {
    int n = 0;
    for (int at = s.indexOf(part); at >= 0; at = s.indexOf(part, at + part.length())) {
      n++;
    }
    return n;
  }

  private void anchor(Sink out, String scheme, String href, String shown) {
    out.append("<a href=\"").append(scheme).append(href).append('"');
    if (!rel.isEmpty()) {
      out.append(" rel=\"").append(run.escape(rel)).append('"');
    }
    if (target != null) {
      out.append(" target=\"").append(run.escape(target)).append('"');
    }
    out.append('>').append(shown).append("</a>");
  }

  private String trimmed(String url) {
    return Text.length(url) > limit ? Text.head(url, limit) + "..." : url;
  }

  private void link(Sink out, String s) {
    if (HTTP.matcher(s).find()) {
      boolean whole = s.startsWith("https://") || s.startsWith("http://");
      anchor(out, whole ? "" : "https://", s, trimmed(s));
      return;
    }
    if (s.startsWith("mailto:") && MAIL.matcher(s.substring(7)).find()) {
      out.append("<a href=\"").append(s).append("\">").append(s.substring(7)).append("</a>");
      return;
    }
    if (s.indexOf('@') > 0
        && !s.startsWith("www.")
        && s.indexOf(':') < 0
        && MAIL.matcher(s).find()) {
      out.append("<a href=\"mailto:").append(s).append("\">").append(s).append("</a>");
      return;
    }
    for (String scheme : schemes) {
      if (!s.equals(scheme) && s.startsWith(scheme)) {
        anchor(out, "", s, s);
        return;
      }
    }
    out.append(s);
  }
}
