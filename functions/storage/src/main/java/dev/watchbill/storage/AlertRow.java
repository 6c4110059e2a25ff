package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import java.time.Instant;

/**
 * An alert's row. A payload that would take the row beyond a kilobyte is stored deflated when that
 * is shorter: writes cost by the kilobyte, twice so in a transaction, and monitoring payloads
 * shrink to a third.
 */
final class AlertRow {

  private static final String CREATED = "at";
  private static final String PAYLOAD = "p";
  private static final String DEFLATED = "z";
  private static final String TITLE = "title";
  private static final String MESSAGE = "msg";
  private static final String IMAGE = "img";
  private static final String LINK = "link";

  /** Shorter payloads fit a row of one kilobyte as they are. */
  private static final int PLAIN_BYTES = 700;

  private AlertRow() {}

  static Key key(Alert alert) {
    return Keys.alert(alert.org(), alert.groupId(), alert.id());
  }

  /** The day on which an alert is listed. */
  static String day(String alertId, Instant createdAt) {
    return Keys.day(PublicIds.alertInstant(alertId).orElse(createdAt));
  }

  static Item item(Alert alert) {
    Item.Builder row =
        Item.at(key(alert), "alert")
            .set(CREATED, alert.createdAt())
            .set(TITLE, alert.title())
            .set(MESSAGE, alert.message())
            .set(IMAGE, alert.imageUrl())
            .set(LINK, alert.link());
    byte[] plain = alert.payload().getBytes(UTF_8);
    if (plain.length > PLAIN_BYTES) {
      byte[] deflated = Deflated.deflate(plain);
      if (deflated.length < plain.length) return row.set(DEFLATED, deflated).build();
    }
    return row.set(PAYLOAD, alert.payload()).build();
  }

  static Alert read(String org, String groupId, Item row) {
    byte[] deflated = row.bytes(DEFLATED);
    return new Alert(
        row.key().sk().substring(Keys.ALERT_PREFIX.length()),
        org,
        groupId,
        row.requiredInstant(CREATED),
        deflated == null
            ? row.requiredText(PAYLOAD)
            : new String(Deflated.inflate(row.key(), deflated), UTF_8),
        row.text(TITLE),
        row.text(MESSAGE),
        row.text(IMAGE),
        row.text(LINK));
  }
}
