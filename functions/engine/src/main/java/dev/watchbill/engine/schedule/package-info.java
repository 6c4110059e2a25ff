/** Schedules and what decides who is on call: their writes, and looks at them. */
@NullMarked
package dev.watchbill.engine.schedule;

import org.jspecify.annotations.NullMarked;
