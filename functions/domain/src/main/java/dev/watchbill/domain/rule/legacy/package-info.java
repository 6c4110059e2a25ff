/**
 * Alert rules as the legacy Alerting API knows them: alerts that sit in the panels of dashboards
 * (spec grafana-alerting §16, §17). What a dashboard holds, which rules that makes, and how a rule
 * looks as an alert.
 */
@NullMarked
package dev.watchbill.domain.rule.legacy;

import org.jspecify.annotations.NullMarked;
