/**
 * Contact points as the legacy Alerting API knows them: notification channels, one for each
 * integration (spec grafana-alerting §16.5, §16.6, §17.3).
 */
@NullMarked
package dev.watchbill.domain.contact.legacy;

import org.jspecify.annotations.NullMarked;
