package dev.watchbill.domain.integration;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ordered rule of an integration (spec oncall-api §5), or its default route, which has no rule,
 * catches the rest and shows a position of its own.
 *
 * @param term regular expression or Jinja2 template; null for the default route
 * @param channels settings by channel slug ({@code slack}, {@code telegram}, …); absent = the
 *     channel's default
 */
public record Route(
    String id,
    @Nullable String escalationChainId,
    RoutingType routingType,
    @Nullable String term,
    int position,
    Map<String, ChannelSetting> channels,
    Instant createdAt) {

  public Route {
    channels = Map.copyOf(channels);
  }

  /** How a term is read. */
  public enum RoutingType {
    REGEX,
    JINJA2,
    LABELS
  }

  /** The channel's setting; Slack is on unless told otherwise, every other channel off. */
  public ChannelSetting channel(String slug) {
    return channels.getOrDefault(
        slug, slug.equals("slack") ? ChannelSetting.ON : ChannelSetting.OFF);
  }

  public Route withChain(@Nullable String chain) {
    return new Route(id, chain, routingType, term, position, channels, createdAt);
  }

  public Route withRule(RoutingType type, @Nullable String newTerm) {
    return new Route(id, escalationChainId, type, newTerm, position, channels, createdAt);
  }

  public Route withPosition(int newPosition) {
    return new Route(id, escalationChainId, routingType, term, newPosition, channels, createdAt);
  }

  public Route withChannel(String slug, ChannelSetting setting) {
    Map<String, ChannelSetting> changed = new LinkedHashMap<>(channels);
    changed.put(slug, setting);
    return new Route(id, escalationChainId, routingType, term, position, changed, createdAt);
  }
}
