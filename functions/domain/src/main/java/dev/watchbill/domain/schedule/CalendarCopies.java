package dev.watchbill.domain.schedule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last good copies of calendars from elsewhere, one for each schedule and address. */
public interface CalendarCopies {

  /**
   * A calendar as it came, and what its server said of it.
   *
   * @param etag as the server wrote it; null = nothing
   * @param lastModified likewise
   */
  record Copy(String text, @Nullable String etag, @Nullable String lastModified) {}

  /** The newest copy that was kept whole. */
  Optional<Copy> find(String org, String schedule, String url);

  /** Keeps a copy in place of the one before: all of it, or, after a crash, none of it. */
  void keep(String org, String schedule, String url, Copy copy);

  /**
   * Forgets the copy of an address. Whoever keeps one at the same time may find it gone, and
   * fetches again.
   */
  void forget(String org, String schedule, String url);
}
