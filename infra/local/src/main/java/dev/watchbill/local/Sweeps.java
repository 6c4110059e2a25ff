package dev.watchbill.local;

import java.time.Instant;

/**
 * What the functions behind schedules would find. All that they do is look for timers that are due
 * or will be soon ({@code TemplateTest} holds the template to that), and a sweep that finds none
 * changes nothing ({@code TimerJobTest} holds the jobs to that); so a clock that is moved over
 * months need not wake them in vain.
 */
public interface Sweeps {

  /** The first instant at which a sweep has something to do, as far as is known; at most this. */
  Instant firstOfUse(Instant latest);
}
