package dev.watchbill.handlers.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block as Terraform reads it: a strict reader of blocks whose attributes are plain values, as
 * the syntax of HCL has them. Expressions, templates in texts, names given twice and lines that run
 * on are refused.
 *
 * @param remarks the comments inside
 */
record Hcl(
    String type,
    List<String> labels,
    Map<String, @Nullable Object> attributes,
    List<Hcl> blocks,
    List<String> remarks) {

  /** The whole file as a block without a type. */
  static Hcl read(String text) {
    Reader reader = new Reader(text);
    Hcl file = reader.body("", List.of());
    if (!reader.atEnd()) throw reader.wrong("text behind the last block");
    return file;
  }

  /** The blocks of a type. */
  List<Hcl> blocks(String wanted) {
    return blocks.stream().filter(block -> block.type().equals(wanted)).toList();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    AssertionError wrong(String what) {
      int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
      return new AssertionError(what + " in line " + line + " of\n" + text);
    }

    Hcl body(String type, List<String> labels) {
      Hcl body = new Hcl(type, labels, new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
      for (skip(" \n"); !atEnd() && peek() != '}'; skip(" \n")) {
        if (peek() == '#') {
          body.remarks().add(line());
          continue;
        }
        String name = identifier();
        skip(" ");
        if (peek() == '=') {
          at++;
          skip(" ");
          if (body.attributes().containsKey(name)) throw wrong(name + " twice");
          body.attributes().put(name, value());
        } else {
          body.blocks().add(block(name));
        }
        expect('\n');
      }
      return body;
    }

    private Hcl block(String name) {
      List<String> labels = new ArrayList<>();
      for (; peek() == '"'; skip(" ")) labels.add(quoted());
      expect('{');
      expect('\n');
      Hcl block = body(name, labels);
      expect('}');
      return block;
    }

    private @Nullable Object value() {
      char first = peek();
      if (first == '"') return quoted();
      if (first == '[') return list();
      if (first == '{') return map();
      if (first == '-' || (first >= '0' && first <= '9')) return number();
      String word = identifier();
      return switch (word) {
        case "true" -> true;
        case "false" -> false;
        case "null" -> null;
        default -> throw wrong("an expression: " + word);
      };
    }

    private Object number() {
      int from = at;
      while (!atEnd() && "+-.eE0123456789".indexOf(peek()) >= 0) at++;
      String digits = text.substring(from, at);
      if (digits.matches("-?(0|[1-9][0-9]*)")) return Long.parseLong(digits);
      if (!digits.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) throw wrong(digits);
      return Double.parseDouble(digits);
    }

    private List<@Nullable Object> list() {
      List<@Nullable Object> list = new ArrayList<>();
      expect('[');
      while (peek() != ']') {
        list.add(value());
        if (peek() != ']') {
          expect(',');
          skip(" ");
        }
      }
      expect(']');
      return list;
    }

    /** One entry a line, each name a text. */
    private Map<String, @Nullable Object> map() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      expect('{');
      expect('\n');
      for (skip(" \n"); peek() != '}'; skip(" \n")) {
        String name = quoted();
        skip(" ");
        expect('=');
        skip(" ");
        if (map.containsKey(name)) throw wrong(name + " twice");
        map.put(name, value());
        expect('\n');
      }
      expect('}');
      return map;
    }

    private String quoted() {
      StringBuilder out = new StringBuilder();
      expect('"');
      while (peek() != '"') {
        char c = text.charAt(at++);
        if (c < ' ' || c == 0x7f) throw wrong("a control character");
        if (c == '\\') {
          escape(out);
        } else if ((c == '$' || c == '%') && text.startsWith(c + "{", at)) {
          out.append(c).append('{');
          at += 2;
        } else if ((c == '$' || c == '%') && peek() == '{') {
          throw wrong("a template");
        } else {
          out.append(c);
        }
      }
      expect('"');
      return out.toString();
    }

    private void escape(StringBuilder out) {
      char c = text.charAt(at++);
      switch (c) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case '"', '\\' -> out.append(c);
        case 'u' -> {
          out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        }
        default -> throw wrong("\\" + c);
      }
    }

    private String identifier() {
      int from = at;
      while (!atEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
        at++;
      }
      if (from == at || !Character.isLetter(text.charAt(from))) throw wrong("no name");
      return text.substring(from, at);
    }

    private String line() {
      int end = text.indexOf('\n', at);
      if (end < 0) throw wrong("a comment without an end");
      String line = text.substring(at, end);
      at = end + 1;
      return line;
    }

    private void skip(String which) {
      while (!atEnd() && which.indexOf(peek()) >= 0) at++;
    }

    private char peek() {
      if (atEnd()) throw wrong("the end");
      return text.charAt(at);
    }

    private void expect(char c) {
      if (peek() != c) throw wrong("'" + peek() + "' instead of '" + c + "'");
      at++;
    }
  }
}
