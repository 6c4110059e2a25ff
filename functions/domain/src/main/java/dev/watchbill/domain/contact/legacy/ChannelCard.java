package dev.watchbill.domain.contact.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.policy.PrometheusDuration;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What only the legacy API knows of an integration of a contact point. A card whose integration is
 * gone means nothing.
 *
 * @param uid of the integration
 * @param number counts from 1 within the organisation, never used again
 * @param isDefault whether it is told of every alert that comes from a dashboard
 * @param reminder how often it is reminded, for instance {@code 15m}; empty for never
 */
public record ChannelCard(
    String uid,
    String org,
    long number,
    boolean isDefault,
    String reminder,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** The card of an integration that another API made. */
  public static ChannelCard first(String org, String uid, long number, Instant at) {
    return new ChannelCard(uid, org, number, false, "", at, at, 1);
  }

  /** How often it is reminded; null for never. */
  @Nullable Duration remindsEvery() {
    return PrometheusDuration.parse(reminder) instanceof Checked.Accepted<Duration>(var every)
        ? every
        : null;
  }

  /** The same card for an integration that has another uid now. */
  public ChannelCard under(String other) {
    return new ChannelCard(
        other, org, number, isDefault, reminder, createdAt, updatedAt, version + 1);
  }

  /** The same card, saying what a request said. */
  public ChannelCard saying(boolean isDefault, String reminder, Instant at) {
    return new ChannelCard(uid, org, number, isDefault, reminder, createdAt, at, version);
  }
}
