/** Pages by which people answer from a message, without logging in. */
@NullMarked
package dev.watchbill.handlers.answers;

import org.jspecify.annotations.NullMarked;
