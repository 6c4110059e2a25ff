package dev.watchbill.domain.integration;

import dev.watchbill.domain.LetterCase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running maintenance of an integration (spec oncall-api §2.8, oncall-behaviour §1.9).
 *
 * @param groupId the special alert group that collects the others; null in debug mode
 */
public record Maintenance(Mode mode, Instant startedAt, Instant endsAt, @Nullable String groupId) {

  public enum Mode {
    /** Alerts are grouped, nobody is notified. */
    DEBUG,
    /** As debug, and every new group is attached to one special group. */
    MAINTENANCE;

    public String slug() {
      return LetterCase.lower(name());
    }
  }
}
