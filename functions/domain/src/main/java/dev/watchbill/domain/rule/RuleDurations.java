package dev.watchbill.domain.rule;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import dev.watchbill.domain.policy.GoDuration;
import dev.watchbill.domain.policy.PrometheusDuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations of rules come in every form that a client ever sent (spec grafana-alerting §1.8). */
final class RuleDurations {

  private RuleDurations() {}

  /** Zero when absent; the forms of Prometheus and Go, or a bare number of nanoseconds. */
  static Duration any(PlainFields fields, String name, Flaws flaws) {
    Object value = fields.get(name);
    Duration duration =
        switch (value) {
          case null -> Duration.ZERO;
          case Long nanos -> Duration.ofNanos(nanos);
          case Integer nanos -> Duration.ofNanos(nanos);
          case String text when text.isEmpty() -> Duration.ZERO;
          case String text -> text(fields, name, text, flaws);
          default -> {
            fields.wrong(name, "a duration");
            yield Duration.ZERO;
          }
        };
    if (duration.isNegative()) {
      flaws.add(Kind.RULE, fields.path(name), "field `" + name + "` cannot be negative");
      return Duration.ZERO;
    }
    return duration;
  }

  private static Duration text(PlainFields fields, String name, String text, Flaws flaws) {
    return switch (PrometheusDuration.parseSigned(text)) {
      case Accepted<Duration>(Duration value) -> value;
      case Refused<Duration>(var reasons) ->
          switch (GoDuration.parse(text)) {
            case Accepted<Duration>(Duration value) -> value;
            case Refused<Duration> alsoNot -> {
              flaws.addAll(fields.path(name), reasons);
              yield Duration.ZERO;
            }
          };
    };
  }

  /** Null when absent or empty; only the form of Prometheus. */
  static @Nullable Duration optional(PlainFields fields, String name, Flaws flaws) {
    String text = fields.text(name);
    if (text.isEmpty()) {
      return null;
    }
    Checked<Duration> read = PrometheusDuration.parse(text);
    return switch (read) {
      case Accepted<Duration>(Duration value) -> value;
      case Refused<Duration>(var reasons) -> {
        flaws.addAll(fields.path(name), reasons);
        yield null;
      }
    };
  }
}
