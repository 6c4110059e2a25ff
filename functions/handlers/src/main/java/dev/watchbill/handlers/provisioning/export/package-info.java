/**
 * Exports of the provisioning API (spec grafana-alerting §7): files that Grafana's file
 * provisioning reads, as YAML or JSON, and Terraform resources.
 */
@NullMarked
package dev.watchbill.handlers.provisioning.export;

import org.jspecify.annotations.NullMarked;
