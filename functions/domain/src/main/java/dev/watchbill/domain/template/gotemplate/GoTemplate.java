package dev.watchbill.domain.template.gotemplate;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A parsed template text and the templates it defines (spec grafana-alerting §14). Immutable; the
 * interpreter walks it.
 */
public final class GoTemplate {

  /** Longest text we take, in characters. */
  public static final int LONGEST = 256 * 1024;

  /** Go's own functions. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "and",
          "call",
          "eq",
          "ge",
          "gt",
          "html",
          "index",
          "js",
          "le",
          "len",
          "lt",
          "ne",
          "not",
          "or",
          "print",
          "printf",
          "println",
          "slice",
          "urlquery");

  /** Those of notifications: what any release of the originals has. */
  private static final Set<String> OF_NOTIFICATIONS =
      Set.of(
          "append",
          "base64decode",
          "base64encode",
          "coll",
          "data",
          "date",
          "dict",
          "grafanaExploreURL",
          "humanizeDuration",
          "join",
          "list",
          "match",
          "mustToDate",
          "now",
          "queryFromGeneratorURL",
          "reReplaceAll",
          "routeLabels",
          "safeHtml",
          "safeUrl",
          "since",
          "stringSlice",
          "tenantID",
          "time",
          "title",
          "tmpl",
          "toDate",
          "toJson",
          "toLower",
          "toUpper",
          "trimSpace",
          "tz",
          "urlUnescape");

  private static final Set<String> FUNCTIONS = union();

  private final List<Node> root;
  private final Map<String, List<Node>> defined;

  private GoTemplate(List<Node> root, Map<String, List<Node>> defined) {
    this.root = root;
    this.defined = Collections.unmodifiableMap(new LinkedHashMap<>(defined));
  }

  private static Set<String> union() {
    Set<String> all = new HashSet<>(BUILT_IN);
    all.addAll(OF_NOTIFICATIONS);
    return Set.copyOf(all);
  }

  /**
   * Parses a text. Functions must exist; templates that it uses need not.
   *
   * @param name for messages
   */
  public static Checked<GoTemplate> parse(String name, String text) {
    if (text.length() > LONGEST) {
      return Checked.refused(Kind.LIMIT, "a template has at most " + LONGEST + " characters");
    }
    Parser parser = new Parser(text, FUNCTIONS);
    try {
      List<Node> root = parser.parse();
      return Checked.accepted(new GoTemplate(List.copyOf(root), parser.defined()));
    } catch (Malformed e) {
      return Checked.refused(Kind.SHAPE, "template: " + name + ":" + e.reason());
    }
  }

  /** Names of the templates it defines, in order. */
  public Set<String> definedNames() {
    return defined.keySet();
  }

  /** What stands outside all definitions. */
  List<Node> root() {
    return root;
  }

  /** The templates it defines. */
  Map<String, List<Node>> defined() {
    return defined;
  }
}
