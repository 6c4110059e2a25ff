package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.MessageTemplate;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.contact.SecretSettings;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import dev.watchbill.domain.contact.legacy.ChannelCards;
import dev.watchbill.domain.policy.MuteTiming;
import dev.watchbill.domain.rule.RuleLocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DynamoNotificationConfigsTest {

  /** Stands for JSON: a text is the number of a value, with something to weigh. */
  private static final class RememberedJson implements PlainJson {
    final List<@Nullable Object> written = new ArrayList<>();
    String weight = "";

    @Override
    public String write(@Nullable Object value) {
      written.add(value);
      return (written.size() - 1) + " " + weight;
    }

    @Override
    public @Nullable Object read(String json) {
      return written.get(Integer.parseInt(json.substring(0, json.indexOf(' '))));
    }
  }

  private final RememberedJson json = new RememberedJson();
  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final NotificationConfigs configs = on(table);

  private NotificationConfigs on(Table any) {
    return new DynamoNotificationConfigs(any, new SecretBox(new byte[32]), json);
  }

  private static NotificationConfig full() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("recipient", "#ops");
    settings.put("list", Arrays.asList(null, false, 0L));
    return NotificationConfig.initial("O1")
        .with(
            new ContactPoint(
                "u1",
                "ops",
                "slack",
                new SecretSettings(settings, Map.of("token", "xoxb-secret")),
                true,
                Provenance.API))
        .with(timing("weekends"))
        .with(new MessageTemplate("t", "{{ define \"t\" }}x{{ end }}", Provenance.FILE));
  }

  private static MuteTiming timing(String name) {
    Checked<MuteTiming> read =
        MuteTiming.read(
            Map.of("name", name, "time_intervals", List.of(Map.of("weekdays", List.of("sunday")))),
            null,
            Provenance.API);
    return ((Checked.Accepted<MuteTiming>) read).value();
  }

  @Test
  void aNewOrganisationHasTheDefaults() {
    NotificationConfig found = configs.find("O1");

    assertThat(found).isEqualTo(NotificationConfig.initial("O1"));
    assertThat(found.contactPoints()).singleElement().matches(point -> !point.uid().isEmpty());
    assertThat(memory.everything()).isEmpty();
  }

  @Test
  void whatIsSavedIsFoundAsTheNextVersion() {
    NotificationConfig config = full();

    assertThat(configs.save(config)).isEqualTo(new Saved.Done());

    NotificationConfig found = configs.find("O1");
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.contactPoints()).isEqualTo(config.contactPoints());
    assertThat(found.timings()).isEqualTo(config.timings());
    assertThat(found.templates()).isEqualTo(config.templates());
    assertThat(found.policies()).isEqualTo(config.policies());
    assertThat(configs.find("O2")).isEqualTo(NotificationConfig.initial("O2"));
  }

  @Test
  void secretsAreSealed() {
    configs.save(full());

    String all = json.written.stream().map(String::valueOf).collect(Collectors.joining());
    assertThat(all).contains("recipient").doesNotContain("xoxb-secret");
  }

  @Test
  void ofTwoWritersAtOnceOneWins() {
    table.interpose(() -> on(memory).save(full()));

    assertThat(configs.save(NotificationConfig.initial("O1").with(timing("slower"))))
        .isEqualTo(new Saved.Stale());
    assertThat(configs.find("O1").timingNames()).containsExactly("weekends");

    NotificationConfig read = configs.find("O1");
    table.interpose(() -> on(memory).save(read.with(timing("faster"))));
    assertThat(configs.save(read.with(timing("slower")))).isEqualTo(new Saved.Stale());
    assertThat(configs.find("O1").timingNames()).containsExactly("faster", "weekends");
  }

  @Test
  void whatIsTooLargeIsRefused() {
    Random random = new Random(3);
    StringBuilder noise = new StringBuilder();
    while (noise.length() < 700_000) noise.append((char) ('!' + random.nextInt(90)));
    json.weight = noise.toString();

    assertThat(configs.save(full())).isEqualTo(new Saved.TooLarge(RowSize.LIMIT));
    assertThat(memory.everything()).isEmpty();
  }

  @Test
  void deletingGivesTheDefaultsBack() {
    configs.save(full());

    configs.delete("O1");

    assertThat(configs.find("O1")).isEqualTo(NotificationConfig.initial("O1"));
    assertThat(memory.everything()).isEmpty();
  }

  private ChannelCard card(String uid, long number) {
    ChannelCards cards = new DynamoChannelCards(memory);
    cards.create(ChannelCard.first("O1", uid, number, Samples.NOW));
    return cards.find("O1", uid).orElseThrow();
  }

  private Saved move(NotificationConfig config, ChannelCard card) {
    ContactPoint point = config.contactPoint("u1").orElseThrow();
    NotificationConfig next = config.with(point, point.withUid("u2"));
    return configs.save(next, new RuleLocks(0, 0), List.of(), card, "u2");
  }

  @Test
  void theCardOfAnIntegrationGoesAlongToItsNewUid() {
    configs.save(full());
    ChannelCard card = card("u1", 7);
    card("u2", 9); // of an integration that is gone

    assertThat(move(configs.find("O1"), card)).isEqualTo(new Saved.Done());

    assertThat(configs.find("O1").contactPoint("u2")).isPresent();
    List<ChannelCard> cards = new DynamoChannelCards(memory).all("O1");
    assertThat(cards).singleElement().isEqualTo(card.under("u2"));
  }

  @Test
  void whoWritesTheCardOrTheConfigurationFirstIsNotLost() {
    configs.save(full());
    ChannelCard card = card("u1", 7);
    ChannelCards cards = new DynamoChannelCards(memory);
    NotificationConfig read = configs.find("O1");

    table.interpose(() -> cards.replace(card.saying(true, "5m", Samples.NOW)));
    assertThat(move(read, card)).isEqualTo(new Saved.Stale());
    ChannelCard written = cards.find("O1", "u1").orElseThrow();
    assertThat(written.isDefault()).isTrue();

    ContactPoint taker = read.contactPoint("u1").orElseThrow().withUid("u2");
    table.interpose(() -> on(memory).save(read.with(taker)));
    assertThat(move(read, written)).isEqualTo(new Saved.Stale());
    assertThat(cards.all("O1")).containsExactly(written);

    // The other way round the later writer is stale.
    NotificationConfig now = configs.find("O1");
    NotificationConfig without = now.without(now.contactPoint("u2").orElseThrow());
    assertThat(configs.save(without)).isEqualTo(new Saved.Done());
    NotificationConfig again = configs.find("O1");
    assertThat(move(again, written)).isEqualTo(new Saved.Done());
    assertThat(cards.replace(written.saying(false, "", Samples.NOW))).isEqualTo(new Saved.Stale());
    assertThat(configs.save(again)).isEqualTo(new Saved.Stale());
  }
}
