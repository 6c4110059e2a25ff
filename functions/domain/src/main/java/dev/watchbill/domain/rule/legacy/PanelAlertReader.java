package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.rule.legacy.PanelAlert.ChannelName;
import dev.watchbill.domain.rule.legacy.PanelAlert.Condition;
import dev.watchbill.domain.rule.legacy.PanelAlert.NoData;
import dev.watchbill.domain.rule.legacy.PanelAlert.OnError;
import dev.watchbill.domain.rule.legacy.PanelAlert.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the alert of one panel and notes all that is wrong with it. */
final class PanelAlertReader {

  private static final int MOST_CONDITIONS = 50;

  /** Numbers that an evaluator compares with; those that need none are not listed. */
  private static final Map<String, Integer> COMPARED =
      Map.of(
          "gt",
          1,
          "lt",
          1,
          "gte",
          1,
          "lte",
          1,
          "eq",
          1,
          "ne",
          1, //
          "within_range",
          2,
          "outside_range",
          2);

  private static final Set<String> REDUCERS =
      Set.of(
          "avg",
          "sum",
          "min",
          "max",
          "last",
          "median",
          "diff",
          "diff_abs",
          "percent_diff",
          "percent_diff_abs",
          "count",
          "count_non_null");

  private final Map<?, ?> panel;
  private final Map<?, ?> alert;
  private final long panelId;
  private final QuerySources sources;
  private final Flaws flaws;

  PanelAlertReader(Map<?, ?> panel, long panelId, QuerySources sources, Flaws flaws) {
    this.panel = panel;
    this.alert = Plain.object(panel, "alert");
    this.panelId = panelId;
    this.sources = sources;
    this.flaws = flaws;
  }

  PanelAlert read() {
    String name = Plain.text(alert, "name").strip();
    if (name.isEmpty()) name = Plain.text(panel, "title").strip();
    if (name.isEmpty()) name = "Panel " + panelId;
    if (name.length() > PanelAlert.LONGEST_NAME) {
      String text = "a name has at most " + PanelAlert.LONGEST_NAME + " characters";
      flaws.add(Kind.LIMIT, "", text);
    }
    Long handler = Plain.whole(alert, "handler");
    return new PanelAlert(
        panelId,
        name,
        Plain.text(alert, "message"),
        handler == null ? 0 : handler,
        duration(PanelDurations.frequency(Plain.text(alert, "frequency"))),
        duration(PanelDurations.pending(Plain.text(alert, "for"))),
        noData(Plain.text(alert, "noDataState")),
        onError(Plain.text(alert, "executionErrorState")),
        channels(),
        tags(),
        conditions(),
        settings());
  }

  private Duration duration(Checked<Duration> read) {
    return switch (read) {
      case Accepted<Duration>(Duration value) -> value;
      case Refused<Duration> refused -> {
        refused.flaws().forEach(flaw -> flaws.add(flaw.kind(), "", flaw.text()));
        yield Duration.ZERO;
      }
    };
  }

  private NoData noData(String wire) {
    if (wire.isEmpty()) return NoData.NO_DATA;
    for (NoData state : NoData.values()) if (state.wire.equals(wire)) return state;
    flaws.add(Kind.RULE, "", "Unknown noDataState: " + wire);
    return NoData.NO_DATA;
  }

  private OnError onError(String wire) {
    if (wire.isEmpty()) return OnError.ALERTING;
    for (OnError state : OnError.values()) if (state.wire.equals(wire)) return state;
    flaws.add(Kind.RULE, "", "Unknown executionErrorState: " + wire);
    return OnError.ALERTING;
  }

