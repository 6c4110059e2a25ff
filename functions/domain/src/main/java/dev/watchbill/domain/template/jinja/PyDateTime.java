package dev.watchbill.domain.template.jinja;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import org.jspecify.annotations.Nullable;

/** A date and time, with or without an offset. The server's own zone is UTC. */
record PyDateTime(LocalDateTime local, @Nullable TimeZoneOffset zone)
    implements PyObject, Comparable<PyDateTime> {
  private static final Signature REPLACE =
      Signature.of(
          "replace(year=-1, month=-1, day=-1, hour=-1, minute=-1, second=-1, microsecond=-1, tzinfo=-1)");
  private static final Signature ISO = Signature.of("isoformat(sep='T', timespec='auto')");
  private static final Signature STRFTIME = Signature.of("strftime(format)");
  private static final Signature AS_ZONE = Signature.of("astimezone(tz=None)");

  static PyDateTime at(Instant instant) {
    return new PyDateTime(
        LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS),
        TimeZoneOffset.UTC);
  }

  /** Microseconds since 1970, reading a missing offset as UTC. */
  long epochMicros() {
    long seconds = local.toEpochSecond(ZoneOffset.UTC) - (zone == null ? 0 : zone.seconds());
    return seconds * 1_000_000 + local.getNano() / 1000;
  }

  PyDateTime in(TimeZoneOffset other) {
    return new PyDateTime(
        checked(local.plusSeconds((long) other.seconds() - (zone == null ? 0 : zone.seconds()))),
        other);
  }

  static LocalDateTime checked(LocalDateTime t) {
    if (t.getYear() < 1 || t.getYear() > 9999) {
      throw PyError.overflow("date value out of range");
    }
    return t;
  }

  PyDateTime plus(TimeDelta d) {
    return new PyDateTime(checked(local.plusDays(d.days()).plusNanos(d.micros() * 1000)), zone);
  }

  TimeDelta minus(PyDateTime other) {
    if ((zone == null) != (other.zone == null)) {
      throw PyError.type("can't subtract offset-naive and offset-aware datetimes");
    }
    return TimeDelta.ofMicros(epochMicros() - other.epochMicros());
  }

  @Override
  public int compareTo(PyDateTime other) {
    if ((zone == null) != (other.zone == null)) {
      throw PyError.type("can't compare offset-naive and offset-aware datetimes");
    }
    return Long.compare(epochMicros(), other.epochMicros());
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof PyDateTime other
        && (zone == null) == (other.zone == null)
        && epochMicros() == other.epochMicros();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(epochMicros());
  }

  @Override
  public String typeName() {
    return "datetime.datetime";
  }

  @Override
  public String str() {
    return iso(" ", "auto");
  }

  private String iso(String separator, String precision) {
    StringBuilder out =
        new StringBuilder(new PyDate(local.toLocalDate()).str())
            .append(separator)
            .append(TimeDelta.digits(local.getHour(), 2));
    int micros = local.getNano() / 1000;
    if (!precision.equals("hours")) {
      out.append(':').append(TimeDelta.digits(local.getMinute(), 2));
      if (!precision.equals("minutes")) {
        out.append(':').append(TimeDelta.digits(local.getSecond(), 2));
        if (precision.equals("milliseconds")) {
          out.append('.').append(TimeDelta.digits(micros / 1000, 3));
        } else if (precision.equals("microseconds") || (precision.equals("auto") && micros != 0)) {
          out.append('.').append(TimeDelta.digits(micros, 6));
        }
      }
    }
    return out.append(zone == null ? "" : zone.hours(":")).toString();
  }

  @Override
  public String repr() {
    StringBuilder out =
        new StringBuilder("datetime.datetime(")
            .append(local.getYear())
            .append(", ")
            .append(local.getMonthValue())
            .append(", ")
            .append(local.getDayOfMonth())
            .append(", ")
            .append(local.getHour())
            .append(", ")
            .append(local.getMinute());
    int micros = local.getNano() / 1000;
    if (local.getSecond() != 0 || micros != 0) {
      out.append(", ").append(local.getSecond());
    }
    if (micros != 0) {
      out.append(", ").append(micros);
    }
    return out.append(zone == null ? "" : ", tzinfo=" + zone.repr()).append(')').toString();
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "year" -> (long) local.getYear();
      case "month" -> (long) local.getMonthValue();
      case "day" -> (long) local.getDayOfMonth();
      case "hour" -> (long) local.getHour();
      case "minute" -> (long) local.getMinute();
      case "second" -> (long) local.getSecond();
      case "microsecond" -> local.getNano() / 1000L;
      case "fold" -> 0L;
      case "tzinfo" -> zone;
      case "date" -> Method.of(this, name, (run, self, a) -> new PyDate(local.toLocalDate()));
      case "timestamp" -> Method.of(this, name, (run, self, a) -> epochMicros() / 1e6);
      case "utcoffset" ->
          Method.of(
              this,
              name,
              (run, self, a) ->
                  zone == null ? null : TimeDelta.ofMicros(zone.seconds() * 1_000_000L));
      case "tzname" -> Method.of(this, name, (run, self, a) -> zone == null ? null : zone.str());
      case "dst" -> Method.of(this, name, (run, self, a) -> null);
      case "isoformat" ->
          Method.of(
              this,
              name,
              (run, self, a) -> {
                @Nullable Object[] b = ISO.bind(a);
                return iso(Python.text(b[0]), Python.text(b[1]));
              });
      case "astimezone" ->
          Method.of(
              this,
              name,
              (run, self, a) ->
                  in(AS_ZONE.bind(a)[0] instanceof TimeZoneOffset z ? z : TimeZoneOffset.UTC));
      case "replace" -> Method.of(this, name, (run, self, a) -> replace(a));
      default -> calendar(this, name);
    };
  }

  /** What dates and date-times share. */
  @Nullable Object calendar(PyObject owner, String name) {
    return switch (name) {
      case "weekday" ->
          Method.of(owner, name, (run, self, a) -> local.getDayOfWeek().getValue() - 1L);
      case "isoweekday" ->
          Method.of(owner, name, (run, self, a) -> (long) local.getDayOfWeek().getValue());
      case "isocalendar" ->
          Method.of(
              owner,
              name,
              (run, self, a) ->
                  Tuple.of(
                      (long) local.get(IsoFields.WEEK_BASED_YEAR),
                      (long) local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                      (long) local.getDayOfWeek().getValue()));
      case "toordinal" ->
          Method.of(owner, name, (run, self, a) -> local.getLong(JulianFields.RATA_DIE));
      case "ctime" ->
          Method.of(
              owner, name, (run, self, a) -> Strftime.format(run, this, "%a %b %e %H:%M:%S %Y"));
      case "strftime" ->
          Method.of(
              owner,
              name,
              (run, self, a) -> Strftime.format(run, this, pattern(STRFTIME.bind(a)[0])));
      default -> MISSING;
    };
  }

  static String pattern(@Nullable Object format) {
    if (!Python.isText(format)) {
      throw PyError.type("strftime() argument 1 must be str, not " + Python.typeName(format));
    }
    return Python.text(format);
  }

  private PyDateTime replace(Args args) {
    @Nullable Object[] a = REPLACE.bind(args);
    int[] now = {
      local.getYear(),
      local.getMonthValue(),
      local.getDayOfMonth(),
      local.getHour(),
      local.getMinute(),
      local.getSecond(),
      local.getNano() / 1000
    };
    for (int i = 0; i < now.length; i++) {
      if (!Long.valueOf(-1).equals(a[i])) {
        now[i] = (int) Math.max(-1, Math.min(10_000_000, Numbers.index(a[i])));
      }
    }
    TimeZoneOffset tz = zone;
    if (args.named().containsKey("tzinfo") || args.count() > 7) {
      tz = a[7] instanceof TimeZoneOffset z ? z : null;
    }
    try {
      return new PyDateTime(
          checked(LocalDateTime.of(now[0], now[1], now[2], now[3], now[4], now[5], now[6] * 1000)),
          tz);
    } catch (java.time.DateTimeException e) {
      throw PyError.value("day is out of range for month");
    }
  }
}
