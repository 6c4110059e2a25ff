package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.handlers.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of HCL, laid out as {@code terraform fmt} does.
 *
 * @param type empty for no block at all, only remarks
 * @param parts attributes, blocks and remarks in their order
 */
record HclBlock(String type, List<String> labels, List<Part> parts) {

  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /** What stands in a block. */
  sealed interface Part permits Attribute, Inner, Remark {}

  /** A value with a name: a text, a number, a flag, or a list or a map of those. */
  record Attribute(String name, Object value) implements Part {}

  /** A block inside. */
  record Inner(HclBlock block) implements Part {}

  /** A comment: what Terraform cannot be told. One line. */
  record Remark(String text) implements Part {}

  HclBlock(String type, String... labels) {
    this(type, List.of(labels), new ArrayList<>());
  }

  /** A line between blocks. */
  static HclBlock remarkOnly(String text) {
    return new HclBlock("").remark(text);
  }

  /** Adds an attribute, also an empty one. */
  HclBlock always(String name, Object value) {
    parts.add(new Attribute(name, value));
    return this;
  }

  /** Whether there is an attribute or a block of this name. */
  boolean has(String name) {
    return parts.stream()
        .anyMatch(
            part ->
                switch (part) {
                  case Attribute attribute -> attribute.name().equals(name);
                  case Inner inner -> inner.block().type().equals(name);
                  case Remark _ -> false;
                });
  }

  HclBlock remark(String text) {
    parts.add(new Remark(text));
    return this;
  }

  /** Adds an attribute unless its value is absent, an empty list or an empty map. */
  HclBlock with(String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case List<?> list when list.isEmpty() -> {}
      case Map<?, ?> map when map.isEmpty() -> {}
      default -> parts.add(new Attribute(name, value));
    }
    return this;
  }

  HclBlock with(HclBlock inner) {
    parts.add(new Inner(inner));
    return this;
  }

  static String write(List<HclBlock> blocks) {
    StringBuilder out = new StringBuilder();
    for (HclBlock block : blocks) {
      if (!out.isEmpty()) out.append('\n');
      block.write(out, "");
    }
    return out.toString();
  }

  private void write(StringBuilder out, String indent) {
    if (type.isEmpty()) {
      parts(out, indent);
      return;
    }
    out.append(indent).append(type);
    for (String label : labels) quote(out.append(' '), label);
    out.append(" {\n");
    parts(out, indent + "  ");
    out.append(indent).append("}\n");
  }

  private void parts(StringBuilder out, String inside) {
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case Inner(HclBlock block) -> {
          if (i > 0) out.append('\n');
          block.write(out, inside);
        }
        case Attribute(String name, Object value) -> {
          if (i > 0 && parts.get(i - 1) instanceof Inner) out.append('\n');
          out.append(inside).append(name).repeat(' ', width(i) - name.length()).append(" = ");
          value(out, value, inside);
          out.append('\n');
        }
        case Remark(String text) -> out.append(inside).append("# ").append(text).append('\n');
      }
    }
  }

  /** The longest name among the attributes next to each other that take one line each. */
  private int width(int at) {
    if (!(parts.get(at) instanceof Attribute own)) return 0;
    if (!oneLine(own)) return own.name().length();
    int width = own.name().length();
    for (int i = at - 1; i >= 0; i--) {
      if (!(parts.get(i) instanceof Attribute each) || !oneLine(each)) break;
      width = Math.max(width, each.name().length());
    }
    for (int i = at + 1; i < parts.size(); i++) {
      if (!(parts.get(i) instanceof Attribute each) || !oneLine(each)) break;
      width = Math.max(width, each.name().length());
    }
    return width;
  }

  /** In what people take for characters, as Terraform counts them. */
  private static int width(String text) {
    Matcher character = CHARACTER.matcher(text);
    int width = 0;
    while (character.find()) width++;
    return width;
  }

  private static boolean oneLine(Attribute attribute) {
    return !(attribute.value() instanceof Map);
  }

  private static void value(StringBuilder out, @Nullable Object value, String indent) {
    switch (value) {
      case String text -> quote(out, text);
      case List<?> list -> {
        out.append('[');
        String between = "";
        for (Object each : list) {
          out.append(between);
          value(out, each, indent);
          between = ", ";
        }
        out.append(']');
      }
      case Map<?, ?> map -> {
        // Always in quotes: a bare word may be a keyword.
        Map<String, @Nullable Object> quoted = new LinkedHashMap<>();
        map.forEach((name, each) -> quoted.put(quoted(String.valueOf(name)), each));
        int width = quoted.keySet().stream().mapToInt(HclBlock::width).max().orElse(0);
        out.append("{\n");
        quoted.forEach(
            (name, each) -> {
              out.append(indent).append("  ").append(name).repeat(' ', width - width(name));
              value(out.append(" = "), each, indent + "  ");
              out.append('\n');
            });
        out.append(indent).append('}');
      }
      case null, default -> out.append(Json.write(value)); // numbers, flags and null are as in JSON
    }
  }

  /** A text between quotes, on one line whatever is in it. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    quote(out, text);
    return out.toString();
  }

  /** {@code ${} and {@code %{} would begin a template. */
  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '$', '%' -> {
          out.append(c);
          if (i + 1 < text.length() && text.charAt(i + 1) == '{') out.append(c);
        }
        default -> {
          if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
