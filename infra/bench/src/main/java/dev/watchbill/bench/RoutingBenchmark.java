package dev.watchbill.bench;

import dev.watchbill.domain.policy.Matcher;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.policy.Operator;
import dev.watchbill.domain.policy.PolicyTree;
import dev.watchbill.domain.policy.RoutedPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Routes alerts of six labels through five hundred policies, evenly over all of them, in the four
 * shapes in which the Go original was measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {

  /** The names of {@link RoutingPart}'s rows. */
  @Param({"deep-equality", "deep-regex", "deep-regex-open", "flat-first", "flat-continue"})
  public String shape = "";

  private PolicyTree tree = PolicyTree.of(NotificationPolicy.DEFAULT);
  private List<Map<String, String>> alerts = List.of();
  private int next;

  @Setup
  public void build() {
    boolean flat = shape.startsWith("flat");
    tree = PolicyTree.of(flat ? flat(shape.equals("flat-continue")) : deep());
    alerts = IntStream.range(0, 500).mapToObj(i -> flat ? flatAlert(i) : deepAlert(i)).toList();
  }

  @Benchmark
  public List<RoutedPolicy> route() {
    next = next == alerts.size() - 1 ? 0 : next + 1;
    return tree.route(alerts.get(next));
  }

  private static NotificationPolicy flat(boolean continues) {
    return policy(
        List.of(),
        false,
        IntStream.range(0, 500)
            .mapToObj(i -> policy(List.of(equal("service", "s" + i)), continues, List.of()))
            .toList());
  }

  private static Map<String, String> flatAlert(int i) {
    return alert(Map.of("service", "s" + i, "team", "t", "cluster", "c"));
  }

  private NotificationPolicy deep() {
    return policy(
        List.of(), false, level("team", 25, level("cluster", 4, level("priority", 5, List.of()))));
  }

  private List<NotificationPolicy> level(String label, int count, List<NotificationPolicy> below) {
    List<NotificationPolicy> level = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      level.add(policy(List.of(matcher(label, label + i)), false, below));
    }
    return level;
  }

  private Matcher matcher(String label, String value) {
    return switch (shape) {
      case "deep-regex" -> new Matcher(label, Operator.MATCHES, value + "|x-" + value);
      case "deep-regex-open" ->
          new Matcher(label, Operator.MATCHES, value + "|x-" + value + "-\\d+");
      default -> equal(label, value);
    };
  }

  private static Map<String, String> deepAlert(int i) {
    return alert(
        Map.of(
            "team", "team" + i % 25, "cluster", "cluster" + i % 4, "priority", "priority" + i % 5));
  }

  private static Map<String, String> alert(Map<String, String> routed) {
    Map<String, String> labels = new HashMap<>(routed);
    labels.put("alertname", "HighLatency");
    labels.put("instance", "10.0.0.1:9100");
    labels.put("job", "node");
    return labels;
  }

  private static Matcher equal(String label, String value) {
    return new Matcher(label, Operator.EQUAL, value);
  }

  private static NotificationPolicy policy(
      List<Matcher> matchers, boolean continues, List<NotificationPolicy> below) {
    return new NotificationPolicy(
        "team",
        List.of("alertname"),
        null,
        null,
        List.of(),
        matchers,
        List.of(),
        List.of(),
        continues,
        null,
        null,
        null,
        below);
  }
}
