/** Outgoing webhooks: what an organisation wants told to other systems, and when. */
@NullMarked
package dev.watchbill.domain.webhook;

import org.jspecify.annotations.NullMarked;
