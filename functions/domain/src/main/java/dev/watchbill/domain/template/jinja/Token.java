package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a template's source.
 *
 * @param value a name, a text or a number; null for the rest
 * @param at where it begins in the source
 */
record Token(Kind kind, @Nullable Object value, int at) {

  /** Kinds, with the words error texts use for them. */
  enum Kind {
    EOF("end of template"),
    DATA("template data / text"),
    BLOCK_BEGIN("begin of statement block"),
    BLOCK_END("end of statement block"),
    VARIABLE_BEGIN("begin of print statement"),
    VARIABLE_END("end of print statement"),
    NAME("name"),
    INTEGER("integer"),
    FLOAT("float"),
    STRING("string"),
    ADD("+"),
    ASSIGN("="),
    COLON(":"),
    COMMA(","),
    DIV("/"),
    DOT("."),
    EQ("=="),
    FLOORDIV("//"),
    GT(">"),
    GTEQ(">="),
    LBRACE("{"),
    LBRACKET("["),
    LPAREN("("),
    LT("<"),
    LTEQ("<="),
    MOD("%"),
    MUL("*"),
    NE("!="),
    PIPE("|"),
    POW("**"),
    RBRACE("}"),
    RBRACKET("]"),
    RPAREN(")"),
    SEMICOLON(";"),
    SUB("-"),
    TILDE("~");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isName(String name) {
    return kind == Kind.NAME && name.equals(value);
  }

  String describe() {
    return kind == Kind.NAME ? String.valueOf(value) : kind.words;
  }
}
