/** What an escalation chain does: its steps, in their order. The chains stand in integration. */
@NullMarked
package dev.watchbill.domain.escalation;

import org.jspecify.annotations.NullMarked;
