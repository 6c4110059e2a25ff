package dev.watchbill.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * Two HTML texts are the same if a browser shows the same: blanks at line ends and before closing
 * tags or breaks, an empty paragraph, and the way a quote or a rule is written do not count.
 */
final class WebHtml {

  private WebHtml() {}

  static @Nullable String normal(@Nullable String html) {
    return html == null
        ? null
        : html.replaceAll("[ \\t]+(?=\\n|$)", "")
            .replaceAll("\\s+(?=<br/>|</p>|</li>|</code>)", "")
            .replace("<p></p>", "")
            .replace("<hr />", "<hr/>")
            .replace("&quot;", "\"");
  }
}
