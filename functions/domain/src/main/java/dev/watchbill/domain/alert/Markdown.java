package dev.watchbill.domain.alert;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;
import org.commonmark.renderer.html.UrlSanitizer;

/**
 * Alert messages are Markdown (spec oncall-behaviour §3.5). Every line break counts, bare addresses
 * are links, also in code, and HTML in the text is shown, not obeyed.
 */
final class Markdown {

  private static final Parser PARSER = Parser.builder().build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new SafeAddresses())
          .softbreak("<br/>\n")
          .nodeRendererFactory(TextAndCode::new)
          .attributeProviderFactory(context -> Markdown::leaveTheSite)
          .build();

  /** Ends before closing punctuation, which belongs to the sentence around it. */
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>\"'`]*[^\\s<>\"'`.,;:!?)\\]}*_]");

  private Markdown() {}

  /** The text as HTML. */
  static String html(String markdown) {
    return RENDERER.render(PARSER.parse(markdown)).strip();
  }

  /** The words without their markup, for SMS and calls; HTML tags are markup. */
  static String words(String markdown) {
    Words words = new Words();
    PARSER.parse(markdown).accept(words);
    String text = words.text.toString();
    boolean spaceLost = !text.isEmpty() && markdown.endsWith(" ") && !text.endsWith(" ");
    return spaceLost ? text + " " : text;
  }

  /** Links open elsewhere and tell the other site nothing; attributes are in alphabetical order. */
  private static void leaveTheSite(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Link link) {
      attributes.remove("rel");
      String title = attributes.remove("title");
      if (!link.getDestination().isEmpty()) {
        attributes.put("rel", "nofollow noopener");
        attributes.put("target", "_blank");
      }
      if (title != null) {
        attributes.put("title", title);
      }
    }
  }

  private static String linked(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    StringBuilder out = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      String address = Markup.escape(matcher.group());
      out.append(Markup.escape(text.substring(end, matcher.start())))
          .append("<a href=\"")
          .append(address)
          .append("\">")
          .append(address)
          .append("</a>");
      end = matcher.end();
    }
    return out.append(Markup.escape(text.substring(end))).toString();
  }

  private static final class SafeAddresses implements UrlSanitizer {
    @Override
    public String sanitizeLinkUrl(String url) {
      return Objects.requireNonNullElse(Links.target(url), "");
    }

    @Override
    public String sanitizeImageUrl(String url) {
      return Objects.requireNonNullElse(Links.image(url), "");
    }
  }

  private static final class TextAndCode implements NodeRenderer {
    private final HtmlWriter html;

    TextAndCode(HtmlNodeRendererContext context) {
      html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Text.class, FencedCodeBlock.class, IndentedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
      switch (node) {
        case Text text ->
            html.raw(
                insideLink(text) ? Markup.escape(text.getLiteral()) : linked(text.getLiteral()));
        case FencedCodeBlock block -> code(block.getLiteral());
        case IndentedCodeBlock block -> code(block.getLiteral());
        default -> throw new IllegalArgumentException("Not asked for: " + node);
      }
    }

    private void code(String literal) {
      html.line();
      html.raw("<pre><code>" + linked(literal) + "</code></pre>");
      html.line();
    }

    private static boolean insideLink(Node node) {
      for (Node up = node.getParent(); up != null; up = up.getParent()) {
        if (up instanceof Link) {
          return true;
        }
      }
      return false;
    }
  }

  private static final class Words extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void visit(Text words) {
      text.append(words.getLiteral());
    }

    @Override
    public void visit(Code code) {
      text.append(code.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock block) {
      text.append(block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      text.append(block.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      text.append('\n');
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
      text.append('\n');
    }
  }
}
