package dev.watchbill.domain.alert;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
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
    @Nullable String link)
    implements Row {

  /** Stands in a list for a payload that does not fit into it beside the others; JSON too. */
  public static final String LEFT_OUT =
      "\"This payload is too long to be shown among others. Ask for this alert alone, by its id.\"";

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.ALERT, org, id);
  }
}
