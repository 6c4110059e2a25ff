/** Maintenance of integrations: begun, ended by hand, ended by time. */
@NullMarked
package dev.watchbill.engine.maintenance;

import org.jspecify.annotations.NullMarked;
