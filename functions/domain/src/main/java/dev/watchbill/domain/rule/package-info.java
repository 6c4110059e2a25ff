/**
 * Alert rules and their groups: what they are, and what a request may do to them. The folders they
 * live in and the data sources they ask.
 */
@NullMarked
package dev.watchbill.domain.rule;

import org.jspecify.annotations.NullMarked;
