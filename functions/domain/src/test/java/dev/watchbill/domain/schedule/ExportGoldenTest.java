package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.schedule.ical.CalendarText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recorded exports from their shifts: the same events, with the same names. */
class ExportGoldenTest {

  private static final DateTimeFormatter UID = DateTimeFormatter.ofPattern("uuuuMMddHHss");

  /** Rows that our choices change (spec corrections, Schedules). */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "export-dev-02", "the original reads rotation_start of a web shift as UTC and cuts there",
          "export-dev-03",
              "the original's first event spans a clock change: all later ones end early",
          "export-dev-04",
              "the original's first event spans a clock change: all later ones end early",
          "export-dev-08",
              "the original cuts at rotation_start read as UTC, and until makes a turn",
          "export-dev-12",
              "the original makes a turn on a day that is not selected, because of until",
          "export-dev-13",
              "the original cuts an override at rotation_start read as UTC: it is gone");

  @TestFactory
  Stream<DynamicTest> exports() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : Recorded.read("ical.json").get("exports")) {
      tests.add(DynamicTest.dynamicTest(row.get("id").asText(), () -> check(row)));
    }
    assertThat(tests).hasSize(14);
    return tests.stream();
  }

  private static void check(JsonNode row) {
    Rota rota = Recorded.rota(row);
    Instant now = Instant.parse(row.get("now").asText());
    List<String> ours = entries(rota, now);
    List<String> recorded =
        CalendarText.read(row.get("ics").asText()).stream()
            .map(ExportGoldenTest::words)
            .sorted()
            .toList();
    if (EXCEPTIONS.containsKey(row.get("id").asText())) {
      assertThat(ours).as("an exception that is none any more").isNotEqualTo(recorded);
    } else {
      assertThat(ours).isEqualTo(recorded);
    }
  }

  private static List<String> entries(Rota rota, Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    var window = new Window(today.minus(Duration.ofDays(15)), today.plus(Duration.ofDays(180)));
    List<String> entries = new ArrayList<>();
    for (Occurrence piece : WholePieces.overlapping(rota, window)) {
      String start = UID.format(LocalDateTime.ofInstant(piece.start(), ZoneOffset.UTC));
      for (String user : piece.users()) {
        String uid = piece.shift() + "-" + start + "-" + user;
        entries.add(
            words(
                CalendarText.Entry.of(
                    uid, user, piece.start(), piece.end(), piece.override(), now)));
      }
    }
    return entries.stream().sorted().toList();
  }

  private static String words(CalendarText.Entry entry) {
    return entry.start() + " " + entry.end() + " " + entry.uid() + " " + entry.override();
  }
}
