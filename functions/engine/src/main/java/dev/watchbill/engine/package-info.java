/**
 * Making it happen: read, decide, commit, wake (DESIGN §2). In here stands the order of steps; no
 * rule, no wire format, no key.
 */
@NullMarked
package dev.watchbill.engine;

import org.jspecify.annotations.NullMarked;
