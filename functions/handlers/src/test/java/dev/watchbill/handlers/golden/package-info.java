/** Recorded conversations and how they are replayed against a deployment inside one process. */
@NullMarked
package dev.watchbill.handlers.golden;

import org.jspecify.annotations.NullMarked;
