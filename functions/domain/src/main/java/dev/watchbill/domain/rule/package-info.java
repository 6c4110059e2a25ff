/** Alert rules and their groups: what they are, and what a request may do to them. */
@NullMarked
package dev.watchbill.domain.rule;

import org.jspecify.annotations.NullMarked;
