package dev.watchbill.handlers.oncall;

import static dev.watchbill.handlers.oncall.Session.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.CalendarSource.Fetched;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.oncall.Session.Answer;
import dev.watchbill.storage.DynamoShiftSwaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shifts, schedules and swaps beyond what is recorded (spec oncall-api §4, §8, §18). */
class SchedulesTest {
  private final TestDeployment deployment = new TestDeployment(false);
  private final Session admin = new Session(deployment, TestDeployment.ADMIN);
  private final Map<String, String> ids = new HashMap<>();

  @BeforeEach
  void people() {
    for (String name : List.of("ann", "bob", "eve")) {
      ids.put(
          name,
          admin.post("users/", Map.of("username", name, "email", name + "@e.org")).is(201).id());
    }
  }

  private String id(String name) {
    return ids.getOrDefault(name, "");
  }

  /** On call every day around the clock, from before the test's time. */
  private String daily(String user, Object... more) {
    Map<String, @Nullable Object> shift =
        object(
            "name",
            "daily",
            "type",
            "recurrent_event",
            "frequency",
            "daily",
            "start",
            "2030-01-01T00:00:00",
            "duration",
            86_400,
            "users",
            List.of(id(user)));
    for (int i = 0; i < more.length; i += 2) shift.put(more[i].toString(), more[i + 1]);
    return admin.post("on_call_shifts/", shift).is(201).id();
  }

  private String schedule(String type, String... shifts) {
    return admin
        .post(
            "schedules/",
            object("type", type, "name", "s", "time_zone", "UTC", "shifts", List.of(shifts)))
        .is(201)
        .id();
  }

