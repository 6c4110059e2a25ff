/**
 * What the Grafana dialects share: their door, their errors, and the small resources beside
 * alerting that their clients call (organisations, users, folders, data sources, teams).
 */
@NullMarked
package dev.watchbill.handlers.grafana;

import org.jspecify.annotations.NullMarked;
