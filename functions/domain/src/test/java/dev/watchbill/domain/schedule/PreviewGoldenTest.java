package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded edits and deletions with a stopped clock: what was stored before and after, who was on
 * call. Ours never change the past.
 */
class PreviewGoldenTest {
  private static final List<JsonNode> ROWS = Recorded.cases("preview.json");

  @TestFactory
  Stream<DynamicTest> before() {
    return Exceptions.tests(
        "preview before",
        with("final_before"),
        row -> same(rota(row, "shifts_before"), row, "final_before"));
  }

  /** What the original has stored after its edit, read by our rules. */
  @TestFactory
  Stream<DynamicTest> after() {
    return Exceptions.tests(
        "preview after",
        with("final_after"),
        row -> same(rota(row, "shifts_after"), row, "final_after"));
  }

  /** Our own edit: until now as it was, from now on as it is wanted. */
  @TestFactory
  Stream<DynamicTest> ourEditKeepsThePast() {
    return with("final_after").stream()
        .filter(row -> edited(row) != null || row.has("deleted"))
        .map(row -> DynamicTest.dynamicTest(Exceptions.name(row), () -> keepsThePast(row)));
  }

  private static void keepsThePast(JsonNode row) {
    Rota before = rota(row, "shifts_before");
    Instant now = Instant.parse(row.get("now").asText());
    List<Shift> stored = new ArrayList<>();
    List<Shift> wantedShifts = new ArrayList<>();
    for (Shift shift : before.shifts()) {
      ZoneId zone = before.schedule().zoneOf(shift);
      if (row.path("deleted").asText().equals(shift.id())) {
        switch (RotationEdit.delete(shift, zone, now)) {
          case RotationEdit.Retired retired -> stored.add(retired.shift());
          case RotationEdit.Removed removed -> assertThat(removed).isNotNull();
          case RotationEdit.InPlace inPlace -> throw new AssertionError(inPlace);
          case RotationEdit.Split split -> throw new AssertionError(split);
        }
        continue;
      }
      Shift wanted = shift;
      if (row.path("update").path("of").asText().equals(shift.id())) {
        wanted = Objects.requireNonNull(edited(row));
      }
      wantedShifts.add(wanted);
      switch (RotationEdit.update(shift, wanted, zone, "retired", now)) {
        case RotationEdit.InPlace inPlace -> stored.add(inPlace.shift());
        case RotationEdit.Split split -> {
          stored.add(split.retired());
          stored.add(split.shift());
        }
        case RotationEdit.Retired retired -> throw new AssertionError(retired);
        case RotationEdit.Removed removed -> throw new AssertionError(removed);
      }
    }
    Window window = Recorded.window(row.get("window"));
    Rota edited = before.withShifts(stored);
    Window past = new Window(window.start(), now);
    Window future = new Window(now, window.end());
    assertThat(coverage(edited, past)).isEqualTo(coverage(before, past));
    assertThat(coverage(edited, future))
        .isEqualTo(coverage(before.withShifts(wantedShifts), future));
    assertThat(OnCall.at(edited, now).users())
        .containsExactlyInAnyOrderElementsOf(
            OnCall.at(before.withShifts(wantedShifts), now).users());
  }

  /** The edited shift as the public API would have it; null where the row is no such edit. */
  private static @Nullable Shift edited(JsonNode row) {
    if (!row.get("kind").asText().equals("api_update")
        && !row.get("kind").asText().equals("ui_update_forced")) {
      return null;
    }
    for (JsonNode after : row.get("shifts_after")) {
      if (after.get("ref").asText().equals(row.get("update").get("of").asText())) {
        return shift(row, after);
      }
    }
    return null;
  }

  /** A new rotation, not yet stored: its own events, and what the schedule would be. */
  @TestFactory
  Stream<DynamicTest> newRotations() {
    return Exceptions.tests("preview new", kind("ui_preview_new"), PreviewGoldenTest::newRotation);
  }

