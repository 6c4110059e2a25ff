package dev.watchbill.domain.template.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a template. */
sealed interface Stmt {

  record Data(String text) implements Stmt {}

  record Print(Expr value) implements Stmt {}

  record For(
      Expr target,
      Expr source,
      @Nullable Expr test,
      List<Stmt> body,
      List<Stmt> otherwise,
      boolean recursive)
      implements Stmt {}

  /** Tests and bodies side by side: {@code if}, then each {@code elif}. */
  record If(List<Expr> tests, List<List<Stmt>> bodies, List<Stmt> otherwise) implements Stmt {}

  record SetValue(Expr target, Expr value) implements Stmt {}

  record SetBlock(Expr target, @Nullable Expr filter, List<Stmt> body) implements Stmt {}

  record With(List<Expr> targets, List<Expr> values, List<Stmt> body) implements Stmt {}

  record Autoescape(Expr on, List<Stmt> body) implements Stmt {}

  record Block(String name, boolean scoped, List<Stmt> body) implements Stmt {}

  record MacroOf(String name, Parameters parameters, List<Stmt> body) implements Stmt {}

  record CallBlock(Expr.Call call, Parameters parameters, List<Stmt> body) implements Stmt {}

  record FilterBlock(Expr filter, List<Stmt> body) implements Stmt {}

  /**
   * {@code extends}, {@code include}, {@code import}: there is nothing to load from, so it can only
   * fail.
   */
  record Load(Expr template, boolean ignoreMissing) implements Stmt {}

  /**
   * A macro's parameters.
   *
   * @param defaults of the last parameters
   * @param catchesKeywords whether its body speaks of {@code kwargs}, and so on
   */
  record Parameters(
      List<String> names,
      List<Expr> defaults,
      boolean catchesPositional,
      boolean catchesKeywords,
      boolean usesCaller) {}
}
