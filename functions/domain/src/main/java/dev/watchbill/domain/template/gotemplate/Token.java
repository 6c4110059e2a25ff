package dev.watchbill.domain.template.gotemplate;

import dev.watchbill.domain.GoText;

/**
 * One word of a template.
 *
 * @param text as it stands there; the reason for an {@link Kind#ERROR}
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {

  enum Kind {
    ERROR,
    END_OF_TEXT,
    TEXT,
    OPEN,
    CLOSE,
    SPACE,
    ASSIGN,
    DECLARE,
    PIPE,
    LEFT_PAREN,
    RIGHT_PAREN,
    /** Any other character that can be printed. */
    OTHER,
    BOOLEAN,
    NUMBER,
    CHARACTER,
    STRING,
    RAW_STRING,
    IDENTIFIER,
    FIELD,
    VARIABLE,
    // keywords, and the two terms that are printed like them
    BLOCK,
    BREAK,
    CONTINUE,
    DEFINE,
    DOT,
    ELSE,
    END,
    IF,
    NIL,
    RANGE,
    TEMPLATE,
    WITH;

    boolean keyword() {
      return compareTo(BLOCK) >= 0;
    }
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** As messages show it. */
  @Override
  public String toString() {
    return switch (kind) {
      case END_OF_TEXT -> "EOF";
      case ERROR -> text;
      default -> {
        if (kind.keyword()) {
          yield "<" + text + ">";
        }
        boolean longer = text.codePointCount(0, text.length()) > 10;
        yield longer
            ? GoText.quote(text.substring(0, text.offsetByCodePoints(0, 10))) + "..."
            : GoText.quote(text);
      }
    };
  }
}
