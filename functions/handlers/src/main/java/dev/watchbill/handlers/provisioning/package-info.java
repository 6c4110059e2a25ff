/**
 * The alerting provisioning API, {@code /api/v1/provisioning/} (spec grafana-alerting §1 to §7),
 * one class per resource.
 */
@NullMarked
package dev.watchbill.handlers.provisioning;

import org.jspecify.annotations.NullMarked;
