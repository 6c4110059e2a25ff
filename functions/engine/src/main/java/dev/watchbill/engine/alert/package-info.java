/**
 * Alerts on their way in, and what people and time do to their groups: in which order things are
 * read and decided.
 */
@NullMarked
package dev.watchbill.engine.alert;

import org.jspecify.annotations.NullMarked;
