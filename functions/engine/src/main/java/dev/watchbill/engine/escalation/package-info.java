/** Escalations and the people they page: which rows a step needs, and in which order. */
@NullMarked
package dev.watchbill.engine.escalation;

import org.jspecify.annotations.NullMarked;
