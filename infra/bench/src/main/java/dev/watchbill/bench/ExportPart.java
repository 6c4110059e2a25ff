package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.bench.Deployed.MovedClock;
import dev.watchbill.storage.MemoryTable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The function's own processor time for the export of a thousand rules in every format, and for
 * their list, warm, on the table in memory: from the event's bytes to the answer's bytes.
 */
final class ExportPart implements Part {

  private static final int GROUPS = 10;
  private static final int IN_A_GROUP = 100;
  private static final int WARM_UP = 60;
  private static final int MEASURED = 30;
  private static final int TARGET_MILLIS = 100;

  private static final String RULES = "/api/v1/provisioning/alert-rules";

  private static final List<String> WORDS =
      List.of(
          "latency",
          "errors",
          "saturation",
          "checkout",
          "payments",
          "search",
          "frontend",
          "queue",
          "replica",
          "disk",
          "memory",
          "certificate",
          "backlog",
          "retries",
          "throughput",
          "gateway");

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Random random = new Random(3);

  @Override
  public Results run(Options options) {
    Results results =
        new Results(
            "Export of 1,000 rules, ms of processor time",
            "answer",
            "KB",
            "median",
            "p90",
            "target",
            "met");
    MovedClock clock = new MovedClock();
    Deployed functions = new Deployed(new MemoryTable(clock), clock, false);
    fill(functions);
    for (String format : List.of("yaml", "json", "hcl")) {
      measure(results, functions, format, RULES + "/export", "format=" + format, TARGET_MILLIS);
    }
    measure(results, functions, "the list itself", RULES, "", 0);
    results.note(
        "groups of "
            + IN_A_GROUP
            + ", rules of about a kilobyte; thread time of one answer, "
            + MEASURED
            + " after "
            + WARM_UP
            + ", default flags");
    return results;
  }

  private void fill(Deployed functions) {
    functions.post("/api/folders", Map.of("title", "Operations", "uid", "ops"));
    for (int i = 0; i < GROUPS; i++) {
      List<Map<String, Object>> rules = new ArrayList<>();
      for (int j = 0; j < IN_A_GROUP; j++) rules.add(rule(i * IN_A_GROUP + j));
      functions.put(
          "/api/v1/provisioning/folder/ops/rule-groups/group-" + i,
          Map.of("interval", 60, "rules", rules));
    }
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private Map<String, Object> rule(int number) {
    String metric = word() + "_" + word() + "_" + number;
    Map<String, Object> rule = new TreeMap<>();
    rule.put("title", "High " + word() + " of " + metric);
    rule.put("condition", "C");
    rule.put("noDataState", "NoData");
    rule.put("execErrState", "Error");
    rule.put("for", "5m");
    rule.put("labels", Map.of("team", word(), "severity", word(), "tier", word()));
    rule.put(
        "annotations",
        Map.of(
            "summary", "{{ $labels.instance }}: " + word() + " of " + metric + " is too high",
            "runbook_url", "https://runbooks.example/" + word() + "/" + metric));
    String expression =
        "sum by (instance) (rate(%s_total{team=\"%s\"}[5m]))".formatted(metric, word());
    rule.put(
        "data",
        List.of(
            query("A", "prometheus", Map.of("expr", expression, "instant", true)),
            query(
                "C",
                "__expr__",
                Map.of("type", "threshold", "expression", "A", "value", random.nextInt(1_000)))));
    return rule;
  }

  private static Map<String, Object> query(String refId, String source, Map<String, ?> model) {
    return Map.of(
        "refId",
        refId,
        "datasourceUid",
        source,
        "relativeTimeRange",
        Map.of("from", 600),
        "model",
        model);
  }

  private void measure(
      Results results, Deployed functions, String what, String path, String query, int target) {
    byte[] event = Deployed.event("GET", path, query, "");
    double[] millis = new double[MEASURED];
    byte[] answer = {};
    for (int i = 0; i < WARM_UP + MEASURED; i++) {
      long before = threads.getCurrentThreadCpuTime();
      answer = Deployed.invoke(functions.api(), event);
      long used = threads.getCurrentThreadCpuTime() - before;
      if (i >= WARM_UP) millis[i - WARM_UP] = used / 1_000_000.0;
    }
    String text = new String(answer, UTF_8);
    int rules = text.split("condition", -1).length - 1;
    results.mustBe(rules == GROUPS * IN_A_GROUP, what + " has " + rules + " rules");
    Arrays.sort(millis);
    double median = millis[MEASURED / 2];
    results.row(
        what,
        answer.length / 1024,
        median,
        millis[MEASURED * 9 / 10],
        target == 0 ? "" : "≤ " + target,
        target == 0 ? "" : median <= target ? "yes" : "NO");
  }
}
