package dev.watchbill.handlers.oncall;

import dev.watchbill.handlers.http.Fields;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times without a zone, {@code YYYY-MM-DDTHH:MM:SS}, in and out (spec oncall-api §1.10). */
final class WallClock {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
  private static final int LENGTH = "2024-01-01T00:00:00".length();

  static String text(LocalDateTime time) {
    return SECONDS.format(time);
  }

  static String text(Instant instant) {
    return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  /** The time, or empty with a refusal that names the field. */
  static Optional<LocalDateTime> read(Fields in, String field) {
    Object value = in.raw(field);
    if (value == null) {
      in.error(field, Fields.NULL);
      return Optional.empty();
    }
    Optional<LocalDateTime> time = parse(value);
    if (time.isEmpty()) {
      in.refuse(field + ": Invalid datetime format, should be \"yyyy-mm-dd'T'hh:mm:ss\"");
    }
    return time;
  }

  private static Optional<LocalDateTime> parse(@Nullable Object value) {
    if (!(value instanceof String text) || text.strip().length() != LENGTH) return Optional.empty();
    try {
      LocalDateTime time = LocalDateTime.parse(text.strip(), SECONDS);
      return time.getYear() < 1 ? Optional.empty() : Optional.of(time);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private WallClock() {}
}
