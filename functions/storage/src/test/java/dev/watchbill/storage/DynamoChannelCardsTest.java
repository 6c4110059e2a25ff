package dev.watchbill.storage;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import java.time.Instant;

class DynamoChannelCardsTest extends RowsContract<ChannelCard> {

  @Override
  Rows<ChannelCard> rows(Table table) {
    return new DynamoChannelCards(table);
  }

  @Override
  ChannelCard row(String org, String id, String name) {
    Instant at = Instant.parse("2026-03-01T08:00:00Z");
    return new ChannelCard(id, org, 7, true, name, at, at, 1);
  }

  @Override
  ChannelCard renamed(ChannelCard row, String name, long version) {
    return new ChannelCard(
        row.uid(), row.org(), row.number(), false, name, row.createdAt(), row.updatedAt(), version);
  }

  @Override
  boolean namesAreUnique() {
    return false;
  }
}
