package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.policy.PrometheusDuration;
import dev.watchbill.domain.rule.AlertQuery;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.ExecErrState;
import dev.watchbill.domain.rule.NoDataState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the legacy API shows it (spec grafana-alerting §16.2, §17.1).
 *
 * @param id the rule's number, never used again
 * @param org the number of its organisation
 * @param ruleUid what the rule is called everywhere else
 * @param dashboard null for a rule that belongs to no dashboard
 * @param panelId 0 for none
 * @param newStateDate when the state last changed
 * @param evalDate when it was last evaluated; null for never
 * @param evalData what was measured when the state last changed; null for nothing
 * @param stateChanges how often the state changed
 * @param settings the alert as a panel would hold it
 */
public record LegacyAlert(
    long id,
    long version,
    long org,
    String ruleUid,
    @Nullable Dashboard dashboard,
    long panelId,
    String name,
    String message,
    AlertState state,
    Instant newStateDate,
    @Nullable Instant evalDate,
    @Nullable Map<String, ? extends @Nullable Object> evalData,
    String executionError,
    long stateChanges,
    Duration frequency,
    Duration pending,
    Instant created,
    Instant updated,
    Map<String, ? extends @Nullable Object> settings) {

  /** Stands for "never" in answers. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  /**
   * A rule that was never evaluated, as this API shows it. It is as old as its last change: nothing
   * else is known of it.
   *
   * @param interval of its group, in seconds
   * @param settings the alert of its panel; empty makes one of what the rule says
   */
  public static LegacyAlert of(
      AlertRule rule,
      long interval,
      long org,
      @Nullable Dashboard dashboard,
      Map<String, ? extends @Nullable Object> settings) {
    Map<String, String> annotations = rule.annotations() == null ? Map.of() : rule.annotations();
    return new LegacyAlert(
        rule.id(),
        0,
        org,
        rule.uid(),
        dashboard,
        panelId(annotations),
        rule.title(),
        message(annotations),
        AlertState.of(rule.paused(), false, List.of()),
        rule.updated(),
        null,
        null,
        "",
        0,
        Duration.ofSeconds(interval),
        rule.pendingFor(),
        rule.updated(),
        rule.updated(),
        settings.isEmpty() ? settings(rule, interval, annotations) : settings);
  }

  /** The uid of the dashboard that a rule's annotations name; empty for none. */
  public static String dashboardUid(AlertRule rule) {
    Map<String, String> annotations = rule.annotations();
    return annotations == null ? "" : annotations.getOrDefault(PanelRules.DASHBOARD, "");
  }

  /** As near to a panel's alert as a rule comes that was never one. */
  private static Map<String, @Nullable Object> settings(
      AlertRule rule, long interval, Map<String, String> annotations) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("name", rule.title());
    settings.put("message", message(annotations));
    settings.put("frequency", PrometheusDuration.printWithoutYears(Duration.ofSeconds(interval)));
    settings.put("for", PrometheusDuration.printWithoutYears(rule.pendingFor()));
    settings.put("handler", 1L);
    NoDataState noData = rule.noDataState();
    if (noData != null) {
      settings.put(
          "noDataState",
          switch (noData) {
            case NO_DATA -> "no_data";
            case ALERTING -> "alerting";
            case OK -> "ok";
            case KEEP_LAST -> "keep_state";
          });
    }
    ExecErrState onError = rule.execErrState();
    if (onError != null) {
      settings.put(
          "executionErrorState",
          switch (onError) {
            case ERROR, ALERTING -> "alerting";
            case OK -> "ok";
            case KEEP_LAST -> "keep_state";
          });
    }
    settings.put("alertRuleTags", rule.labels() == null ? Map.of() : rule.labels());
    List<?> conditions = List.of();
    for (AlertQuery query : rule.data()) {
      if (query.refId().equals(rule.condition()) && query.expression()) {
        conditions = Plain.list(query.model(), "conditions");
      }
    }
    settings.put("conditions", conditions);
    return settings;
  }

  public long dashboardId() {
    return dashboard == null ? 0 : dashboard.number();
  }

  /** What the alert says: its annotation {@code message}, else what comes nearest to it. */
  public static String message(Map<String, String> annotations) {
    for (String name : new String[] {"message", "description", "summary"}) {
      String text = annotations.getOrDefault(name, "");
      if (!text.isEmpty()) return text;
    }
    return "";
  }

  /** The panel that a rule's annotations name; 0 for none. */
  public static long panelId(Map<String, String> annotations) {
    String text = annotations.getOrDefault(PanelRules.PANEL, "");
    boolean number =
        !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Long.parseLong(text) : 0;
  }

  /**
   * An item of the list.
   *
   * @param base the deployment's address, without a slash at its end
   */
  public Map<String, @Nullable Object> listed(String base, boolean canEdit) {
    int slash = base.indexOf('/', base.indexOf("//") + 2);
    String path = slash < 0 ? "" : base.substring(slash);
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("id", id);
    item.put("dashboardId", dashboardId());
    item.put("dashboardUid", dashboard == null ? "" : dashboard.uid());
    item.put("dashboardSlug", dashboard == null ? "" : dashboard.slug());
    item.put("panelId", panelId);
    item.put("name", name);
    item.put("message", message);
    item.put("state", state.wire());
    item.put("newStateDate", newStateDate.toString());
    item.put("evalDate", evalDate == null ? NEVER : evalDate.toString());
    item.put("evalData", evalData);
    item.put("executionError", executionError);
    item.put(
        "url",
        path + (dashboard == null ? "/alerting/grafana/" + ruleUid + "/view" : dashboard.url()));
    item.put("dashboardUri", dashboard == null ? "" : base + "/dashboard/db/" + dashboard.slug());
    item.put("canEdit", canEdit);
    return item;
  }

  /**
   * One alert: the documented names and, beside them, those that servers really sent. Readers that
   * do not mind case see a value twice, so both are equal.
   */
  public Map<String, @Nullable Object> single(String base, boolean canEdit) {
    Map<String, @Nullable Object> one = listed(base, canEdit);
    one.put("Id", id);
    one.put("Version", version);
    one.put("OrgId", org);
    one.put("DashboardId", dashboardId());
    one.put("PanelId", panelId);
    one.put("Name", name);
    one.put("Message", message);
    one.put("Severity", "");
    one.put("State", state.wire());
    Object handler = settings.get("handler");
    one.put("Handler", handler instanceof Long number ? number : 1L);
    one.put("Silenced", false);
    one.put("ExecutionError", executionError);
    one.put("Frequency", frequency.toSeconds());
    one.put("For", pending.toNanos());
    one.put("EvalData", evalData);
    one.put("NewStateDate", newStateDate.toString());
    one.put("StateChanges", stateChanges);
    one.put("Created", created.toString());
    one.put("Updated", updated.toString());
    one.put("Settings", settings);
    return one;
  }

  /** The alert among those of its dashboard. */
  public Map<String, @Nullable Object> stateOnly() {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("id", id);
    item.put("dashboardId", dashboardId());
    item.put("panelId", panelId);
    item.put("state", state.wire());
    item.put("newStateDate", newStateDate.toString());
    return item;
  }
}
