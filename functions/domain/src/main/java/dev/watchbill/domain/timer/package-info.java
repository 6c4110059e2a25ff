/** What must happen, to what, at which instant. */
@NullMarked
package dev.watchbill.domain.timer;

import org.jspecify.annotations.NullMarked;
