package dev.watchbill.handlers.oncall;

import dev.watchbill.handlers.http.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times of questions and swaps. */
final class QueryTimes {
  static final String WRONG_DATE =
      "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm, YYYY-MM-DD.";
  static final String WRONG_INSTANT =
      "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm:ssZ, YYYY-MM-DDThh:mm:ss.uuuuuuZ, YYYY-MM-DDThh:mm:ss[+HHMM|-HHMM], YYYY-MM-DDThh:mm:ss.uuuuuu[+HHMM|-HHMM].";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[XXX][XX][X]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  /** {@code YYYY-MM-DD} or {@code YYYY-MM-DDTHH:MM} in UTC; anything else is noted. */
  static Optional<Instant> date(Fields in, String field, @Nullable String text) {
    if (text == null) {
      in.error(field, Fields.REQUIRED);
      return Optional.empty();
    }
    Optional<Instant> date = date(text);
    if (date.isEmpty()) in.error(field, WRONG_DATE);
    return date;
  }

  static Optional<Instant> date(String text) {
    try {
      return switch (text.length()) {
        case 10 -> Optional.of(LocalDate.parse(text, DAY).atStartOfDay().toInstant(ZoneOffset.UTC));
        case 16 -> Optional.of(LocalDateTime.parse(text, MINUTE).toInstant(ZoneOffset.UTC));
        default -> Optional.empty();
      };
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** An instant with its zone, to the microsecond. */
  static Optional<Instant> instant(String text) {
    if (text.length() > 40 || !text.startsWith("-", 4)) return Optional.empty();
    try {
      return Optional.of(
          OffsetDateTime.parse(text, INSTANT).toInstant().truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private QueryTimes() {}
}
