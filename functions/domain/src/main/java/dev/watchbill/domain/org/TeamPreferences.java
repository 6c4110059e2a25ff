package dev.watchbill.domain.org;

import java.time.Instant;

/**
 * How a team, or the organisation itself, wants to see things. Kept for clients that set and read
 * it; nothing here shows anything. An empty text means the default.
 *
 * @param team the team's id or the organisation's, and this row's
 */
public record TeamPreferences(
    String team,
    String org,
    String theme,
    String homeDashboardUid,
    String timezone,
    String weekStart,
    String language,
    Instant createdAt,
    long version) {}
