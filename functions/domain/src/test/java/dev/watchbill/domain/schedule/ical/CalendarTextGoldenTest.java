package dev.watchbill.domain.schedule.ical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The recorded exports, byte for byte, and what a later export keeps of the one before. */
class CalendarTextGoldenTest {

  private static final JsonNode EXPORTS = ImportedCalendarGoldenTest.GOLDEN.get("exports");

  @TestFactory
  Stream<DynamicTest> texts() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : EXPORTS) {
      String name = row.get("schedule").get("name").asText();
      tests.add(
          DynamicTest.dynamicTest(
              row.get("id").asText(),
              () -> {
                sameAgain(name, row.get("ics").asText());
                if (row.has("second")) second(row, name);
              }));
    }
    assertThat(tests).hasSize(14);
    return tests.stream();
  }

  /** The one exception, of every row: the calendar is a product of ours, and says so. */
  private static String asOurs(String recorded) {
    String theirs = "PRODID://Grafana Labs//Grafana On-Call//\r\n";
    assertThat(recorded).contains(theirs);
    return recorded.replace(theirs, "PRODID:-//Watchbill//Watchbill//EN\r\n");
  }

  private static void sameAgain(String name, String recorded) {
    assertThat(CalendarText.write(name, CalendarText.read(recorded))).isEqualTo(asOurs(recorded));
  }

  /** The second export, given what stands then and the first text. */
  private static void second(JsonNode row, String name) {
    String recorded = row.get("second").get("ics").asText();
    sameAgain(name, recorded);
    Instant now = Instant.parse(row.get("second").get("now").asText());
    List<CalendarText.Entry> current =
        CalendarText.read(recorded).stream().filter(entry -> !entry.cancelled()).toList();
    List<CalendarText.Entry> before = CalendarText.read(row.get("ics").asText());
    Instant oldest = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(15));
    String ours =
        CalendarText.write(name, CalendarText.withCancelled(current, before, oldest, now));
    assertThat(parts(ours)).isEqualTo(parts(asOurs(recorded)));
  }

  /** In no order: the original's is not defined where two events start together. */
  private static TreeSet<String> parts(String text) {
    return new TreeSet<>(Arrays.asList(text.split("BEGIN:VEVENT|END:VCALENDAR")));
  }

  private static CalendarText.Entry entry(String uid, String start, String end) {
    Instant made = Instant.parse("2026-01-01T00:00:00Z");
    return CalendarText.Entry.of(
        uid, "alice", Instant.parse(start), Instant.parse(end), false, made);
  }

  @Test
  void aCancelledEntryStaysAsItIsAndGoesWhenItIsOld() {
    var event = entry("a", "2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z");
    Instant second = Instant.parse("2026-01-02T00:00:00Z");
    Instant oldest = Instant.parse("2025-12-15T00:00:00Z");
    var once = CalendarText.withCancelled(List.of(), List.of(event), oldest, second);
    assertThat(once).hasSize(1);
    assertThat(once.getFirst().cancelled()).isTrue();
    assertThat(once.getFirst().modified()).isEqualTo(second);
    assertThat(once.getFirst().end()).isEqualTo(event.start());
    Instant third = Instant.parse("2026-01-03T00:00:00Z");
    assertThat(CalendarText.withCancelled(List.of(), once, oldest, third)).isEqualTo(once);
    assertThat(CalendarText.withCancelled(List.of(), once, event.start(), third)).isEmpty();
    var back = CalendarText.withCancelled(List.of(event), once, oldest, third);
    assertThat(back).containsExactly(event);
    assertThat(CalendarText.tellTheSame(once, back)).isFalse();
  }

  @Test
  void textsThatDifferOnlyInTheirTimesTellTheSame() {
    var one = entry("a", "2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z");
    var later = CalendarText.Entry.of("a", "alice", one.start(), one.end(), false, one.end());
    assertThat(CalendarText.tellTheSame(List.of(one), List.of(later))).isTrue();
    assertThat(CalendarText.tellTheSame(List.of(one), List.of())).isFalse();
  }

  @Test
  void namesAreEscapedAndLongLinesFolded() {
    Instant at = Instant.parse("2026-01-10T00:00:00Z");
    String summary = "O'Brien, Ann; \"on call\" \\ ünïcode\n" + "x".repeat(200);
    var entry = CalendarText.Entry.of("a", summary, at, at.plusSeconds(60), true, at);
    String text = CalendarText.write("Ops, night; \\ A\nINJECTED:1", List.of(entry));
    assertThat(text.lines()).noneMatch(line -> line.startsWith("INJECTED"));
    assertThat(text.lines().mapToInt(String::length).max().getAsInt()).isLessThanOrEqualTo(75);
    assertThat(CalendarText.read(text)).containsExactly(entry);
  }
}
