package dev.watchbill.domain.org;

import dev.watchbill.domain.LetterCase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to reach a person.
 *
 * @param note of the admin who wrote it
 */
public record Address(
    String id,
    AddressKind kind,
    String value,
    State state,
    @Nullable String note,
    @Nullable Instant verifiedAt,
    Instant createdAt) {

  /** What is known of it (spec delivery §4). */
  public enum State {
    UNVERIFIED,
    VERIFIED,
    /** Still used, after all others. */
    SUSPECT,
    BROKEN,
    REFUSED,
    DISABLED;

    public String slug() {
      return LetterCase.lower(name());
    }

    public static Optional<State> ofSlug(String slug) {
      return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findFirst();
    }
  }
}
