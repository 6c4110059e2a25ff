/** The Grafana OnCall public API (spec oncall-api): one resource per path. */
@NullMarked
package dev.watchbill.handlers.oncall;

import org.jspecify.annotations.NullMarked;
