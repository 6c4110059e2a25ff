package dev.watchbill.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One accepted alert. Its id sorts by arrival.
 *
 * @param payload the received value as JSON text; {@code {}} once wiped
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
    @Nullable String link) {}
