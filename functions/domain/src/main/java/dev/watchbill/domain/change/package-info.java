/**
 * What one decision makes of the world: the rows as they shall stand, the timers, what happened and
 * why (DESIGN §3).
 */
@NullMarked
package dev.watchbill.domain.change;

import org.jspecify.annotations.NullMarked;
