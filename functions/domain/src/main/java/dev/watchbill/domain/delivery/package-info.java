/** Messages to people and systems: their states, what providers say, what they say. */
@NullMarked
package dev.watchbill.domain.delivery;

import org.jspecify.annotations.NullMarked;
