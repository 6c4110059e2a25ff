/** Tests of the jobs, on a table in memory and a clock that stands still. */
@NullMarked
package dev.watchbill.handlers.jobs;

import org.jspecify.annotations.NullMarked;