  private List<?> onCallNow(String schedule) {
    return list(admin.get("schedules/" + schedule + "/").is(200).at("on_call_now"));
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) return list;
    throw new AssertionError("no list: " + value);
  }

  private List<String> finalShifts(String schedule, String from, String to) {
    Answer answer =
        admin
            .get("schedules/" + schedule + "/final_shifts?start_date=" + from + "&end_date=" + to)
            .is(200);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < list(answer.at("results")).size(); i++) {
      rows.add(
          answer.text("results", i, "user_username")
              + " "
              + answer.text("results", i, "shift_start")
              + " "
              + answer.text("results", i, "shift_end"));
    }
    return rows;
  }

  // The past

  @Test
  void anEditOfABegunRotationChangesNothingThatWas() {
    String shift = daily("ann");
    String schedule = schedule("calendar", shift);
    List<String> before = finalShifts(schedule, "2030-02-20", "2030-03-01");

    admin.put("on_call_shifts/" + shift + "/", Map.of("users", List.of(id("bob")))).is(200);

    assertThat(finalShifts(schedule, "2030-02-20", "2030-03-01")).isEqualTo(before);
    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("bob")));
    assertThat(finalShifts(schedule, "2030-03-01", "2030-03-02"))
        .containsExactly(
            "ann 2030-03-01T00:00:00Z 2030-03-01T12:00:00Z",
            "bob 2030-03-01T12:00:00Z 2030-03-02T00:00:00Z");
    assertThat(admin.get("on_call_shifts/" + shift + "/").is(200).at("users"))
        .isEqualTo(List.of(id("bob")));
    assertThat(admin.get("on_call_shifts/?schedule_id=" + schedule).at("count")).isEqualTo(1L);
  }

  @Test
  void aRenameKeepsTheRotationWhole() {
    String shift = daily("ann");
    String schedule = schedule("calendar", shift);

    admin.put("on_call_shifts/" + shift + "/", Map.of("name", "other")).is(200);

    assertThat(finalShifts(schedule, "2030-03-01", "2030-03-02"))
        .containsExactly("ann 2030-03-01T00:00:00Z 2030-03-02T00:00:00Z");
  }

  @Test
  void aDeletedRotationStaysInThePast() {
    String shift = daily("ann");
    String schedule = schedule("calendar", shift);

    admin.delete("on_call_shifts/" + shift + "/").is(204);

    admin.get("on_call_shifts/" + shift + "/").is(404);
    assertThat(admin.get("schedules/" + schedule + "/").at("shifts")).isEqualTo(List.of());
    assertThat(onCallNow(schedule)).isEqualTo(List.of());
    assertThat(finalShifts(schedule, "2030-02-28", "2030-03-03"))
        .containsExactly(
            "ann 2030-02-28T00:00:00Z 2030-03-01T00:00:00Z",
            "ann 2030-03-01T00:00:00Z 2030-03-01T12:00:00Z");
  }

  @Test
  void aShiftTakenOutAndPutBackCountsOnce() {
    String shift = daily("ann");
    String schedule = schedule("calendar", shift);
    List<String> whole = finalShifts(schedule, "2030-02-28", "2030-03-03");

    admin.put("schedules/" + schedule + "/", Map.of("shifts", List.of())).is(200);
    assertThat(finalShifts(schedule, "2030-02-28", "2030-03-03"))
        .endsWith("ann 2030-03-01T00:00:00Z 2030-03-01T12:00:00Z");
    assertThat(onCallNow(schedule)).isEqualTo(List.of());

    admin.put("schedules/" + schedule + "/", Map.of("shifts", List.of(shift))).is(200);
    assertThat(finalShifts(schedule, "2030-02-28", "2030-03-03")).isEqualTo(whole);
    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("ann")));
  }

  @Test
  void deletingABegunShiftOfAWebScheduleEndsIt() {
    String shift = daily("ann");
    String schedule = schedule("web", shift);

    admin.delete("on_call_shifts/" + shift + "/").is(204);

    assertThat(admin.get("on_call_shifts/" + shift + "/").is(200).at("until"))
        .isEqualTo("2030-03-01T12:00:00");
    assertThat(onCallNow(schedule)).isEqualTo(List.of());
    assertThat(finalShifts(schedule, "2030-03-01", "2030-03-03"))
        .containsExactly("ann 2030-03-01T00:00:00Z 2030-03-01T12:00:00Z");
    admin.delete("on_call_shifts/" + shift + "/").is(204);
  }

  @Test
  void aRunningOverrideOfAWebScheduleIsShortened() {
    String shift =
        admin
            .post(
                "on_call_shifts/",
                object(
                    "name",
                    "o",
                    "type",
                    "override",
                    "start",
                    "2030-03-01T11:00:00",
                    "duration",
                    7_200,
                    "users",
                    List.of(id("bob"))))
            .is(201)
            .id();
    String schedule = schedule("web", daily("ann"), shift);
    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("bob")));

    admin.delete("on_call_shifts/" + shift + "/").is(204);

    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("ann")));
    assertThat(admin.get("on_call_shifts/" + shift + "/").is(200).at("duration")).isEqualTo(3_600L);
  }

  // Schedules and their shifts

  @Test
  void anOverrideActsInACalendarScheduleToo() {
    String override =
        admin
            .post(
                "on_call_shifts/",
                object(
                    "name",
                    "o",
                    "type",
                    "override",
                    "start",
                    "2030-03-01T11:00:00",
                    "duration",
                    7_200,
                    "users",
                    List.of(id("bob"), id("eve"))))
            .is(201)
            .id();
    String schedule = schedule("calendar", daily("ann"), override);

    assertThat(new ArrayList<Object>(onCallNow(schedule)))
        .containsExactlyInAnyOrder(id("bob"), id("eve"));
  }

  @Test
  void aShiftOfTwoSchedulesChangesBoth() {
    String shift = daily("ann");
    String first = schedule("calendar", shift);
    String second = schedule("web", shift);
    assertThat(admin.get("on_call_shifts/" + shift + "/").at("schedule")).isEqualTo(second);

    admin.put("on_call_shifts/" + shift + "/", Map.of("users", List.of(id("bob")))).is(200);

    assertThat(onCallNow(first)).isEqualTo(List.of(id("bob")));
    assertThat(onCallNow(second)).isEqualTo(List.of(id("bob")));
    admin.delete("schedules/" + second + "/").is(204);
    assertThat(admin.get("on_call_shifts/" + shift + "/").is(200).at("schedule")).isEqualTo(first);
    admin.delete("schedules/" + first + "/").is(204);
    assertThat(admin.get("on_call_shifts/" + shift + "/").is(200).at("schedule")).isNull();
  }

  @Test
  void whoMayNoLongerBeNotifiedIsOffAtOnce() {
    String schedule = schedule("calendar", daily("ann"));
    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("ann")));

    admin.send("PATCH", "users/" + id("ann") + "/", Map.of("role", "none")).is(200);
    assertThat(onCallNow(schedule)).isEqualTo(List.of());

    admin.send("PATCH", "users/" + id("ann") + "/", Map.of("role", "editor")).is(200);
    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("ann")));
    admin.delete("users/" + id("ann") + "/").is(204);
    assertThat(onCallNow(schedule)).isEqualTo(List.of());
  }

  @Test
  void aTeamWithAShiftOrAScheduleStays() {
    String team = admin.post("teams/", Map.of("name", "t")).is(201).id();
    String shift = daily("ann", "team_id", team);
    admin.delete("teams/" + team + "/").is(400);
    admin.delete("on_call_shifts/" + shift + "/").is(204);
    String schedule = schedule("web");
    admin.put("schedules/" + schedule + "/", Map.of("team_id", team)).is(200);
    admin.delete("teams/" + team + "/").is(400);
    admin.delete("schedules/" + schedule + "/").is(204);
    admin.delete("teams/" + team + "/").is(204);
  }

  @Test
  void aScheduleWithManyShiftsCanBeMadeAndDeleted() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 120; i++) many.add(daily("ann"));
    String[] first = many.subList(0, 90).toArray(String[]::new);
    String schedule = schedule("web", first);
    admin.put("schedules/" + schedule + "/", Map.of("shifts", many)).is(200);
    assertThat(
            admin
                .put("schedules/" + schedule + "/", Map.of("shifts", List.of()))
                .is(400)
                .at("shifts"))
        .isNotNull();

    admin.delete("schedules/" + schedule + "/").is(204);

    admin.get("on_call_shifts/" + many.getFirst() + "/").is(404);
    assertThat(admin.get("on_call_shifts/").at("count")).isEqualTo(0L);
  }

  // Questions

  @Test
  void onCallAtAnInstantTellsUntilWhenAndWhy() {
    String day = daily("ann", "start", "2030-01-01T08:00:00", "duration", 28_800);
    String schedule = schedule("calendar", day);
    String path = "schedules/" + schedule + "/on_call";

    Answer now = admin.get(path).is(200);
    assertThat(now.text("users", 0, "username")).isEqualTo("ann");
    assertThat(now.at("until")).isEqualTo("2030-03-01T16:00:00Z");
    assertThat(now.at("next_users")).isEqualTo(List.of());

    Answer handover = admin.get(path + "?at=2030-02-01T08:00:00Z").is(200);
    assertThat(handover.text("users", 0, "pk")).isEqualTo(id("ann"));
    assertThat(handover.text("because", 0, "shift")).isEqualTo(day);
    for (String plus : List.of("+", "%2B")) { // a plus that is not escaped is a blank
      Answer zoned = admin.get(path + "?at=2030-02-01T09:00:00" + plus + "01:00").is(200);
      assertThat(zoned.at("at")).isEqualTo(handover.at("at"));
    }
    Answer night = admin.get(path + "?at=2030-02-01T16:00:00Z").is(200);
    assertThat(night.at("users")).isEqualTo(List.of());
    assertThat(night.text("until")).isEqualTo("2030-02-02T08:00:00Z");
    assertThat(night.text("next_users", 0, "username")).isEqualTo("ann");

    deployment.pass(Duration.ofHours(5));
    assertThat(admin.get(path).at("users")).isEqualTo(List.of());
    deployment.pass(Duration.ofDays(400));
    assertThat(admin.get(path).is(200).at("because")).isNotNull();

    assertThat(admin.get(path + "?at=x").is(400).at("at")).isNotNull();
    assertThat(admin.get(path + "?at=2060-01-01").is(400).text("at", 0)).contains("ten years");
    assertThat(admin.get(path + "?at=9999-12-31T23:59:59Z").is(400).at("at")).isNotNull();
    admin.get("schedules/SNOPE/on_call?at=x").is(404);
  }

  @Test
  void qualityTellsCoverAndLoad() {
    String schedule = schedule("calendar", daily("ann"));
    String path = "schedules/" + schedule + "/quality";

    Answer report = admin.get(path + "?date=2030-03-04&days=7").is(200);
    assertThat(report.at("total_score")).isEqualTo(100L);
    assertThat(report.text("comments", 0, "type")).isEqualTo("info");
    assertThat(report.at("overloaded_users")).isEqualTo(List.of());
    admin.get(path).is(200);
    assertThat(admin.get(path + "?days=366").is(400).text("days", 0)).contains("365");
    assertThat(admin.get(path + "?days=0").is(400).at("days")).isNotNull();
    assertThat(admin.get(path + "?date=x").is(400).at("date")).isNotNull();
  }

  @Test
  void aPreviewTellsWhoGainsAndLosesAndStoresNothing() {
    String day = daily("ann", "start", "2030-01-01T08:00:00", "duration", 43_200);
    String night = daily("bob", "start", "2030-01-01T20:00:00", "duration", 43_200);
    String schedule = schedule("calendar", day, night);
    Map<?, ?> before =
        deployment.table.everything().stream()
            .collect(java.util.stream.Collectors.toMap(item -> item.key(), item -> item.version()));

    Answer preview =
        admin
            .post(
                "schedules/" + schedule + "/preview",
                Map.of(
                    "start_date",
                    "2030-03-02T08:00",
                    "end_date",
                    "2030-03-03T08:00",
                    "shifts",
                    List.of(
                        Map.of("id", day, "users", List.of(id("eve"))),
                        Map.of("id", night, "delete", true))))
            .is(200);

    Map<String, Object> hours = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      hours.put(
          preview.text("users", i, "username"),
          preview.at("users", i, "hours_before") + "->" + preview.at("users", i, "hours_after"));
    }
    assertThat(hours).isEqualTo(Map.of("ann", "12.0->0.0", "bob", "12.0->0.0", "eve", "0.0->12.0"));
    assertThat(preview.at("new_gaps"))
        .isEqualTo(List.of(Map.of("start", "2030-03-02T20:00:00Z", "end", "2030-03-03T08:00:00Z")));
    assertThat(preview.at("closed_gaps")).isEqualTo(List.of());
    Map<?, ?> after =
        deployment.table.everything().stream()
            .collect(java.util.stream.Collectors.toMap(item -> item.key(), item -> item.version()));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void aPreviewRefusesWhatAWriteWould() {
    String shift = daily("ann");
    String schedule = schedule("calendar", shift);
    String path = "schedules/" + schedule + "/preview";
    assertThat(admin.post(path, Map.of()).is(400).at("shifts")).isNotNull();
    assertThat(
            admin
                .post(path, Map.of("shifts", List.of(Map.of("id", shift, "time_zone", "x"))))
                .is(400)
                .at("shifts", "0", "time_zone"))
        .isNotNull();
    assertThat(
            admin
                .post(path, Map.of("shifts", List.of(Map.of("id", "ONOPE"), 5)))
                .is(400)
                .at("shifts", "1"))
        .isNotNull();
    assertThat(
            admin
                .post(path, Map.of("shifts", List.of(), "end_date", "2060-01-01"))
                .is(400)
                .text("non_field_errors", 0))
        .contains("365");
  }

  @Test
  void aWindowThatRunsBackwardsNamesBothEnds() {
    String schedule = schedule("web");
    assertThat(
            admin
                .get(
                    "schedules/"
                        + schedule
                        + "/final_shifts?start_date=2030-02-01&end_date=2030-01-01")
                .is(400)
                .text("non_field_errors", 0))
        .contains("2030-02-01", "2030-01-01");
  }

  // Bad input

  @Test
  void whatCanOnlyBeAMistakeIsRefusedByName() {
    Map<String, Map<String, ?>> wrong = new LinkedHashMap<>();
    wrong.put("duration", Map.of("duration", -1));
    wrong.put("until", Map.of("until", "2029-12-30T00:00:00"));
    wrong.put("by_monthday", Map.of("by_month", List.of(2), "by_monthday", List.of(31, -30)));
    wrong.put("time_zone", Map.of("time_zone", "Mars/Olympus"));
    wrong.put("level", Map.of("level", 99_999_999_999L));
    wrong.forEach(
        (field, change) -> {
          Map<String, @Nullable Object> shift =
              object(
                  "name",
                  "a",
                  "type",
                  "recurrent_event",
                  "frequency",
                  "daily",
                  "start",
                  "2030-01-01T00:00:00",
                  "duration",
                  3_600);
          shift.putAll(change);
          assertThat(admin.post("on_call_shifts/", shift).is(400).at(field)).as(field).isNotNull();
        });
    for (String field : List.of("start", "until", "rotation_start")) {
      Map<String, @Nullable Object> shift =
          object(
              "name",
              "a",
              "type",
              "recurrent_event",
              "frequency",
              "daily",
              "start",
              "2030-01-01T00:00:00",
              "duration",
              3_600);
      shift.put(field, "1000000-01-01T00:00:00");
      assertThat(admin.post("on_call_shifts/", shift).is(400).text("detail")).contains(field);
    }
    daily("ann", "by_month", List.of(2), "by_monthday", List.of(29));
  }

  /** Skipped and repeated local times are never an error (spec §4.5). */
  @Test
  void localTimesThatDoNotExistOrExistTwiceHaveAnInstant() {
    String skipped =
        daily(
            "ann",
            "type",
            "single_event",
            "start",
            "2030-03-31T02:30:00",
            "duration",
            7_200,
            "time_zone",
            "Europe/Paris");
    String repeated =
        daily(
            "ann",
            "type",
            "single_event",
            "start",
            "2030-10-27T02:30:00",
            "duration",
            1_800,
            "time_zone",
            "Europe/Paris");
    String schedule = schedule("calendar", skipped, repeated);

    assertThat(finalShifts(schedule, "2030-03-31", "2030-04-01"))
        .first()
        .asString()
        .startsWith("ann 2030-03-31T01:30:00Z");
    assertThat(finalShifts(schedule, "2030-10-27", "2030-10-28"))
        .first()
        .asString()
        .startsWith("ann 2030-10-27T00:30:00Z");
  }

  // What is told

  /** The decisions of a kind, as their inputs; the chain must be whole. */
  private List<String> told(String schedule, String kind) {
    deployment.look();
    Answer answer = admin.get("schedules/" + schedule + "/decisions").is(200);
    assertThat(answer.at("verified")).isEqualTo(true);
    List<String> told = new ArrayList<>();
    for (Object each : list(answer.at("results"))) {
      if (!(each instanceof Map<?, ?> decision)) throw new AssertionError(each);
      if (kind.equals(decision.get("kind"))) told.add(String.valueOf(decision.get("inputs")));
    }
    return told;
  }

  @Test
  void idsThatNobodyHasAreDroppedAndToldOnce() {
    String shift = daily("ann", "users", List.of(id("ann"), "UNOBODY"));
    String schedule = schedule("calendar", shift);
    String other = schedule("web");
    String path = "on_call_shifts/" + shift + "/";
    assertThat(admin.get(path).is(200).at("users")).isEqualTo(List.of(id("ann")));
    String first = "{count=1, shift=" + shift + ", users=UNOBODY}";
    assertThat(told(schedule, "users_left_out")).containsExactly(first);
    assertThat(told(schedule, "users_left_out")).containsExactly(first);

    // Listed by another schedule, it is told there as well; and a write that repeats it is not.
    admin.put("schedules/" + other + "/", Map.of("shifts", List.of(shift))).is(200);
    admin.put(path, Map.of("users", List.of("UNOBODY", id("ann")))).is(200);
    admin.put(path, Map.of("name", "renamed")).is(200);
    assertThat(told(other, "users_left_out")).containsExactly(first);
    assertThat(told(schedule, "users_left_out")).containsExactly(first);

    admin.put(path, Map.of("users", List.of(id("ann"), "UNOBODY", "UELSE", 7))).is(200);
    String second = "{count=3, shift=" + shift + ", users=UNOBODY,UELSE,7}";
    assertThat(told(schedule, "users_left_out")).containsExactly(first, second);
    admin.put(path, Map.of("users", List.of(id("ann")))).is(200);
    assertThat(told(schedule, "users_left_out")).containsExactly(first, second);
    admin.put(path, Map.of("users", "ann")).is(200);
    assertThat(told(schedule, "users_left_out"))
        .endsWith("{count=1, shift=" + shift + ", users=ann}");
  }

  @Test
  void whoLosesTheRightOrLeavesIsToldInTheStory() {
    String shift = daily("ann", "users", List.of(id("ann"), id("bob"), id("eve")));
    String schedule = schedule("calendar", shift);
    assertThat(told(schedule, "users_left_out")).isEmpty();

    admin.send("PATCH", "users/" + id("bob") + "/", Map.of("role", "viewer")).is(200);
    String viewer = "{count=1, shift=" + shift + ", users=" + id("bob") + "}";
    assertThat(told(schedule, "users_left_out")).containsExactly(viewer);
    admin.delete("users/" + id("eve") + "/").is(204);
    String deleted = "{count=1, shift=" + shift + ", users=" + id("eve") + "}";
    assertThat(told(schedule, "users_left_out")).containsExactly(viewer, deleted);
    assertThat(told(schedule, "handoff")).hasSize(3);
    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("ann")));
  }

  @Test
  void anotherZoneCountsFromNowOnAndIsTold() {
    String shift = daily("ann", "start", "2030-01-01T09:00:00", "duration", 3_600);
    String schedule = schedule("calendar", shift);
    List<String> before = finalShifts(schedule, "2030-02-20", "2030-02-28");
    assertThat(told(schedule, "zone_changed")).isEmpty();

    admin.put("schedules/" + schedule + "/", Map.of("time_zone", "Asia/Tokyo")).is(200);

    assertThat(finalShifts(schedule, "2030-02-20", "2030-02-28")).isEqualTo(before);
    assertThat(finalShifts(schedule, "2030-03-01", "2030-03-03"))
        .containsExactly(
            "ann 2030-03-01T09:00:00Z 2030-03-01T10:00:00Z",
            "ann 2030-03-02T00:00:00Z 2030-03-02T01:00:00Z");
    assertThat(told(schedule, "zone_changed"))
        .singleElement()
        .asString()
        .startsWith("{at=2030-03-01T12:0")
        .endsWith("from=UTC, to=Asia/Tokyo}");

    // An edit and a deletion keep the past as it was read, too.
    admin.put("on_call_shifts/" + shift + "/", Map.of("users", List.of(id("bob")))).is(200);
    assertThat(finalShifts(schedule, "2030-02-20", "2030-02-28")).isEqualTo(before);
    admin.put("schedules/" + schedule + "/", Map.of("time_zone", "America/New_York")).is(200);
    admin.delete("on_call_shifts/" + shift + "/").is(204);
    assertThat(finalShifts(schedule, "2030-02-20", "2030-02-28")).isEqualTo(before);
    assertThat(told(schedule, "zone_changed")).hasSize(2);
  }

  // Imported calendars

  @Test
  void aCalendarIsFetchedAndKeptWhenItIsNamed() {
    deployment.calendars.at.put("https://c.org/a.ics", new Fetched.Usable("a"));
    deployment.calendars.at.put("https://c.org/bad.ics", new Fetched.ParseFailed("no"));
    Map<String, @Nullable Object> ical =
        object("type", "ical", "name", "i", "ical_url_primary", "https://c.org/a.ics");

    String id = admin.post("schedules/", ical).is(201).id();
    assertThat(deployment.calendars.kept).containsExactly("https://c.org/a.ics a");
    for (String url :
        List.of("https://c.org/bad.ics", "https://c.org/none.ics", TestDeployment.BASE + "/x")) {
      assertThat(
              admin
                  .put("schedules/" + id + "/", Map.of("ical_url_primary", url))
                  .is(400)
                  .at("ical_url_primary"))
          .isNotNull();
    }
    admin.put("schedules/" + id + "/", Map.of("name", "j")).is(200);
    assertThat(deployment.calendars.kept).hasSize(1);
    admin.delete("schedules/" + id + "/").is(204);
    assertThat(deployment.calendars.kept).isEmpty();
  }

  // Feeds

  private Response feed(String path) {
    return deployment.call("none", "GET", "/api/v1/" + path, null);
  }

  @Test
  void aFeedOpensWithItsOwnTokenOnly() {
    String one = schedule("calendar", daily("ann"));
    String two = schedule("web");
    admin.get("schedules/" + one + "/export_token").is(404);

    Answer made = admin.post("schedules/" + one + "/export_token", Map.of()).is(201);
    String token = made.text("token");
    assertThat(made.text("export_url"))
        .isEqualTo(TestDeployment.BASE + "/api/v1/schedules/" + one + "/export?token=" + token);
    assertThat(token).matches("[0-9a-f]{32}");
    Response feed = feed("schedules/" + one + "/export?token=" + token);
    assertThat(feed.status()).isEqualTo(200);
    assertThat(feed.headers()).containsEntry("content-type", "text/calendar");
    assertThat(feed.body()).contains("ann");

    assertThat(feed("schedules/" + two + "/export?token=" + token).status()).isEqualTo(403);
    assertThat(feed("schedules/" + one + "/export?token=" + TestDeployment.ADMIN).status())
        .isEqualTo(403);
    String user = String.valueOf(admin.get("users/current").at("id"));
    assertThat(feed("users/" + user + "/schedule_export?token=" + token).status()).isEqualTo(403);
    assertThat(admin.get("schedules/" + one + "/export_token").is(200).at("token")).isNull();
    assertThat(deployment.table.everything().toString()).doesNotContain(token);

    String next = admin.post("schedules/" + one + "/export_token", Map.of()).text("token");
    assertThat(feed("schedules/" + one + "/export?token=" + token).status()).isEqualTo(403);
    assertThat(feed("schedules/" + one + "/export?token=" + next).status()).isEqualTo(200);
    admin.delete("schedules/" + one + "/export_token").is(204);
    assertThat(feed("schedules/" + one + "/export?token=" + next).status()).isEqualTo(403);
  }

  @Test
  void aUsersFeedHasThatUsersShiftsAndEndsWithTheUser() {
    schedule("calendar", daily("ann"));
    schedule("web", daily("bob"));
    String token = admin.post("users/" + id("ann") + "/export_token", Map.of()).text("token");
    String path = "users/" + id("ann") + "/schedule_export?token=" + token;

    assertThat(feed(path).body()).contains("s: ann").doesNotContain("bob");
    assertThat(feed("users/" + id("bob") + "/schedule_export?token=" + token).status())
        .isEqualTo(403);

    admin.delete("users/" + id("ann") + "/").is(204);
    assertThat(feed(path).status()).isEqualTo(403);
  }

  @Test
  void nobodyMakesAKeyToSomebodyElsesFeed() {
    String secret =
        admin.post("tokens/", Map.of("name", "t", "user_id", id("ann"))).is(201).text("token");
    Session ann = new Session(deployment, secret);
    ann.post("users/" + id("bob") + "/export_token", Map.of()).is(403);
    ann.post("users/" + id("ann") + "/export_token", Map.of()).is(201);
  }

  // Swaps

  private String swap(String schedule, String from, String to) {
    return admin
        .post(
            "shift_swaps/",
            Map.of(
                "schedule", schedule, "swap_start", from, "swap_end", to, "beneficiary", id("ann")))
        .is(201)
        .id();
  }

  @Test
  void aTakenSwapThatHasBegunKeepsItsPast() {
    String schedule = schedule("calendar", daily("ann"));
    String swap = swap(schedule, "2030-03-02T00:00:00Z", "2030-03-04T00:00:00Z");
    admin.post("shift_swaps/" + swap + "/take/", Map.of("benefactor", id("bob"))).is(200);
    deployment.pass(Duration.ofDays(2));
    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("bob")));

    admin.delete("shift_swaps/" + swap + "/").is(204);

    assertThat(onCallNow(schedule)).isEqualTo(List.of(id("ann")));
    assertThat(finalShifts(schedule, "2030-03-02", "2030-03-04"))
        .containsExactly(
            "bob 2030-03-02T00:00:00Z 2030-03-03T00:00:00Z",
            "bob 2030-03-03T00:00:00Z 2030-03-03T12:00:00Z",
            "ann 2030-03-03T12:00:00Z 2030-03-04T00:00:00Z");
  }

  @Test
  void aTakenSwapThatMovesCountsWhereItIsNow() {
    String schedule = schedule("calendar", daily("ann"));
    String swap = swap(schedule, "2030-03-02T00:00:00Z", "2030-03-03T00:00:00Z");
    admin.post("shift_swaps/" + swap + "/take/", Map.of("benefactor", id("bob"))).is(200);

    admin
        .put(
            "shift_swaps/" + swap + "/",
            Map.of(
                "schedule", schedule,
                "swap_start", "2030-03-05T00:00:00Z",
                "swap_end", "2030-03-06T00:00:00Z"))
        .is(200);

    assertThat(finalShifts(schedule, "2030-03-02", "2030-03-03"))
        .containsExactly("ann 2030-03-02T00:00:00Z 2030-03-03T00:00:00Z");
    assertThat(finalShifts(schedule, "2030-03-05", "2030-03-06"))
        .containsExactly("bob 2030-03-05T00:00:00Z 2030-03-06T00:00:00Z");
  }

  @Test
  void swapsGoWithTheirSchedule() {
    String schedule = schedule("calendar", daily("ann"));
    String swap = swap(schedule, "2030-03-02T00:00:00Z", "2030-03-03T00:00:00Z");

    admin.delete("schedules/" + schedule + "/").is(204);

    admin.get("shift_swaps/" + swap + "/").is(404);
    assertThat(deployment.table.everything())
        .noneMatch(item -> item.key().pk().startsWith("ROTA#"));
  }

  @Test
  void aPastSwapCannotBeTaken() {
    String schedule = schedule("calendar", daily("ann"));
    String swap = swap(schedule, "2030-03-02T00:00:00Z", "2030-03-03T00:00:00Z");
    deployment.pass(Duration.ofDays(1));

    admin.post("shift_swaps/" + swap + "/take/", Map.of("benefactor", id("bob"))).is(400);
    assertThat(admin.get("shift_swaps/" + swap + "/").is(200).at("status")).isEqualTo("past_due");
    assertThat(admin.get("shift_swaps/").at("count")).isEqualTo(0L);
    assertThat(admin.get("shift_swaps/?starting_after=2030-01-01T00:00:00Z").at("count"))
        .isEqualTo(1L);
    assertThat(
            admin
                .get("shift_swaps/?starting_after=2030-01-01T00:00:00Z&expand_users=true")
                .text("results", 0, "beneficiary", "display_name"))
        .isEqualTo("ann");
  }

  private static final String DAY = "2030-03-04T00:00:00Z";
  private static final String NEXT = "2030-03-05T00:00:00Z";

  private Session.Answer ask(String schedule, String from, String to, String who) {
    return admin.post(
        "shift_swaps/",
        Map.of("schedule", schedule, "swap_start", from, "swap_end", to, "beneficiary", id(who)));
  }

  private Session.Answer take(String swap, String who) {
    return admin.post("shift_swaps/" + swap + "/take/", Map.of("benefactor", id(who)));
  }

  @Test
  void hoursAreAskedForAndTakenOnce() {
    String schedule = schedule("calendar", daily("ann"));
    String first = ask(schedule, DAY, NEXT, "ann").is(201).id();
    // Any hour of it, by the same person: no. Beside it, or somebody else's: yes.
    ask(schedule, DAY, NEXT, "ann").is(400);
    ask(schedule, "2030-03-04T23:00:00Z", "2030-03-09T00:00:00Z", "ann").is(400);
    String beside = ask(schedule, NEXT, "2030-03-06T00:00:00Z", "ann").is(201).id();
    ask(schedule, DAY, NEXT, "eve").is(201);
    ask(schedule("calendar", daily("ann")), DAY, NEXT, "ann").is(201);

    take(first, "bob").is(200);
    ask(schedule, DAY, NEXT, "ann").is(400);
    Map<String, Object> moved =
        Map.of("schedule", schedule, "swap_start", DAY, "swap_end", "2030-03-06T00:00:00Z");
    admin.put("shift_swaps/" + beside + "/", moved).is(400);
    admin.send("PATCH", "shift_swaps/" + first + "/", Map.of("description", "thanks")).is(200);
    assertThat(finalShifts(schedule, "2030-03-04", "2030-03-06"))
        .containsExactly("bob " + DAY + " " + NEXT, "ann " + NEXT + " 2030-03-06T00:00:00Z");

    // Who has taken them may pass them on; gone ones are free again.
    String onward = ask(schedule, DAY, NEXT, "bob").is(201).id();
    take(onward, "eve").is(200);
    assertThat(finalShifts(schedule, "2030-03-04", "2030-03-05"))
        .containsExactly("eve " + DAY + " " + NEXT);
    admin.delete("shift_swaps/" + onward + "/").is(204);
    admin.delete("shift_swaps/" + first + "/").is(204);
    ask(schedule, DAY, NEXT, "ann").is(201);
  }

  @Test
  void whatNobodyTookInTimeIsNotInTheWay() {
    String schedule = schedule("calendar", daily("ann"));
    ask(schedule, "2030-03-02T00:00:00Z", "2030-03-09T00:00:00Z", "ann").is(201);
    deployment.pass(Duration.ofDays(1));
    ask(schedule, DAY, NEXT, "ann").is(201);
  }

  /** Another asks between what this one has read and what it writes. */
  @Test
  void ofTwoWhoAskAtOnceOneIsRefused() {
    String schedule = schedule("calendar", daily("ann"));
    List<String> won = new ArrayList<>();
    deployment.raced.interpose(() -> won.add(ask(schedule, DAY, NEXT, "ann").is(201).id()));

    ask(schedule, "2030-03-04T12:00:00Z", NEXT, "ann").is(400);

    assertThat(won).hasSize(1);
    assertThat(admin.get("shift_swaps/").at("count")).isEqualTo(1L);
  }

  /** Two of the same hours, as an earlier release has let them be made. */
  @Test
  void ofTwoWhoTakeTheSameHoursTheFirstKeepsThem() {
    for (boolean interposed : new boolean[] {false, true}) {
      String schedule = schedule("calendar", daily("ann"));
      String one = ask(schedule, DAY, NEXT, "ann").is(201).id();
      var stored = new DynamoShiftSwaps(deployment.table);
      ShiftSwap made = stored.all("OFIRST").getLast();
      String two = "SSR" + interposed;
      var twin =
          new ShiftSwap(
              two,
              made.org(),
              schedule,
              made.start().plus(Duration.ofHours(6)),
              made.end(),
              null,
              made.beneficiary(),
              null,
              made.createdAt(),
              made.updatedAt(),
              null,
              1);
      assertThat(stored.create(twin)).isEqualTo(new Saved.Done());
      if (interposed) deployment.raced.interpose(() -> take(two, "bob").is(200));
      else take(two, "bob").is(200);

      take(one, "eve").is(400);

      assertThat(finalShifts(schedule, "2030-03-04", "2030-03-05"))
          .containsExactly(
              "ann " + DAY + " 2030-03-04T06:00:00Z", "bob 2030-03-04T06:00:00Z " + NEXT);
      assertThat(admin.get("shift_swaps/" + one + "/").is(200).at("status")).isEqualTo("open");
    }
  }

  @Test
  void zonesThatJavaDoesNotListAreOfTheListAllTheSame() {
    for (String zone : List.of("HST", "EST", "MST", "ROC", "hst", "GMT+0")) {
      String shift = daily("ann", "time_zone", zone);
      assertThat(admin.get("on_call_shifts/" + shift + "/").is(200).at("time_zone"))
          .isEqualTo(zone);
      admin
          .post("schedules/", Map.of("type", "calendar", "name", "s" + zone, "time_zone", zone))
          .is(201);
    }
    String schedule = schedule("calendar", daily("ann", "time_zone", "HST"));
    assertThat(finalShifts(schedule, "2030-03-04", "2030-03-05"))
        .containsExactly(
            "ann 2030-03-04T00:00:00Z 2030-03-04T10:00:00Z",
            "ann 2030-03-04T10:00:00Z 2030-03-05T00:00:00Z");
  }
}
