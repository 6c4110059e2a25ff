package dev.watchbill.domain.change;

import dev.watchbill.domain.LetterCase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who or what decided. */
public record Actor(Kind kind, @Nullable String userId) {

  public enum Kind {
    USER,
    /** The monitoring system, by a signal in an alert. */
    SOURCE,
    /** The passing of time. */
    TIMER,
    /** The end of a maintenance. */
    MAINTENANCE,
    /** A wipe. */
    WIPE,
    /** Watchbill itself. */
    SYSTEM;

    public String slug() {
      return LetterCase.lower(name());
    }
  }

  public static final Actor SOURCE = new Actor(Kind.SOURCE, null);
  public static final Actor TIMER = new Actor(Kind.TIMER, null);
  public static final Actor MAINTENANCE = new Actor(Kind.MAINTENANCE, null);
  public static final Actor WIPE = new Actor(Kind.WIPE, null);
  public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null);

  public static Actor user(String id) {
    return new Actor(Kind.USER, id);
  }

  /** {@code source}, or {@code user:U…}. */
  public String text() {
    return userId == null ? kind.slug() : kind.slug() + ":" + userId;
  }

  public static Optional<Actor> parse(String text) {
    int colon = text.indexOf(':');
    String slug = colon < 0 ? text : text.substring(0, colon);
    for (Kind kind : Kind.values()) {
      if (kind.slug().equals(slug)) {
        return Optional.of(new Actor(kind, colon < 0 ? null : text.substring(colon + 1)));
      }
    }
    return Optional.empty();
  }
}
