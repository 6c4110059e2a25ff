package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import dev.watchbill.domain.contact.legacy.ChannelCards;
import java.util.List;
import java.util.Optional;

/** Cards of notification channels in the table. */
public final class DynamoChannelCards implements ChannelCards {

  private final ConfigRows<ChannelCard> rows;

  public DynamoChannelCards(Table table) {
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<ChannelCard> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<ChannelCard> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(ChannelCard card) {
    return rows.create(card);
  }

  @Override
  public Saved replace(ChannelCard card) {
    return rows.replace(card);
  }

  @Override
  public Saved delete(ChannelCard card) {
    return rows.delete(card);
  }

  /**
   * The writes that move a card to another uid. What stands there belongs to no integration, as
   * long as the configuration is the one that was read, and is written over.
   */
  List<Write> moved(ChannelCard card, String uid) {
    ChannelCard next = card.under(uid);
    return List.of(
        Write.put(rows.item(next, next.version()), null),
        Write.delete(rows.key(card), versionIs(card.version())));
  }

  private static final class Shape implements RowShape<ChannelCard> {

    @Override
    public String kind() {
      return "channel";
    }

    @Override
    public String org(ChannelCard card) {
      return card.org();
    }

    @Override
    public String id(ChannelCard card) {
      return card.uid();
    }

    @Override
    public long version(ChannelCard card) {
      return card.version();
    }

    @Override
    public void write(ChannelCard card, Item.Builder to) {
      to.set("number", card.number())
          .set("default", card.isDefault())
          .set("reminder", card.reminder())
          .set(CREATED, card.createdAt())
          .set("updated", card.updatedAt());
    }

    @Override
    public ChannelCard read(String org, Item item) {
      return new ChannelCard(
          item.key().sk(),
          org,
          item.requiredNumber("number"),
          item.flag("default"),
          item.requiredText("reminder"),
          item.requiredInstant(CREATED),
          item.requiredInstant("updated"),
          item.version());
    }
  }
}
