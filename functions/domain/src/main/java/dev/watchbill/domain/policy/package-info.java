/**
 * Who is told about an alert, and when not: matchers, the tree of notification policies, time
 * intervals and mute timings.
 */
@NullMarked
package dev.watchbill.domain.policy;

import org.jspecify.annotations.NullMarked;
