package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** A date-time's distance from UTC, with the name it prints if it has one of its own. */
record TimeZoneOffset(int seconds, @Nullable String name) implements PyObject {
  static final TimeZoneOffset UTC = new TimeZoneOffset(0, null);

  String hours(String separator) {
    int s = Math.abs(seconds);
    String out =
        (seconds < 0 ? "-" : "+")
            + TimeDelta.digits(s / 3600, 2)
            + separator
            + TimeDelta.digits(s / 60 % 60, 2);
    return s % 60 == 0 ? out : out + separator + TimeDelta.digits(s % 60, 2);
  }

  @Override
  public String typeName() {
    return "datetime.timezone";
  }

  @Override
  public String str() {
    return name != null ? name : seconds == 0 ? "UTC" : "UTC" + hours(":");
  }

  @Override
  public String repr() {
    return seconds == 0 && name == null
        ? "datetime.timezone.utc"
        : "datetime.timezone("
            + TimeDelta.ofMicros(seconds * 1_000_000L).repr()
            + (name == null ? "" : ", " + PythonText.shown(name))
            + ")";
  }
}
