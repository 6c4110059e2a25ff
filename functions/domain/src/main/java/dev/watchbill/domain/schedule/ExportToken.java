package dev.watchbill.domain.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to one calendar feed: of a schedule, or of all shifts of the user (spec oncall-api §8.6,
 * §9.3). Only its SHA-256 is kept; the token is shown once, when it is made.
 *
 * @param user whose token it is; it ends with the user
 * @param schedule null = the feed of the user
 */
public record ExportToken(
    String org,
    String user,
    @Nullable String schedule,
    String hash,
    Instant createdAt,
    long version) {

  /** One for each user and feed. */
  public String id() {
    return id(user, schedule);
  }

  public static String id(String user, @Nullable String schedule) {
    return schedule == null ? user : user + "-" + schedule;
  }
}
