package dev.watchbill.domain.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A channel of the legacy API as far as routing needs it (spec grafana-alerting §17.3).
 *
 * @param uid letters, digits, {@code -} and {@code _}
 * @param receiver the contact point it is an integration of
 * @param isDefault whether it is told of every alert that comes from a dashboard
 * @param reminder how often it is reminded; null for never
 */
public record LegacyChannel(
    String uid, String receiver, boolean isDefault, @Nullable Duration reminder) {}
