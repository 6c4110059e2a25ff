package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.storage.Item;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One bad thing in the table never takes the others along, and can be replaced and deleted. */
class LockedOutTest {
  private static final List<String> NOTIFICATIONS =
      List.of(
          "/api/v1/provisioning/policies",
          "/api/v1/provisioning/contact-points",
          "/api/v1/provisioning/mute-timings",
          "/api/v1/provisioning/templates",
          "/api/v1/provisioning/policies/export",
          "/api/v1/provisioning/contact-points/export",
          "/api/v1/provisioning/mute-timings/export",
          "/api/alert-notifications",
          "/api/alerts");

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);

  private static Map<String, @Nullable Object> timing(Map<String, ?> interval) {
    return Provisioning.with(Provisioning.timing("m"), "time_intervals", List.of(interval));
  }

  private void allServed() {
    for (String address : NOTIFICATIONS) deployment.get(address).is(200);
    deployment
        .post("/api/dashboards/db", Map.of("dashboard", Map.of("title", "d"), "overwrite", true))
        .is(200);
  }

  @Test
  void aNullAmongRangesIsTakenAndReadAgain() {
    for (String field : List.of("times", "weekdays", "days_of_month", "months", "years")) {
      Map<String, @Nullable Object> nulls = new LinkedHashMap<>();
      nulls.put(field, Arrays.asList((Object) null));
      Object made = api.post("mute-timings", timing(nulls)).is(201).json();

      assertThat(api.get("mute-timings/m").is(200).json()).as(field).isEqualTo(made);
      allServed();
      api.put("mute-timings/m", Provisioning.timing("m")).is(202);
      api.delete("mute-timings/m").is(204);
      assertThat(api.get("mute-timings").json()).isEqualTo(List.of());
    }
    assertThat(deployment.table().damageHeard()).isEmpty();
  }

  /** The range of a null holds no minute, as the ranges of the other nulls hold no day. */
  @Test
  void aNullAmongTimesMutesNothing() {
    Map<String, @Nullable Object> nulls = new LinkedHashMap<>();
    nulls.put("times", Arrays.asList((Object) null));

    assertThat(
            api.post(
                    "mute-timings/test",
                    Map.of("time_intervals", List.of(nulls), "at", List.of("2026-03-01T00:00:00Z")))
                .at("active"))
        .isEqualTo(List.of(false));
  }

  /** The bytes that an earlier release wrote, which it could not read itself. */
  @Test
  void whatAnEarlierReleaseBrokeWorksAgain() {
    Map<String, Object> start = Map.of("start_time", "00:00", "end_time", "00:00");
    List<Map<String, Object>> broken =
        List.of(
            Map.of("times", List.of(start)),
            Map.of("days_of_month", List.of("0")),
            Map.of("months", List.of("13"), "years", List.of("-1")),
            Map.of("location", "Atlantis/City"));
    for (Map<String, Object> interval : broken) {
      for (String way : List.of("replaced", "deleted")) {
        api.post("mute-timings", Provisioning.timing("good"));
        rewrite(
            config ->
                Provisioning.with(
                    config,
                    "timings",
                    List.of(
                        Map.of(
                            "name", "m", "time_intervals", List.of(interval), "provenance", "api"),
                        Map.of("name", "good", "time_intervals", List.of(), "provenance", "api"))));

        allServed();
        api.post("contact-points", Provisioning.email("e")).is(202);
        if (way.equals("replaced")) api.put("mute-timings/m", Provisioning.timing("m")).is(202);
        api.delete("mute-timings/m").is(204);
        assertThat(api.get("mute-timings").at(0, "name")).isEqualTo("good");
        assertThat(api.get("mute-timings").at(1)).isNull();
      }
    }
  }

  /** Values of another type than their field has, in every place of the row. */
  @Test
  void damageAnywhereInTheRowIsReportedAndTakesNothingAlong() {
    Map<String, @Nullable Object> right = Provisioning.timing("m");
    right.put(
        "time_intervals",
        List.of(
            Map.of(
                "times", List.of(Map.of("start_time", "08:00", "end_time", "09:00")),
                "weekdays", List.of("monday"),
                "days_of_month", List.of("1"),
                "months", List.of("1"),
                "years", List.of("2026"),
                "location", "UTC")));
    api.post("mute-timings", right).is(201);
    api.post(
            "contact-points",
            Provisioning.point("c", "slack", Map.of("recipient", "#a", "token", "secret-1")))
        .is(202);
    api.put("templates/t", Map.of("template", "x")).is(202);
    Map<String, Object> route = new LinkedHashMap<>();
    route.put("receiver", "c");
    route.put("object_matchers", List.of(List.of("a", "=", "b")));
    route.put("matchers", List.of("x=\"y\""));
    route.put("match", Map.of("k", "v"));
    route.put("match_re", Map.of("k", "v.*"));
    route.put("group_by", List.of("a"));
    route.put("mute_time_intervals", List.of("m"));
    route.put("group_wait", "30s");
    route.put("continue", true);
    api.put("policies", Provisioning.tree("c", route)).is(202);
    Object stored = config();

    int tried = 0;
    for (List<Object> place : Places.in(stored)) {
      for (Object bad : Arrays.asList(5L, "?", List.of(1L), Map.of("a", 1L), true)) {
        rewrite(_ -> Places.with(stored, place, bad));
        for (String address : NOTIFICATIONS) deployment.get(address).is(200);
        // The thing can be replaced as a whole, whatever is in it.
        api.put("policies", Provisioning.tree("grafana-default-email"));
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(200);
    assertThat(deployment.table().damageHeard()).hasSizeGreaterThan(tried / 2);
  }

  @Test
  void bytesThatAreNoneGiveTheDefaultsBack() {
    api.post("mute-timings", Provisioning.timing("m")).is(201);
    Item row = row();
    deployment.table().put(row.toBuilder().set("z", new byte[] {1, 2, 3}).build(), null);

    allServed();
    assertThat(deployment.table().damageHeard()).anyMatch(text -> text.contains("config"));
    api.post("mute-timings", Provisioning.timing("m")).is(201);
  }

  /** Of three schedules one cannot be read, and of another what is remembered of it. */
  @Test
  void aDamagedScheduleKeepsNoOtherFromBeingLookedAt() {
    String user = deployment.firstId("users");
    List<String> schedules = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Map<String, Object> shift = new LinkedHashMap<>();
      shift.put("type", "recurrent_event");
      shift.put("name", name);
      shift.put("start", "2026-01-01T00:00:00");
      shift.put("duration", 3_600L);
      shift.put("frequency", "daily");
      shift.put("users", List.of(user));
      Object made = deployment.created("on_call_shifts", shift).get("id");
      Map<String, Object> schedule = new LinkedHashMap<>();
      schedule.put("type", "calendar");
      schedule.put("name", name);
      schedule.put("time_zone", "UTC");
      schedule.put("shifts", List.of(String.valueOf(made)));
      schedules.add(String.valueOf(deployment.created("schedules", schedule).get("id")));
    }
    deployment.pass(Duration.ofSeconds(10));
    long before = told(schedules.get(2));
    for (Item item : deployment.stored()) {
      boolean first =
          item.key().sk().equals(schedules.getFirst()) && item.type().equals("schedule");
      if (first) deployment.table().put(item.toBuilder().set("zone", "Nowhere/None").build(), null);
      boolean second = item.key().pk().contains(schedules.get(1)) && item.type().equals("watch");
      if (second) deployment.table().put(item.toBuilder().set("seen", "never").build(), null);
    }

    for (int hour = 0; hour < 72; hour++) deployment.pass(Duration.ofHours(1));

    assertThat(told(schedules.get(2))).isGreaterThanOrEqualTo(before + 6);
    assertThat(told(schedules.get(1))).isGreaterThanOrEqualTo(before + 4);
    assertThat(deployment.get("/api/v1/schedules/").is(200).at("count")).isEqualTo(2L);
    assertThat(deployment.table().damageHeard()).isNotEmpty();
  }

  private long told(String schedule) {
    Object count =
        deployment.get("/api/v1/schedules/" + schedule + "/decisions").is(200).at("count");
    return Long.parseLong(String.valueOf(count));
  }

  private Item row() {
    return deployment.stored().stream()
        .filter(item -> item.type().equals("notifications"))
        .findFirst()
        .orElseThrow();
  }

  private @Nullable Object config() {
    byte[] bytes = row().bytes("z");
    if (bytes == null) throw new AssertionError("no content");
    try (var inflater = new java.util.zip.Inflater(true)) {
      inflater.setInput(bytes);
      byte[] plain = new byte[100_000];
      int length = inflater.inflate(plain);
      return Json.read(Arrays.copyOf(plain, length));
    } catch (java.util.zip.DataFormatException | Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Change {
    @Nullable Object of(Map<String, @Nullable Object> config);
  }

  private void rewrite(Change change) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    if (config() instanceof Map<?, ?> map) {
      map.forEach((name, value) -> config.put(String.valueOf(name), value));
    }
    byte[] plain = Json.write(change.of(config)).getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(plain);
      deflater.finish();
      byte[] buffer = new byte[100_000];
      while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
    }
    deployment.table().put(row().toBuilder().set("z", out.toByteArray()).build(), null);
  }
}
