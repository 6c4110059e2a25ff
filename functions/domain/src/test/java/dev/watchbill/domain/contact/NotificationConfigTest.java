package dev.watchbill.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.contact.legacy.Channel;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The order of integrations, which names their legacy channels (spec grafana-alerting §17.3). */
class NotificationConfigTest {

  private static ContactPoint point(String uid, String name) {
    return new ContactPoint(
        uid,
        name,
        "email",
        new SecretSettings(Map.of("addresses", "a@example.com"), Map.of()),
        false,
        Provenance.NONE);
  }

  /** Whatever is added, changed, moved or removed, with uids in any order. */
  @Test
  void integrationsKeepTheOrderInWhichTheyCame() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      NotificationConfig config = NotificationConfig.initial("O1");
      Map<String, List<String>> expected = new TreeMap<>();
      expected.put(
          ContactPoint.DEFAULT_NAME,
          new ArrayList<>(List.of(config.contactPoints().getFirst().uid())));
      for (int i = 0; i < 40; i++) {
        String name = "point " + random.nextInt(3);
        List<ContactPoint> points = config.contactPoints();
        ContactPoint any = points.get(random.nextInt(points.size()));
        Map<String, String> before = names(config);
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            String uid = Long.toHexString(random.nextLong());
            config = config.with(point(uid, name));
            expected.computeIfAbsent(name, key -> new ArrayList<>()).add(uid);
            assertThat(names(config)).as("seed " + seed).containsAllEntriesOf(before);
          }
          case 2 -> {
            config = config.with(any, any); // changed in place
            assertThat(names(config)).as("seed " + seed).isEqualTo(before);
          }
          case 3 -> {
            config = config.with(any, any.withName(name));
            if (!any.name().equals(name)) {
              expected.values().forEach(uids -> uids.remove(any.uid()));
              expected.computeIfAbsent(name, key -> new ArrayList<>()).add(any.uid());
            }
          }
          default -> {
            if (points.size() > 1) {
              config = config.without(any);
              expected.values().forEach(uids -> uids.remove(any.uid()));
            }
          }
        }
        // What is stored is the list itself.
        NotificationConfig again =
            new NotificationConfig(
                config.org(),
                config.policies(),
                config.policiesProvenance(),
                config.contactPoints(),
                config.timings(),
                config.templates(),
                config.version());
        assertThat(again.contactPoints())
            .extracting(ContactPoint::uid)
            .as("seed " + seed)
            .containsExactlyElementsOf(expected.values().stream().flatMap(List::stream).toList());
      }
    }
  }

  private static Map<String, String> names(NotificationConfig config) {
    Map<String, ChannelCard> cards = new HashMap<>();
    for (ContactPoint point : config.contactPoints()) {
      cards.put(point.uid(), ChannelCard.first("O1", point.uid(), cards.size() + 1, Instant.EPOCH));
    }
    Map<String, String> names = new TreeMap<>();
    Channel.of(config.contactPoints(), cards, config.policies().receiver())
        .forEach(channel -> names.put(channel.point().uid(), channel.name()));
    return names;
  }
}
