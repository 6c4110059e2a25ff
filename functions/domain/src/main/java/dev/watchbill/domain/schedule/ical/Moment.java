package dev.watchbill.domain.schedule.ical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import net.fortuna.ical4j.model.TemporalAdapter;
import org.jspecify.annotations.Nullable;

/** A DATE or DATE-TIME value in one of its four forms. */
sealed interface Moment {

  /** What the clock it is meant for shows. */
  LocalDateTime shown(Clock own);

  record Day(LocalDate date) implements Moment {
    @Override
    public LocalDateTime shown(Clock own) {
      return date.atStartOfDay();
    }
  }

  /** A time without a zone: UTC by itself, the event's own clock where it names one of its days. */
  record Floating(LocalDateTime time) implements Moment {
    @Override
    public LocalDateTime shown(Clock own) {
      return time;
    }
  }

  /** A time of a zone, or of UTC. */
  record Placed(LocalDateTime time, Clock clock) implements Moment {
    Instant instant() {
      return clock.instantOf(time);
    }

    @Override
    public LocalDateTime shown(Clock own) {
      return own.equals(clock) ? time : own.shows(instant());
    }
  }

  /**
   * @param tzid as the property's parameter has it
   * @throws DateTimeException when the text is no time
   */
  static Moment of(String text, @Nullable String tzid, Clocks clocks) {
    Temporal time = TemporalAdapter.parse(text.strip()).getTemporal();
    return switch (time) {
      case LocalDate date -> new Day(date);
      case OffsetDateTime fixed ->
          new Placed(
              LocalDateTime.ofInstant(fixed.toInstant(), java.time.ZoneOffset.UTC), Clock.UTC);
      case LocalDateTime shown ->
          tzid == null ? new Floating(shown) : new Placed(shown, clocks.named(tzid));
      default -> throw new DateTimeException("not a time");
    };
  }
}
