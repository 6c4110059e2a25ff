/**
 * Grafana's legacy Alerting API: rules seen as alerts of dashboards, contact points seen as
 * notification channels, and the dashboards themselves (spec grafana-alerting §16, §17).
 */
@NullMarked
package dev.watchbill.handlers.legacy;

import org.jspecify.annotations.NullMarked;
