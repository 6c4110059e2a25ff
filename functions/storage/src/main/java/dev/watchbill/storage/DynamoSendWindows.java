package dev.watchbill.storage;

import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.SendWindow;
import dev.watchbill.domain.delivery.SendWindows;

/** Windows of sending in the table. */
public final class DynamoSendWindows implements SendWindows {

  private final Table table;

  public DynamoSendWindows(Table table) {
    this.table = table;
  }

  @Override
  public SendWindow of(String org, String userId, DeliveryChannel channel, boolean important) {
    SendWindow empty = SendWindow.empty(org, userId, channel, important);
    return table
        .get(WindowRow.key(empty))
        .map(item -> WindowRow.read(org, userId, channel, important, item))
        .orElse(empty);
  }
}
