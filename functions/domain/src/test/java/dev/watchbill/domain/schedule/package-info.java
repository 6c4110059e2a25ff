/** Schedules against recorded answers and against each other. */
@NullMarked
package dev.watchbill.domain.schedule;

import org.jspecify.annotations.NullMarked;
