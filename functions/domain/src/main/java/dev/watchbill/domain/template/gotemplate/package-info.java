/**
 * The template language of notifications, Go's {@code text/template}: lexer and parser. What is
 * parsed here is what the interpreter walks.
 */
@NullMarked
package dev.watchbill.domain.template.gotemplate;

import org.jspecify.annotations.NullMarked;
