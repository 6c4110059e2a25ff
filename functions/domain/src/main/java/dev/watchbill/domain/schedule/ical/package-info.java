/**
 * Calendars as text: .ics files of others read into events, and final schedules written for others.
 *
 * <p>Content lines, dates, durations and the writing are ical4j's, rules of recurrence are
 * lib-recur's; here is what a calendar means for a rota, and how much of one is read at all. Nobody
 * outside names a class of either library, so neither is loaded by those who have no such calendar.
 */
@NullMarked
package dev.watchbill.domain.schedule.ical;

import org.jspecify.annotations.NullMarked;
