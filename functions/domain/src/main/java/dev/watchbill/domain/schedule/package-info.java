/**
 * Who is on call: shifts, rotations, overrides, swaps and the calendars they make together.
 *
 * <p>Everything here is calculated: the same shifts and the same window always give the same
 * people. Intervals are half-open, {@code [start, end)}: the incoming person is on call at the very
 * instant of the hand-over. Rules: spec oncall-behaviour §8; where the original deviates from its
 * own rules, the plain rule.
 */
@NullMarked
package dev.watchbill.domain.schedule;

import org.jspecify.annotations.NullMarked;
