package dev.watchbill.domain.template.gotemplate;

import dev.watchbill.domain.GoText;
import dev.watchbill.domain.template.gotemplate.Node.Command;
import dev.watchbill.domain.template.gotemplate.Node.Operand;
import dev.watchbill.domain.template.gotemplate.Node.Pipeline;
import dev.watchbill.domain.template.gotemplate.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is inside an action, and knows which variables there are at each place. */
final class PipelineParser {

  private final Words words;
  private final Set<String> functions;
  private List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  PipelineParser(Words words, Set<String> functions) {
    this.words = words;
    this.functions = functions;
  }

  int variables() {
    return variables.size();
  }

  /** Those declared since there were so many exist no longer. */
  void forgetVariables(int count) {
    variables.subList(count, variables.size()).clear();
  }

  /** Starts with none but the root; gives back those there were. */
  List<String> freshVariables() {
    List<String> outside = variables;
    variables = new ArrayList<>(List.of("$"));
    return outside;
  }

  void restoreVariables(List<String> outside) {
    variables = outside;
  }

  /**
   * Reads up to and with its end.
   *
   * @param context what it stands in, for messages
   */
  Pipeline pipeline(String context, Kind end) throws Malformed {
    int line = words.peekPastSpace().line();
    List<String> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Command> commands = new ArrayList<>();
    while (true) {
      Token token = words.nextPastSpace();
      if (token.is(end)) {
        check(commands, context);
        return new Pipeline(List.copyOf(declared), assigns, List.copyOf(commands), line);
      }
      if (!starts(token.kind())) {
        throw words.unexpected(token, context);
      }
      words.back(token);
      commands.add(command());
    }
  }

  private static boolean starts(Kind kind) {
    return switch (kind) {
      case BOOLEAN,
          CHARACTER,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      default -> false;
    };
  }

  /** {@code $x :=}, {@code $x =}, {@code $i, $x :=}. Says whether it is the second. */
  private boolean declarations(String context, List<String> declared) throws Malformed {
    while (words.peekPastSpace().is(Kind.VARIABLE)) {
      Token variable = words.nextPastSpace();
      Token after = words.next();
      Token next = after;
      if (after.is(Kind.SPACE)) {
        next = words.nextPastSpace();
      }
      if (next.is(Kind.ASSIGN) || next.is(Kind.DECLARE)) {
        declared.add(variable.text());
        variables.add(variable.text());
        return next.is(Kind.ASSIGN);
      }
      if (!next.is(Kind.OTHER) || !next.text().equals(",")) {
        words.back(next); // an argument, not a declaration
        if (after.is(Kind.SPACE)) {
          words.back(after);
        }
        words.back(variable);
        return false;
      }
      declared.add(variable.text());
      variables.add(variable.text());
      if (!context.equals("range") || declared.size() > 1) {
        throw words.malformed("too many declarations in " + context);
      }
      Kind second = words.peekPastSpace().kind();
      if (second != Kind.VARIABLE && second != Kind.CLOSE && second != Kind.RIGHT_PAREN) {
        throw words.malformed("range can only initialize variables");
      }
    }
    return false;
  }

  private void check(List<Command> commands, String context) throws Malformed {
    if (commands.isEmpty()) {
      throw words.malformed("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      boolean value =
          switch (commands.get(i).words().getFirst()) {
            case Operand.Truth truth -> true;
            case Operand.Dot dot -> true;
            case Operand.Nil nil -> true;
            case Operand.Numeral numeral -> true;
            case Operand.Literal literal -> true;
            case Operand.Function function -> false;
            case Operand.Field field -> false;
            case Operand.Variable variable -> false;
            case Operand.Chain chain -> false;
            case Operand.Nested nested -> false;
          };
      if (value) {
        throw words.malformed("non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private Command command() throws Malformed {
    List<Operand> operands = new ArrayList<>();
    while (true) {
      words.peekPastSpace();
      Operand operand = operand();
      if (operand != null) {
        operands.add(operand);
      }
      Token token = words.next();
      switch (token.kind()) {
        case SPACE -> {
          continue;
        }
        case CLOSE, RIGHT_PAREN -> words.back(token);
        case PIPE -> {
          // the next command follows
        }
        default -> throw words.unexpected(token, "operand");
      }
      if (operands.isEmpty()) {
        throw words.malformed("empty command");
      }
      return new Command(List.copyOf(operands));
    }
  }

  private @Nullable Operand operand() throws Malformed {
    Token first = words.peekPastSpace();
    Operand term = term();
    if (term == null || !words.peek().is(Kind.FIELD)) {
      return term;
    }
    List<String> names = new ArrayList<>();
    while (words.peek().is(Kind.FIELD)) {
      names.add(words.next().text().substring(1));
    }
    return switch (term) {
      case Operand.Field(List<String> own) -> new Operand.Field(joined(own, names));
      case Operand.Variable(String name, List<String> own) ->
          new Operand.Variable(name, joined(own, names));
      case Operand.Function function -> new Operand.Chain(function, List.copyOf(names));
      case Operand.Nested nested -> new Operand.Chain(nested, List.copyOf(names));
      case Operand.Chain chain -> new Operand.Chain(chain, List.copyOf(names));
      case Operand.Dot dot -> throw noFields(first);
      case Operand.Nil nil -> throw noFields(first);
      case Operand.Truth truth -> throw noFields(first);
      case Operand.Numeral numeral -> throw noFields(first);
      case Operand.Literal literal -> throw noFields(first);
    };
  }

  private Malformed noFields(Token term) {
    return words.malformed("unexpected . after term " + GoText.quote(term.text()));
  }

  private static List<String> joined(List<String> own, List<String> more) {
    List<String> all = new ArrayList<>(own);
    all.addAll(more);
    return List.copyOf(all);
  }

  private @Nullable Operand term() throws Malformed {
    Token token = words.nextPastSpace();
    String text = token.text();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!functions.contains(text)) {
          throw words.malformed("function " + GoText.quote(text) + " not defined");
        }
        yield new Operand.Function(text);
      }
      case DOT -> new Operand.Dot();
      case NIL -> new Operand.Nil();
      case VARIABLE -> {
        if (!variables.contains(text)) {
          throw words.malformed("undefined variable " + GoText.quote(text));
        }
        yield new Operand.Variable(text, List.of());
      }
      case FIELD -> new Operand.Field(List.of(text.substring(1)));
      case BOOLEAN -> new Operand.Truth(text.equals("true"));
      case NUMBER -> new Operand.Numeral(text, Numerals.number(text, words));
      case CHARACTER -> new Operand.Numeral(text, Numerals.character(text, words));
      case STRING, RAW_STRING -> new Operand.Literal(text, words.unquoted(token));
      case LEFT_PAREN -> {
        if (++depth > Parser.DEEPEST) {
          throw words.malformed("parentheses are nested more than " + Parser.DEEPEST + " deep");
        }
        Pipeline inside = pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
        depth--;
        yield new Operand.Nested(inside);
      }
      default -> {
        words.back(token);
        yield null;
      }
    };
  }
}
