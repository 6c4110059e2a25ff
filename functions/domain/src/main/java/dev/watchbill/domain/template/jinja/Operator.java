package dev.watchbill.domain.template.jinja;

/** Operators that calculate. */
enum Operator {
  ADD("+"),
  SUB("-"),
  MUL("*"),
  DIV("/"),
  FLOORDIV("//"),
  MOD("%"),
  POW("**");

  final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }
}
