package dev.watchbill.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One accepted alert. Its id sorts by arrival.
 *
 * @param payload the received value as JSON text, in which numbers may also be {@code NaN} and
 *     infinite; {@code {}} once wiped
 * @param title and {@code message}, {@code imageUrl}, {@code link}: what some types copy out of the
 *     payload when it arrives
 */
public record Alert(
    String id,
    String org,
    String groupId,
    Instant createdAt,
    String payload,
    @Nullable String title,
    @Nullable String message,
    @Nullable String imageUrl,
    @Nullable String link) {

  /** Stands in a list for a payload that does not fit into it beside the others; JSON too. */
  public static final String LEFT_OUT =
      "\"This payload is too long to be shown among others. Ask for this alert alone, by its id.\"";
}
