package dev.watchbill.domain.contact.legacy;

import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.policy.LegacyChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An integration of a contact point as the legacy API shows it (spec grafana-alerting §16.5,
 * §17.3).
 *
 * @param name that of the contact point, or made of it when that has several integrations
 * @param isDefault also when the notification policies end at its contact point
 */
public record Channel(ChannelCard card, ContactPoint point, String name, boolean isDefault) {

  /**
   * All channels, by number.
   *
   * @param points those of one contact point in its order
   * @param cards by uid, one for every point
   * @param root the contact point where the notification policies end
   */
  public static List<Channel> of(
      List<ContactPoint> points, Map<String, ChannelCard> cards, String root) {
    Map<String, Integer> seen = new HashMap<>();
    List<Channel> channels = new ArrayList<>();
    for (ContactPoint point : points) {
      int n = seen.merge(point.name(), 1, Integer::sum);
      ChannelCard card = cards.get(point.uid());
      String name = n == 1 ? point.name() : point.name() + " (" + point.type() + " " + n + ")";
      if (card != null) {
        boolean isDefault = card.isDefault() || point.name().equals(root);
        channels.add(new Channel(card, point, name, isDefault));
      }
    }
    channels.sort(Comparator.comparing(channel -> channel.card().number()));
    return channels;
  }

  /**
   * The channels as routing needs them: every integration, also one that has no card because the
   * legacy API never saw it.
   */
  public static List<LegacyChannel> routed(NotificationConfig config, List<ChannelCard> cards) {
    Map<String, ChannelCard> byUid = new HashMap<>();
    cards.forEach(card -> byUid.put(card.uid(), card));
    String root = config.policies().receiver();
    List<LegacyChannel> channels = new ArrayList<>();
    for (ContactPoint point : config.contactPoints()) {
      ChannelCard card = byUid.get(point.uid());
      boolean isDefault = point.name().equals(root) || (card != null && card.isDefault());
      Duration reminder = card == null ? null : card.remindsEvery();
      channels.add(new LegacyChannel(point.uid(), point.name(), isDefault, reminder));
    }
    return channels;
  }

  /** How lists and single answers show it. Secrets are only named. */
  public Map<String, @Nullable Object> toPlain() {
    Map<String, Boolean> secure = new LinkedHashMap<>();
    point.settings().secrets().keySet().forEach(path -> secure.put(path, true));
    Map<String, @Nullable Object> plain = lookup();
    plain.put("sendReminder", !card.reminder().isEmpty());
    plain.put("disableResolveMessage", point.disableResolveMessage());
    plain.put("frequency", card.reminder());
    plain.put("settings", point.settings().shown());
    plain.put("secureFields", secure);
    plain.put("created", card.createdAt().toString());
    plain.put("updated", card.updatedAt().toString());
    return plain;
  }

  /** What anybody may see of it. */
  public Map<String, @Nullable Object> lookup() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("id", card.number());
    plain.put("uid", card.uid());
    plain.put("name", name);
    plain.put("type", point.type());
    plain.put("isDefault", isDefault);
    return plain;
  }
}
