package dev.watchbill.domain.rule.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.policy.GeneratedPolicies;
import dev.watchbill.domain.policy.PrometheusDuration;
import dev.watchbill.domain.rule.legacy.PanelAlert.ChannelName;
import dev.watchbill.domain.rule.legacy.PanelAlert.Condition;
import dev.watchbill.domain.rule.legacy.PanelAlert.Query;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes rules of the alerts of a dashboard (spec grafana-alerting §17.2). */
public final class PanelRules {

  /** Annotations that tie a rule to a panel. */
  public static final String DASHBOARD = "__dashboardUid__";

  public static final String PANEL = "__panelId__";

  /** Rules are evaluated at multiples of this. */
  private static final long TICK_SECONDS = 10;

  private static final String EXPRESSION = "__expr__";
  private static final long INTERVAL_MS = 1_000;
  private static final long MAX_DATA_POINTS = 43_200;

  private PanelRules() {}

  /**
   * The rules of all alerts of a dashboard.
   *
   * @param dashboard its uid
   * @param folder uid of the folder the rules live in
   * @param taken titles that other rules of the folder have and that must stay theirs; empty where
   *     titles need not be unique
   * @param channels uid of the channel that a panel names; null when there is none, which drops it
   */
  public static List<PanelRule> of(
      List<PanelAlert> alerts,
      String dashboard,
      String folder,
      Set<String> taken,
      Function<ChannelName, @Nullable String> channels) {
    // Where other rules' titles are taken, those of this dashboard must differ as well.
    Set<String> titles = new HashSet<>(taken);
    List<PanelRule> rules = new ArrayList<>();
    for (PanelAlert alert : alerts) {
      String title = taken.isEmpty() ? alert.name() : free(alert, titles);
      titles.add(title);
      rules.add(rule(alert, title, dashboard, folder, channels));
    }
    return rules;
  }

  /** The same for the same panel of the same dashboard, so that saving again changes in place. */
  public static String uid(String dashboard, long panelId) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest((dashboard + "/" + panelId).getBytes(UTF_8));
      return "p" + HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PanelRule rule(
      PanelAlert alert,
      String title,
      String dashboard,
      String folder,
      Function<ChannelName, @Nullable String> channels) {
    Duration interval = interval(alert.frequency());
    List<Map<String, @Nullable Object>> data = new ArrayList<>();
    Map<Query, String> refIds = new LinkedHashMap<>();
    for (Condition condition : alert.conditions()) {
      Query query = condition.query();
      if (refIds.containsKey(query)) continue;
      String refId = refId(refIds.size());
      refIds.put(query, refId);
      data.add(query(query, refId));
    }
    String condition = refId(refIds.size());
    data.add(conditions(alert.conditions(), condition, refIds));
    return new PanelRule(
        uid(dashboard, alert.panelId()),
        folder,
        dashboard + "/" + PrometheusDuration.print(interval),
        interval,
        title,
        condition,
        data,
        alert.noData().ofRule,
        alert.onError().ofRule,
        alert.pending(),
        annotations(alert, dashboard),
        labels(alert, channels));
  }

  /** Up to the next multiple of ten seconds. */
  static Duration interval(Duration frequency) {
    long ticks = Math.ceilDiv(frequency.toSeconds(), TICK_SECONDS);
    return Duration.ofSeconds(Math.max(1, ticks) * TICK_SECONDS);
  }

  private static String free(PanelAlert alert, Set<String> taken) {
    String title = alert.name();
    if (!taken.contains(title)) return title;
    String panel = title + " (panel " + alert.panelId() + ")";
    title = panel;
    for (int i = 2; taken.contains(title); i++) title = panel + " #" + i;
    return title;
  }

  /** A to Z, then AA, AB, … */
  static String refId(int index) {
    StringBuilder refId = new StringBuilder();
    for (int rest = index; rest >= 0; rest = rest / 26 - 1) {
      refId.insert(0, (char) ('A' + rest % 26));
    }
    return refId.toString();
  }

  private static Map<String, @Nullable Object> query(Query query, String refId) {
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    query.target().forEach((name, value) -> model.put(String.valueOf(name), value));
    model.put("refId", refId);
    model.putIfAbsent("intervalMs", INTERVAL_MS);
    model.putIfAbsent("maxDataPoints", MAX_DATA_POINTS);
    return node(refId, query.source(), query.from(), query.to(), model);
  }

  private static Map<String, @Nullable Object> conditions(
      List<Condition> conditions, String refId, Map<Query, String> refIds) {
    List<Map<String, @Nullable Object>> written = new ArrayList<>();
    for (Condition condition : conditions) {
      Map<String, @Nullable Object> each = new LinkedHashMap<>();
      each.put("type", "query");
      each.put("query", Map.of("params", List.of(refIds.getOrDefault(condition.query(), ""))));
      each.put("reducer", condition.reducer());
      each.put("evaluator", condition.evaluator());
      each.put(
          "operator",
          condition.operator().isEmpty() ? Map.of("type", "and") : condition.operator());
      written.add(each);
    }
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("refId", refId);
    model.put("type", "classic_conditions");
    model.put("conditions", written);
    model.put("intervalMs", INTERVAL_MS);
    model.put("maxDataPoints", MAX_DATA_POINTS);
    return node(refId, EXPRESSION, Duration.ZERO, Duration.ZERO, model);
  }

  private static Map<String, @Nullable Object> node(
      String refId,
      String source,
      Duration from,
      Duration to,
      Map<String, @Nullable Object> model) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("refId", refId);
    node.put("queryType", "");
    node.put("relativeTimeRange", Map.of("from", from.toSeconds(), "to", to.toSeconds()));
    node.put("datasourceUid", source);
    node.put("model", model);
    return node;
  }

  private static Map<String, String> annotations(PanelAlert alert, String dashboard) {
    Map<String, String> annotations = new TreeMap<>();
    if (!alert.message().isEmpty()) annotations.put("message", alert.message());
    annotations.put(DASHBOARD, dashboard);
    annotations.put(PANEL, Long.toString(alert.panelId()));
    return annotations;
  }

  private static Map<String, String> labels(
      PanelAlert alert, Function<ChannelName, @Nullable String> channels) {
    Map<String, String> labels = new TreeMap<>();
    alert.tags().forEach((name, value) -> labels.put(label(name), value));
    Set<String> uids = new TreeSet<>();
    for (ChannelName channel : alert.channels()) {
      String uid = channels.apply(channel);
      if (uid != null) uids.add(uid);
    }
    // Also when it names none: the default channels are told of every alert of a panel (§17.2).
    labels.put(
        GeneratedPolicies.CHANNELS, uids.isEmpty() ? "," : "," + String.join(",", uids) + ",");
    return labels;
  }

  /** A tag's name as a label's: letters, digits and {@code _}, not a digit first. */
  private static String label(String tag) {
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      label.append(letter || c >= '0' && c <= '9' && i > 0 ? c : '_');
    }
    return label.isEmpty() ? "_" : label.toString();
  }
}
