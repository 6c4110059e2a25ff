package dev.watchbill.domain.alert;

/** Text as HTML text: the three characters that could begin markup, nothing else. */
public final class Markup {

  private Markup() {}

  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
