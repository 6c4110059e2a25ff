package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.escalation.NotificationRule;
import dev.watchbill.domain.escalation.NotificationRule.Kind;
import dev.watchbill.domain.escalation.NotifyBy;
import dev.watchbill.handlers.http.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a personal rule does, in bodies and in answers (spec oncall-api §13). */
final class RuleFields {
  private static final int WORD = 100;
  private static final Duration STANDARD = Duration.ofMinutes(5);
  private static final Set<Long> SECONDS = Set.of(60L, 300L, 900L, 1_800L, 3_600L);
  private static final Pattern CLOCK = Pattern.compile("[0-9]{1,4}:[0-9]{1,2}:[0-9]{1,2}");

  /**
   * The kind as the body wants it.
   *
   * @param old as it is; null for a new one, which must say its type
   */
  static Kind read(Fields in, @Nullable Kind old) {
    Kind kind = kind(in, old);
    if (!in.has("duration")) return kind;
    if (kind instanceof Kind.Wait wait) return new Kind.Wait(duration(in, wait.duration()));
    in.errorShape("duration", "Duration can't be set");
    return kind;
  }

  private static Kind kind(Fields in, @Nullable Kind old) {
    Kind otherwise = old == null ? new Kind.Wait(STANDARD) : old;
    if (!in.has("type")) {
      if (old == null) in.errorShape("type", "Type is required");
      return otherwise;
    }
    if (in.isNull("type")) {
      in.error("type", Fields.NULL);
      return otherwise;
    }
    Object raw = in.raw("type");
    String word = raw instanceof String ? in.text("type", WORD, "") : "";
    if (raw instanceof String && word.isEmpty()) return otherwise;
    if (word.equals("wait"))
      return otherwise instanceof Kind.Wait ? otherwise : new Kind.Wait(STANDARD);
    Optional<NotifyBy> by = NotifyBy.ofWord(word);
    if (by.isPresent()) return new Kind.Notify(by.get());
    in.errorShape("type", "Invalid type");
    return otherwise;
  }

  /** Seconds, or a text of hours, minutes and seconds that begins without a zero. */
  private static Duration duration(Fields in, Duration ifWrong) {
    Object raw = in.raw("duration");
    if (raw instanceof String text && CLOCK.matcher(text).matches()) {
      String[] parts = text.split(":", -1);
      long seconds =
          Long.parseLong(parts[0]) * 3_600
              + Long.parseLong(parts[1]) * 60
              + Long.parseLong(parts[2]);
      boolean plain = text.equals(spelled(seconds));
      return plain ? chosen(in, seconds, text, ifWrong) : refused(in, text, ifWrong);
    }
    if (raw instanceof Long seconds) return chosen(in, seconds, spelled(seconds), ifWrong);
    if (raw instanceof Number number) {
      double seconds = number.doubleValue();
      return seconds == Math.rint(seconds) && Math.abs(seconds) < 1e9
          ? chosen(in, (long) seconds, spelled((long) seconds), ifWrong)
          : refused(in, number.toString(), ifWrong);
    }
    in.refuse("Invalid duration format");
    return ifWrong;
  }

  private static Duration chosen(Fields in, long seconds, String text, Duration ifWrong) {
    return SECONDS.contains(seconds) ? Duration.ofSeconds(seconds) : refused(in, text, ifWrong);
  }

  private static Duration refused(Fields in, String text, Duration ifWrong) {
    in.error("duration", "\"" + text + "\" is not a valid choice.");
    return ifWrong;
  }

  private static String spelled(long seconds) {
    return "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  static void show(NotificationRule rule, Map<String, @Nullable Object> to) {
    switch (rule.kind()) {
      case Kind.Wait(Duration duration) -> {
        to.put("duration", duration.toSeconds());
        to.put("type", "wait");
      }
      case Kind.Notify(NotifyBy by) -> to.put("type", by.word());
    }
  }

  private RuleFields() {}
}
