/**
 * Jinja2 as OnCall users write it (spec oncall-behaviour §3), over plain values and with limits.
 *
 * <p>{@link dev.watchbill.domain.template.jinja.Jinja} is the door. Behind it: {@code Lexer} and
 * {@code Parser} make a tree of {@code Expr} and {@code Stmt}; {@code Interpreter} and {@code
 * Evaluator} walk it. What Python would do with a value is in {@code Python}, {@code Numbers},
 * {@code Text} and {@code PythonText}; what a template may ask of a value is in the {@code
 * *Methods} and {@code *Filters} tables and nowhere else: there is no reflection, so the sandbox
 * has no door to forget.
 *
 * <p>Work is paid for in steps before it is done, never in time: {@code Rendering.perform} is the
 * one door to filters, tests, methods, functions and operators, {@code Sink} the one place where
 * text is made, {@code Python.iterate} the one way through a container, {@code LetterCase} the one
 * mapping of letters.
 *
 * <p>Python's {@code None} is Java's {@code null}; a missing value is {@code Undefined}.
 */
@NullMarked
package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.NullMarked;
