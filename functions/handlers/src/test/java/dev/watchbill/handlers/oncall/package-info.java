/** Tests of the public API: recorded conversations, and what they do not cover. */
@NullMarked
package dev.watchbill.handlers.oncall;

import org.jspecify.annotations.NullMarked;
