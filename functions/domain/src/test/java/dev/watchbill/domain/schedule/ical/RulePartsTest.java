package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of a rule is dropped in silence: it is read, or the whole rule is none. */
class RulePartsTest {

  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 5, 9, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DAILY",
        "COUNT=3",
        "FREQ=",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;COUNT=",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=3.0",
        "FREQ=DAILY;COUNT=three",
        "FREQ=DAILY;COUNT=99999999999",
        "FREQ=DAILY;COUNT=3;COUNT=4",
        "FREQ=DAILY;COUNT 3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-2",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;UNTIL=",
        "FREQ=DAILY;UNTIL=20240230T080000Z",
        "FREQ=DAILY;UNTIL=20240132",
        "FREQ=DAILY;UNTIL=20240110T250000Z",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO,",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=MONDAY",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=99MO",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYMONTH=JAN",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYMINUTE=60",
        "FREQ=WEEKLY;WKST=XX",
        "FREQ=DAILY;INTERALL=2",
        "FREQ=MONTHLY;RSCALE=CHINESE",
        "FREQ=MONTHLY;SKIP=FORWARD"
      })
  void whatIsNotUnderstood(String text) {
    assertThatThrownBy(() -> Rule.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=DAILY; COUNT=3",
        " FREQ = DAILY ; COUNT = 3 ; ",
        "freq=daily;count=3",
        "COUNT=3;FREQ=DAILY",
        ";;FREQ=DAILY;COUNT=+3;",
        "FREQ=DAILY;COUNT=003",
        "FREQ=DAILY;COUNT=3;COUNT=3",
        "FREQ=DAILY;COUNT=3;INTERVAL=1;WKST=SU",
        "RSCALE=GREGORIAN;FREQ=DAILY;COUNT=3;SKIP=OMIT",
        "FREQ=DAILY;COUNT=3;X-NOTE=daily"
      })
  void whatIsMeantPlainly(String text) {
    assertThat(starts(text)).isEqualTo(starts("FREQ=DAILY;COUNT=3")).hasSize(3);
  }

  @Test
  void aDateInUntilIsThatDay() {
    Rule rule = Rule.of("FREQ=DAILY;UNTIL=20260107");
    assertThat(
            rule.over(
                START.plusDays(2).toInstant(java.time.ZoneOffset.ofHours(-9)), START.plusDays(2)))
        .isFalse();
    assertThat(rule.over(START.plusDays(3).toInstant(java.time.ZoneOffset.UTC), START.plusDays(3)))
        .isTrue();
  }

  /**
   * A rule that is written otherwise is the same rule; with one of its parts spoilt it is none; and
   * without one of them it is another one that is read as well, so that each part was looked at.
   */
  @Test
  void generatedRules() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      List<String> parts = parts(random);
      String clean = String.join(";", parts);
      String where = "seed %d, %s".formatted(seed, clean);
      List<LocalDateTime> expected;
      try {
        expected = starts(clean);
      } catch (IllegalArgumentException e) {
        continue; // a combination that is none, or never comes true
      }
      read++;
      Collections.shuffle(parts, random);
      StringBuilder sloppy = new StringBuilder();
      for (String part : parts) {
        String spaced = part.replace("=", blank(random) + "=" + blank(random));
        spaced = spaced.replace(",", blank(random) + "," + blank(random));
        sloppy.append(blank(random)).append(spaced).append(blank(random)).append(';');
      }
      String text =
          random.nextBoolean() ? sloppy.toString() : sloppy.toString().toLowerCase(Locale.ROOT);
      assertThat(starts(text)).as("%s, %s", where, text).isEqualTo(expected);

      int spoilt = random.nextInt(parts.size());
      List<String> broken = new ArrayList<>(parts);
      broken.set(
          spoilt, broken.get(spoilt) + List.of("x", "?", ",", "=1", " 1 1").get(random.nextInt(5)));
      assertThatThrownBy(() -> Rule.of(String.join(";", broken)))
          .as("%s, %s", where, broken)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(read).as("seed %d", seed).isGreaterThan(1_500);
  }

  private static String blank(Random random) {
    return random.nextInt(3) == 0 ? " ".repeat(1 + random.nextInt(2)) : "";
  }

  private static List<String> parts(Random random) {
    List<String> parts = new ArrayList<>();
    String frequency =
        List.of("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY").get(random.nextInt(5));
    parts.add("FREQ=" + frequency);
    if (random.nextBoolean()) parts.add("INTERVAL=" + (1 + random.nextInt(5)));
    if (random.nextBoolean()) parts.add("COUNT=" + (1 + random.nextInt(9)));
    if (random.nextInt(3) == 0) parts.add("WKST=" + List.of("MO", "SU").get(random.nextInt(2)));
    if (random.nextInt(3) == 0) parts.add("BYDAY=MO,TH" + (random.nextBoolean() ? ",SU" : ""));
    if (random.nextInt(4) == 0) parts.add("BYMONTH=1," + (2 + random.nextInt(11)));
    if (random.nextInt(5) == 0 && !frequency.equals("WEEKLY")) parts.add("BYMONTHDAY=1,-1,15");
    if (random.nextInt(5) == 0) parts.add("BYHOUR=9," + (10 + random.nextInt(10)));
    return parts;
  }

  private static List<LocalDateTime> starts(String text) {
    List<LocalDateTime> starts = new ArrayList<>();
    Rule.Walk walk = Rule.of(text).walk(START, START);
    while (starts.size() < 12 && walk.hasNext()) starts.add(walk.next());
    return starts;
  }
}
