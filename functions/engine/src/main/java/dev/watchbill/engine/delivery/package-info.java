/** Deliveries: claiming, sending, recording. */
@NullMarked
package dev.watchbill.engine.delivery;

import org.jspecify.annotations.NullMarked;
