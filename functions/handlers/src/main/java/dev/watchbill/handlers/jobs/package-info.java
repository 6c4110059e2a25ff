/** What the schedule and the queue wake: each job owns one kind of timer. */
@NullMarked
package dev.watchbill.handlers.jobs;

import org.jspecify.annotations.NullMarked;
