/** Where alerts and heartbeats come in (spec oncall-behaviour §1). */
@NullMarked
package dev.watchbill.handlers.intake;

import org.jspecify.annotations.NullMarked;
