/** People, teams and what hangs on them. */
@NullMarked
package dev.watchbill.engine.org;

import org.jspecify.annotations.NullMarked;
