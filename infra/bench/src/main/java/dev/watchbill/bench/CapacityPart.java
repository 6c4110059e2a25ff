package dev.watchbill.bench;

import dev.watchbill.bench.Deployed.MovedClock;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What each thing costs in capacity units, through the functions themselves. */
final class CapacityPart implements Part {

  private static final Duration LONGER_THAN_ANYTHING_IS_CACHED = Duration.ofSeconds(10);

  @Override
  public Results run(Options options) {
    var results =
        new Results("Capacity units of one request", "what", "write", "read", "target", "met");
    for (boolean limited : List.of(true, false)) measure(results, limited);
    results.note("limits: whether the request limits are on, which is the default of a deployment");
    results.note(
        "writes by the price rules (a kilobyte begun is a unit, each index entry is one more, twice"
            + " in a transaction), reads as DynamoDB Local reports them");
    results.note(
        "only the two legacy types open a group with a timer, and those cannot be made by hand: the"
            + " test AlertCapacityTest holds that case, limits and timer included, to 20 write units");
    return results;
  }

  private static void measure(Results results, boolean limited) {
    MovedClock clock = new MovedClock();
    try (MeteredWorld world = new MeteredWorld(clock)) {
      new Measured(results, world, new Deployed(world.table(), clock, limited), limited).all();
    }
  }

  private record Measured(
      Results results, MeteredWorld world, Deployed functions, boolean limited) {

    void all() {
      String checks = functions.integration("formatted_webhook");
      String prometheus = functions.integration("alertmanager");
      functions.alert(checks, Payloads.formatted("first", "alerting", 0));
      functions.alert(prometheus, Payloads.alertmanager("first"));

      row("alert that opens a group, no timer", 20, 0, () -> alert(checks, "alerting"));
      row("repeated alert", 6, 3, () -> alert(checks, "alerting"));
      row("repeated alert, integration cached", false, 6, 3, () -> alert(checks, "alerting"));
      row(
          "alert that opens a group, no timer (alertmanager)",
          20,
          0,
          () -> functions.alert(prometheus, Payloads.alertmanager("db-1")));
      row(
          "repeated alert (alertmanager)",
          6,
          3,
          () -> functions.alert(prometheus, Payloads.alertmanager("db-1")));
      String group = "/api/v1/alert_groups/" + newest() + "/";
      row("silence", 0, 0, () -> functions.post(group + "silence/", Map.of("delay", 60)));
      expire();
      row("acknowledge", 0, 0, () -> functions.post(group + "acknowledge/", Map.of()));
      row("alert that resolves its group", 0, 0, () -> alert(checks, "ok"));
      if (!limited) {
        for (int i = 0; i < 60; i++) {
          functions.alert(checks, Payloads.formatted("many-" + i, "alerting", i));
        }
      } else {
        for (int i = 0; i < 60; i++) {
          functions.pass(Duration.ofSeconds(2));
          functions.alert(checks, Payloads.formatted("many-" + i, "alerting", i));
        }
      }
      row("GET one group", 0, 0, () -> functions.get(group, ""));
      row("GET 50 groups", 0, 0, () -> functions.get("/api/v1/alert_groups/", "perpage=50"));
      row(
          "GET 50 firing groups of an integration",
          0,
          0,
          () ->
              functions.get(
                  "/api/v1/alert_groups/",
                  "perpage=50&state=firing&integration_id=" + integration()));
      if (!limited) return;
      functions.pass(Duration.ofDays(1));
      functions.sweep();
      row("empty sweep of " + TimerKind.values().length + " kinds", 0, 0, functions::sweep);
    }

    private void alert(String path, String state) {
      functions.alert(path, Payloads.formatted("disk-1", state, 1));
    }

    /** The group that alerts named "disk-1" of the first integration went to. */
    private String newest() {
      for (Object each : rows("/api/v1/alert_groups/")) {
        if (each instanceof Map<?, ?> group
            && String.valueOf(group.get("title")).endsWith("disk-1")) {
          return String.valueOf(group.get("id"));
        }
      }
      throw new IllegalStateException("the group is not listed");
    }

    private String integration() {
      for (Object each : rows("/api/v1/integrations/")) {
        if (each instanceof Map<?, ?> integration
            && "formatted_webhook".equals(integration.get("type"))) {
          return String.valueOf(integration.get("id"));
        }
      }
      throw new IllegalStateException("the integration is not listed");
    }

    private List<?> rows(String path) {
      return functions.get(path, "").get("results") instanceof List<?> list ? list : List.of();
    }

    private void expire() {
      String message = functions.messages().getLast();
      functions.pass(Duration.ofSeconds(61));
      row("end of a silence, by its message", 0, 0, () -> functions.deliver(message));
    }

    private void row(String what, double writes, double reads, Runnable action) {
      row(what, true, writes, reads, action);
    }

    /** Zero as a target: there is none. */
    private void row(String what, boolean uncached, double writes, double reads, Runnable action) {
      if (uncached) functions.pass(LONGER_THAN_ANYTHING_IS_CACHED);
      MeteredWorld.Cost cost = world.of(action);
      boolean met =
          (writes == 0 || cost.writes() <= writes) && (reads == 0 || cost.reads() <= reads);
      results.row(
          what + (what.contains("sweep") ? "" : limited ? ", limits on" : ", limits off"),
          cost.writes(),
          cost.reads(),
          (writes == 0 ? "" : "≤ " + (int) writes + " w")
              + (reads == 0 ? "" : ", ≤ " + (int) reads + " r"),
          writes == 0 && reads == 0 ? "" : met ? "yes" : "NO");
    }
  }
}
