package dev.watchbill.storage;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import java.time.Instant;

/** An alert's row, without its payload. */
final class AlertRow {

  private static final String CREATED = "at";
  private static final String TITLE = "title";
  private static final String MESSAGE = "msg";
  private static final String IMAGE = "img";
  private static final String LINK = "link";

  private AlertRow() {}

  static Key key(Alert alert) {
    return Keys.alert(alert.org(), alert.groupId(), alert.id());
  }

  static String id(Item row) {
    return row.key().sk().substring(Keys.ALERT_PREFIX.length());
  }

  /** The day on which an alert is listed. */
  static String day(String alertId, Instant createdAt) {
    return Keys.day(PublicIds.alertInstant(alertId).orElse(createdAt));
  }

  static String day(Item row) {
    return day(id(row), row.requiredInstant(CREATED));
  }

  static Item.Builder columns(Alert alert) {
    return Item.at(key(alert), "alert")
        .set(CREATED, alert.createdAt())
        .set(TITLE, alert.title())
        .set(MESSAGE, alert.message())
        .set(IMAGE, alert.imageUrl())
        .set(LINK, alert.link());
  }

  static Alert read(String org, String groupId, Item row, String payload) {
    return new Alert(
        id(row),
        org,
        groupId,
        row.requiredInstant(CREATED),
        payload,
        row.text(TITLE),
        row.text(MESSAGE),
        row.text(IMAGE),
        row.text(LINK));
  }
}