  private List<ChannelName> channels() {
    List<ChannelName> names = new ArrayList<>();
    for (Object item : Plain.list(alert, "notifications")) {
      Map<?, ?> channel = Plain.of(item);
      Long id = Plain.whole(channel, "id");
      String uid = Plain.text(channel, "uid");
      if (id == null && uid.isEmpty()) {
        flaws.add(Kind.RULE, "", "A notification names neither an id nor a uid");
      } else {
        names.add(new ChannelName(id == null ? 0 : id, uid));
      }
    }
    return names;
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Map.Entry<?, ?> tag : Plain.object(alert, "alertRuleTags").entrySet()) {
      String name = String.valueOf(tag.getKey());
      String value = tag.getValue() instanceof String text ? text : String.valueOf(tag.getValue());
      if (name.length() > PanelAlert.LONGEST_TAG || value.length() > PanelAlert.LONGEST_TAG) {
        flaws.add(Kind.LIMIT, "", "Invalid tags, must be less than 100 characters");
        return Map.of();
      }
      tags.put(name, value);
    }
    return tags;
  }

  private List<Condition> conditions() {
    List<?> sent = Plain.list(alert, "conditions");
    if (sent.isEmpty()) flaws.add(Kind.RULE, "", "Alert is missing conditions");
    if (sent.size() > MOST_CONDITIONS) {
      flaws.add(Kind.LIMIT, "", "an alert has at most " + MOST_CONDITIONS + " conditions");
      return List.of();
    }
    List<Condition> conditions = new ArrayList<>();
    for (Object item : sent) {
      Condition condition = condition(Plain.of(item), conditions.isEmpty());
      if (condition != null) conditions.add(condition);
    }
    return conditions;
  }

  private @Nullable Condition condition(Map<?, ?> sent, boolean first) {
    String type = Plain.text(sent, "type");
    if (!type.equals("query")) {
      flaws.add(Kind.RULE, "", "Unknown alert condition: " + type);
      return null;
    }
    Map<?, ?> reducer = Plain.object(sent, "reducer");
    if (!REDUCERS.contains(Plain.text(reducer, "type"))) {
      flaws.add(Kind.RULE, "", "Unknown reducer: " + Plain.text(reducer, "type"));
    }
    Map<?, ?> evaluator = Plain.object(sent, "evaluator");
    evaluator(Plain.text(evaluator, "type"), Plain.list(evaluator, "params"));
    Map<?, ?> operator = Plain.object(sent, "operator");
    String joined = Plain.text(operator, "type");
    if (!first && !Set.of("", "and", "or").contains(joined)) {
      flaws.add(Kind.RULE, "", "Unknown operator: " + joined);
    }
    Query query = query(Plain.list(Plain.object(sent, "query"), "params"));
    return query == null ? null : new Condition(query, reducer, evaluator, operator);
  }

  private void evaluator(String type, List<?> params) {
    if (type.equals("no_value")) return;
    Integer compared = COMPARED.get(type);
    if (compared == null) {
      flaws.add(Kind.RULE, "", "Unknown evaluator: " + type);
    } else if (params.size() < compared
        || !params.subList(0, compared).stream().allMatch(Number.class::isInstance)) {
      flaws.add(Kind.RULE, "", "Evaluator " + type + " is missing a numeric threshold");
    }
  }

  private @Nullable Query query(List<?> params) {
    String refId = param(params, 0);
    Map<?, ?> target = null;
    for (Object item : Plain.list(panel, "targets")) {
      Map<?, ?> each = Plain.of(item);
      if (Plain.text(each, "refId").equals(refId) && !refId.isEmpty() && target == null) {
        target = each;
      }
    }
    if (target == null) {
      String text = "Alert on PanelId: " + panelId + " refers to query(" + refId + ")";
      flaws.add(Kind.REFERENCE, "", text + " that cannot be found");
      return null;
    }
    String source = sources.of(target, panel).orElse("");
    if (source.isEmpty()) {
      String text =
          "Data source used by alert rule not found, alertName="
              + Plain.text(alert, "name")
              + ", datasource="
              + QuerySources.named(target, panel);
      flaws.add(Kind.REFERENCE, "", text);
    }
    String from = param(params, 1);
    String to = param(params, 2);
    int before = flaws.count();
    Duration begins = duration(PanelDurations.from(from.isEmpty() ? "5m" : from));
    Duration ends = duration(PanelDurations.to(to.isEmpty() ? "now" : to));
    if (flaws.count() == before && begins.compareTo(ends) <= 0) {
      flaws.add(Kind.RULE, "", "query(" + refId + ") ends before it begins");
    }
    return new Query(refId, begins, ends, source, target);
  }

  private static String param(List<?> params, int index) {
    return index < params.size() && params.get(index) instanceof String text ? text : "";
  }

  private Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    alert.forEach((name, value) -> settings.put(String.valueOf(name), value));
    return settings;
  }
}
