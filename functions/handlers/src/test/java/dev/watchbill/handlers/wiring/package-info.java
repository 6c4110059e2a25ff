/** Stories about all functions together, on a table in memory. */
@NullMarked
package dev.watchbill.handlers.wiring;

import org.jspecify.annotations.NullMarked;
