package dev.watchbill.domain.contact.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.ReceiverTypes;
import dev.watchbill.domain.policy.LegacyChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spec grafana-alerting §16.5, §16.6, §17.3. */
class ChannelTest {

  @Test
  void everyTypeThatIsSentIsAReceiverTypeWithTheSameSecrets() {
    for (ChannelType type : ChannelTypes.ALL) {
      assertThat(ReceiverTypes.find(type.name()).isPresent()).isEqualTo(type.sent());
      if (!type.sent()) continue;
      List<String> secrets = ReceiverTypes.find(type.name()).orElseThrow().secretPaths();
      for (ChannelType.Option option : type.options()) {
        assertThat(option.kind() == ChannelType.Kind.SECRET)
            .as(type.name() + " " + option.name())
            .isEqualTo(secrets.contains(option.name()));
      }
    }
  }

  @Test
  void severalIntegrationsOfOneContactPointHaveNamesOfTheirOwn() {
    List<Channel> channels =
        Channel.of(
            List.of(point("u2", "ops"), point("u1", "ops"), point("u3", "dev")),
            Map.of("u1", card("u1", 3), "u2", card("u2", 1), "u3", card("u3", 2)),
            "dev");

    assertThat(channels)
        .extracting(each -> each.card().uid() + " " + each.name() + " " + each.isDefault())
        .containsExactly("u2 ops false", "u3 dev true", "u1 ops (email 2) false");
    Map<String, Object> same =
        Map.of("name", "ops (email 2)", "type", "email", "settings", Map.of("addresses", "a"));
    assertThat(read(same, channels.getLast()).point().name()).isEqualTo("ops");
  }

  @Test
  void mentionsOfOldChannelsAreTakenApart() {
    Map<String, Object> slack =
        Map.of(
            "name", "s",
            "type", "slack",
            "settings", Map.of("url", "https://x.example", "mention", "@here @ann, bob"));

    assertThat(read(slack, null).point().settings().shown())
        .isEqualTo(Map.of("mentionChannel", "here", "mentionUsers", "ann,bob"));
  }

  @Test
  void secretsInsideObjectsAreKeptAsWell() {
    Map<String, Object> hook =
        Map.of(
            "name", "w",
            "type", "webhook",
            "settings",
                Map.of(
                    "url",
                    "https://x.example",
                    "hmacConfig",
                    Map.of("secret", "s", "header", "h")));
    ContactPoint stored = read(hook, null).point().withUid("u");
    Map<String, Object> again =
        Map.of("name", "w", "type", "webhook", "settings", Map.of("url", "https://y.example"));

    Channel channel = new Channel(card("u", 1), stored, "w", false);
    assertThat(read(again, channel).point().settings().secrets())
        .isEqualTo(Map.of("hmacConfig.secret", "s"));
  }

  private static ChannelSent read(Map<String, Object> sent, @Nullable Channel stored) {
    if (ChannelSent.read(sent, stored) instanceof Accepted<ChannelSent>(ChannelSent read)) {
      return read;
    }
    throw new AssertionError(ChannelSent.read(sent, stored));
  }

  private static ContactPoint point(String uid, String name) {
    return ContactPoint.initial().withUid(uid).withName(name);
  }

  private static ChannelCard card(String uid, long number) {
    return ChannelCard.first("O1", uid, number, Instant.EPOCH);
  }

  @Test
  void routingKnowsChannelsThatTheLegacyApiNeverSaw() {
    NotificationConfig config =
        NotificationConfig.initial("O1").with(point("u1", "ops")).with(point("u2", "dev"));
    ChannelCard told = card("u1", 1).saying(true, "1m30s", Instant.EPOCH);

    assertThat(Channel.routed(config, List.of(told, card("gone", 2))))
        .containsExactly(
            new LegacyChannel("u2", "dev", false, null),
            new LegacyChannel("o1", "grafana-default-email", true, null),
            new LegacyChannel("u1", "ops", true, Duration.ofSeconds(90)));
  }
}
