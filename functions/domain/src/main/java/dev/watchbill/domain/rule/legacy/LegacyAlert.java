package dev.watchbill.domain.rule.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    String path = base.indexOf('/', base.indexOf("//") + 2) < 0 ? "" : pathOf(base);
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

  private static String pathOf(String base) {
    return base.substring(base.indexOf('/', base.indexOf("//") + 2));
  }
}
