/** Alerts, the groups they collect in, and every transition of a group. */
@NullMarked
package dev.watchbill.domain.alert;

import org.jspecify.annotations.NullMarked;
