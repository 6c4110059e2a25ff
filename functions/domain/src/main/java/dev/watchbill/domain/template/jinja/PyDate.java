package dev.watchbill.domain.template.jinja;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A day without a time. */
record PyDate(LocalDate date) implements PyObject {

  @Override
  public String typeName() {
    return "datetime.date";
  }

  @Override
  public String str() {
    return TimeDelta.digits(date.getYear(), 4)
        + "-"
        + TimeDelta.digits(date.getMonthValue(), 2)
        + "-"
        + TimeDelta.digits(date.getDayOfMonth(), 2);
  }

  @Override
  public String repr() {
    return "datetime.date("
        + date.getYear()
        + ", "
        + date.getMonthValue()
        + ", "
        + date.getDayOfMonth()
        + ")";
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "year" -> (long) date.getYear();
      case "month" -> (long) date.getMonthValue();
      case "day" -> (long) date.getDayOfMonth();
      case "isoformat" -> Method.of(this, name, (run, self, a) -> str());
      default -> new PyDateTime(date.atStartOfDay(), null).calendar(this, name);
    };
  }
}
