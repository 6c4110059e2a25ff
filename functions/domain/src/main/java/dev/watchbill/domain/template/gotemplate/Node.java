package dev.watchbill.domain.template.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a template, in order. */
sealed interface Node {

  int line();

  /** Plain text between actions. */
  record Text(String text, int line) implements Node {}

  /** A pipeline whose value is printed, unless it declares a variable. */
  record Action(Pipeline pipeline, int line) implements Node {}

  record If(Pipeline condition, List<Node> then, List<Node> otherwise, int line) implements Node {}

  record With(Pipeline value, List<Node> then, List<Node> otherwise, int line) implements Node {}

  record Range(Pipeline over, List<Node> each, List<Node> otherwise, int line) implements Node {}

  record Break(int line) implements Node {}

  record Continue(int line) implements Node {}

  /** Another template in this place; a block is one too, defined where it is used. */
  record Template(String name, @Nullable Pipeline argument, int line) implements Node {}

  /**
   * Commands, each given the value of the one before it as its last argument.
   *
   * @param variables declared or assigned, with their dollar; at most two
   * @param assigns whether they exist already
   */
  record Pipeline(List<String> variables, boolean assigns, List<Command> commands, int line) {}

  /** A function, method or value, and its arguments. */
  record Command(List<Operand> words) {}

  /** A word of a command. */
  sealed interface Operand {
    record Dot() implements Operand {}

    record Nil() implements Operand {}

    record Truth(boolean value) implements Operand {}

    /**
     * @param value a Long, BigInteger or Double
     */
    record Numeral(String text, Number value) implements Operand {}

    record Literal(String quoted, String value) implements Operand {}

    /** A function. */
    record Function(String name) implements Operand {}

    /** {@code .A.B}: fields, keys or methods of the dot. */
    record Field(List<String> names) implements Operand {}

    /**
     * {@code $x.A}.
     *
     * @param name with its dollar
     */
    record Variable(String name, List<String> names) implements Operand {}

    /** {@code (…).A.B} and {@code coll.Dict}: names looked up in a value. */
    record Chain(Operand of, List<String> names) implements Operand {}

    record Nested(Pipeline pipeline) implements Operand {}
  }
}
