package dev.watchbill.domain.alert;

import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Mail HTML as text people can read on a phone: blocks on lines of their own, links with their
 * target, list items with a star, rules as dashes, no empty lines.
 */
final class HtmlText {

  private static final String RULE = "-".repeat(32);

  private HtmlText() {}

  static String of(String html) {
    Writer writer = new Writer();
    Element body = Jsoup.parse(html).body();
    body.select("script, style, head, title").remove();
    body.traverse(writer);
    return writer
        .text
        .toString()
        .lines()
        .map(line -> line.strip().replaceAll("[ \\t\\u00a0]+", " "))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static final class Writer implements NodeVisitor {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void head(Node node, int depth) {
      switch (node) {
        case TextNode words -> text.append(words.getWholeText().replaceAll("\\s+", " "));
        case Element element -> {
          switch (element.normalName()) {
            case "br" -> text.append('\n');
            case "hr" -> text.append('\n').append(RULE).append('\n');
            case "li" -> text.append("\n* ");
            default -> breakAround(element);
          }
        }
        default -> {
          // comments and the like say nothing
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element)) {
        return;
      }
      if (element.normalName().equals("a") && !element.attr("href").isBlank()) {
        text.append(" (").append(element.attr("href").strip()).append(')');
      }
      breakAround(element);
    }

    private void breakAround(Element element) {
      if (element.isBlock()) {
        text.append('\n');
      }
    }
  }
}
