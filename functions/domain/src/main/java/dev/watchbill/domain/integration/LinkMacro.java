package dev.watchbill.domain.integration;

/**
 * The one thing that differs between channels inside long messages: how a link is written. Each
 * text defines the macro {@code link(url, text)} and is put in front of a message that calls it.
 */
final class LinkMacro {

  static final String WEB =
      """
      {% macro link(url, text) %}[{{ text }}]({{ url }}){% endmacro -%}
      """;

  static final String SLACK =
      """
      {% macro link(url, text) %}<{{ url }}|{{ text }}>{% endmacro -%}
      """;

  static final String TELEGRAM =
      """
      {% macro link(url, text) %}<a href='{{ url }}'>{{ text }}</a>{% endmacro -%}
      """;

  private LinkMacro() {}
}
