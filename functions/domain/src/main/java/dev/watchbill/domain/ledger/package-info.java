/** What was decided, why and from what: one hash-chained story per alert group. */
@NullMarked
package dev.watchbill.domain.ledger;

import org.jspecify.annotations.NullMarked;
