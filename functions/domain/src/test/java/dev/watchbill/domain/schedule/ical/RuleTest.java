package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule asked about late times says what it would have said after walking there. */
class RuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=HOURLY;INTERVAL=7",
        "FREQ=HOURLY;BYDAY=MO,SA;BYHOUR=3,9",
        "FREQ=DAILY;INTERVAL=10",
        "FREQ=DAILY;INTERVAL=3;BYDAY=SU,WE",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO,TH;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=WEEKLY;BYMONTH=2,7",
        "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
      })
  void forwardedIsWalked(String text) {
    Rule rule = Rule.of(text);
    var start = LocalDateTime.of(2019, 11, 6, 9, 30);
    var to = LocalDateTime.of(2036, 1, 1, 0, 0);
    List<LocalDateTime> walked = between(rule, start, start, to);
    for (var from = start; from.isBefore(to.minusYears(5)); from = from.plusDays(41)) {
      var first = from;
      assertThat(between(rule, start, from, to))
          .as("from " + from)
          .isEqualTo(walked.stream().filter(at -> !at.isBefore(first)).toList());
    }
  }

  private static List<LocalDateTime> between(
      Rule rule, LocalDateTime start, LocalDateTime from, LocalDateTime to) {
    List<LocalDateTime> found = new ArrayList<>();
    for (Rule.Walk walk = rule.walk(start, from); walk.hasNext(); ) {
      LocalDateTime next = walk.next();
      if (next.isAfter(to)) break;
      if (!next.isBefore(from)) found.add(next);
    }
    return found;
  }
}
