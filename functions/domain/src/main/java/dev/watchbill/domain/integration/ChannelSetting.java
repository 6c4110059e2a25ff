package dev.watchbill.domain.integration;

import org.jspecify.annotations.Nullable;

/** Where a chat or message channel of a route posts: an id of that channel, and whether it does. */
public record ChannelSetting(@Nullable String id, boolean enabled) {
  public static final ChannelSetting OFF = new ChannelSetting(null, false);
  public static final ChannelSetting ON = new ChannelSetting(null, true);
}