  private static void newRotation(JsonNode row) {
    Rota before = rota(row, "shifts_before");
    Shift rotation = uiRotation(row.get("new"));
    List<Shift> shifts = new ArrayList<>(before.shifts());
    shifts.add(rotation);
    Instant start = Recorded.instant(row.get("date").asText());
    Window window = new Window(start, start.plus(Duration.ofDays(row.get("days").asInt())));
    assertThat(coverage(before.withShifts(List.of(rotation)), window))
        .isEqualTo(Recorded.coverage(events(row.get("rotation_events"), false, window)));
    assertThat(coverage(before.withShifts(shifts), window))
        .isEqualTo(Recorded.coverage(events(row.get("final_events"), false, window)));
    assertThat(
            Gaps.in(before.withShifts(shifts), window).stream()
                .map(gap -> gap.start() + " " + gap.end() + " gap"))
        .isEqualTo(events(row.get("final_events"), true, window));
  }

  private static List<String> events(JsonNode events, boolean gaps, Window window) {
    List<String> rows = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.get("is_gap").asBoolean() != gaps) continue;
      Instant start = Instant.parse(event.get("start").asText());
      Instant end = Instant.parse(event.get("end").asText());
      if (start.isBefore(window.start())) start = window.start();
      if (end.isAfter(window.end())) end = window.end();
      if (!start.isBefore(end)) continue;
      if (gaps) rows.add(start + " " + end + " gap");
      else
        for (JsonNode user : event.get("users")) rows.add(start + " " + end + " " + user.asText());
    }
    return rows;
  }

  /** A body of the browser: other words for the same shift. */
  private static Shift uiRotation(JsonNode ui) {
    ObjectNode body = ui.deepCopy();
    Instant start = Instant.parse(ui.get("shift_start").asText());
    Instant end = Instant.parse(ui.get("shift_end").asText());
    body.put("ref", "new").put("type", "rolling_users").put("source", 0);
    body.put("start", local(start)).put("duration", Duration.between(start, end).toSeconds());
    body.put("rotation_start", local(Instant.parse(ui.get("rotation_start").asText())));
    body.put("level", ui.get("priority_level").asInt());
    body.put(
        "frequency",
        List.of("daily", "weekly", "monthly", "hourly").get(ui.get("frequency").asInt()));
    if (ui.hasNonNull("until")) body.put("until", ui.get("until").asText().replace("Z", ""));
    return Recorded.shift(body);
  }

  private static String local(Instant at) {
    return at.toString().replace("Z", "");
  }

  private static void same(Rota rota, JsonNode row, String rows) {
    assertThat(coverage(rota, Recorded.window(row.get("window"))))
        .isEqualTo(Recorded.coverage(Recorded.rows(row.get(rows))));
  }

  private static List<String> coverage(Rota rota, Window window) {
    return Recorded.coverage(Recorded.rows(FinalSchedule.of(rota, window)));
  }

  private static Rota rota(JsonNode row, String shifts) {
    Schedule schedule =
        row.has("schedule")
            ? Recorded.schedule(row.get("schedule"))
            : Recorded.web(ZoneId.of(row.get("schedule_time_zone").asText()));
    List<Shift> all = new ArrayList<>();
    row.get(shifts).forEach(body -> all.add(shift(row, body)));
    return Rota.of(schedule, all, Recorded.NOTIFIABLE);
  }

  /** Public representations do not say their source: browser, unless the case is the API's. */
  private static Shift shift(JsonNode row, JsonNode body) {
    ObjectNode copy = body.deepCopy();
    copy.put("source", row.has("schedule") ? 1 : 0);
    // It is shown for weekly shifts only, but a daily one with weekdays begins by it too.
    JsonNode created = row.get("created").get(0);
    if (!copy.has("week_start") && created.has("week_start")) {
      copy.set("week_start", created.get("week_start"));
    }
    return Recorded.shift(copy);
  }

  private static List<JsonNode> with(String field) {
    return ROWS.stream().filter(row -> row.has(field)).toList();
  }

  private static List<JsonNode> kind(String kind) {
    return ROWS.stream().filter(row -> row.get("kind").asText().equals(kind)).toList();
  }

  @Test
  void allOfThem() {
    assertThat(ROWS).hasSize(193);
    for (String comparison : List.of("preview before", "preview after", "preview new")) {
      Exceptions.listed(comparison, ROWS);
    }
  }
}
