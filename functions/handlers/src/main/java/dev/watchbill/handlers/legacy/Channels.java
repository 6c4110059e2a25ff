package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.contact.legacy.Channel;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import dev.watchbill.domain.contact.legacy.ChannelCards;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.rule.legacy.PanelAlert.ChannelName;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The contact points of an organisation as channels. An integration that another API made gets its
 * number when this one first sees it.
 */
final class Channels {
  private final NotificationConfigs configs;
  private final ChannelCards cards;
  private final Organizations organizations;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  Channels(
      NotificationConfigs configs,
      ChannelCards cards,
      Organizations organizations,
      InstantSource clock,
      Commits commits) {
    this.commits = commits;
    this.configs = configs;
    this.cards = cards;
    this.organizations = organizations;
    this.clock = clock;
  }

  List<Channel> all(String org) {
    return of(configs.find(org));
  }

  /** Those of a configuration that was read already. */
  List<Channel> of(NotificationConfig config) {
    Map<String, ChannelCard> byUid = new HashMap<>();
    cards.all(config.org()).forEach(card -> byUid.put(card.uid(), card));
    for (ContactPoint point : config.contactPoints()) {
      if (!byUid.containsKey(point.uid())) {
        card(config.org(), point.uid()).ifPresent(card -> byUid.put(card.uid(), card));
      }
    }
    return Channel.of(config.contactPoints(), byUid, config.policies().receiver());
  }

  /** The card, made if there is none. Of two that make one at once, the first one's stays. */
  private Optional<ChannelCard> card(String org, String uid) {
    long number = organizations.next(org, Counter.CHANNELS);
    cards.create(ChannelCard.first(org, uid, number, clock.instant()));
    return cards.find(org, uid);
  }

  /** Writes on the card what a request said; false when others keep changing it. */
  boolean note(String org, String uid, boolean isDefault, String reminder) {
    Instant now = clock.instant();
    return commits.untilDone(
        () ->
            cards
                .find(org, uid)
                .or(() -> card(org, uid))
                .filter(
                    card ->
                        cards.replace(card.saying(isDefault, reminder, now)) instanceof Saved.Done)
                .isPresent());
  }

  /** Forgets the card of an integration that is gone. One that stays behind means nothing. */
  void forget(String org, String uid) {
    cards.find(org, uid).ifPresent(cards::delete);
  }

  /**
   * The channels as panels name them.
   *
   * @param uids the uid of the channel that a panel names; null for one that is not there
   * @param configVersion of the configuration that has them
   */
  record Names(Function<ChannelName, @Nullable String> uids, long configVersion) {}

  Names names(String org) {
    NotificationConfig config = configs.find(org);
    List<Channel> all = of(config);
    return new Names(
        name -> {
          for (Channel channel : all) {
            ChannelCard card = channel.card();
            boolean named =
                name.uid().isEmpty() ? card.number() == name.id() : card.uid().equals(name.uid());
            if (named) return card.uid();
          }
          return null;
        },
        config.version());
  }
}
