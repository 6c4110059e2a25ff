package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.policy.Fnv64;
import dev.watchbill.domain.policy.PrometheusDuration;
import dev.watchbill.domain.rule.AlertQuery;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.NotificationSettings;
import dev.watchbill.domain.rule.RecordingTarget;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.handlers.http.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules in their groups.
 *
 * @param folders by their uids, at least those of the groups and what is above them
 */
public record ExportedRules(List<StoredGroup> groups, Map<String, Folder> folders, long orgId)
    implements Export {

  @Override
  public String section() {
    return "groups";
  }

  @Override
  public List<Map<String, @Nullable Object>> entries() {
    return groups.stream().map(this::entry).toList();
  }

  private Map<String, @Nullable Object> entry(StoredGroup group) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("orgId", orgId);
    entry.put("name", group.title());
    entry.put("folder", path(group.folderUid()));
    entry.put(
        "interval", PrometheusDuration.printWithoutYears(Duration.ofSeconds(group.interval())));
    entry.put("rules", group.rules().stream().map(ExportedRules::rule).toList());
    return entry;
  }

  /** Titles from the top; a slash inside a title is escaped, or it would look like two folders. */
  private String path(String uid) {
    Deque<String> titles = new ArrayDeque<>();
    Folder folder = folders.get(uid);
    while (folder != null && titles.size() <= Folder.DEPTH) {
      titles.addFirst(folder.title().replace("/", "\\/"));
      String above = folder.parentUid();
      folder = above == null ? null : folders.get(above);
    }
    // A folder that went while this was read is known by its uid only.
    return titles.isEmpty() ? uid : String.join("/", titles);
  }

  private static Map<String, @Nullable Object> rule(AlertRule rule) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("uid", rule.uid());
    entry.put("title", rule.title());
    entry.put("condition", rule.condition());
    entry.put("data", rule.data().stream().map(ExportedRules::query).toList());
    dashboard(rule, entry);
    if (rule.noDataState() != null) entry.put("noDataState", rule.noDataState().wire());
    if (rule.execErrState() != null) entry.put("execErrState", rule.execErrState().wire());
    entry.put("for", PrometheusDuration.printWithoutYears(rule.pendingFor()));
    if (!rule.keepFiringFor().isZero()) {
      entry.put("keep_firing_for", PrometheusDuration.printWithoutYears(rule.keepFiringFor()));
    }
    put(entry, "missing_series_evals_to_resolve", rule.missingSeriesEvalsToResolve());
    put(entry, "annotations", rule.annotations());
    put(entry, "labels", rule.labels());
    entry.put("isPaused", rule.paused());
    NotificationSettings settings = rule.notificationSettings();
    if (settings != null) entry.put("notification_settings", settings.toPlain());
    RecordingTarget target = rule.recording();
    if (target != null) entry.put("record", target.toPlain());
    return entry;
  }

  private static Map<String, @Nullable Object> query(AlertQuery query) {
    Map<String, @Nullable Object> plain = query.toPlain();
    if (query.queryType().isEmpty()) plain.remove("queryType");
    return plain;
  }

  /** Two annotations say which panel the rule is of. */
  private static void dashboard(AlertRule rule, Map<String, @Nullable Object> entry) {
    Map<String, String> annotations = rule.annotations();
    if (annotations == null || !annotations.containsKey("__dashboardUid__")) return;
    entry.put("dashboardUid", annotations.get("__dashboardUid__"));
    String panel = annotations.get("__panelId__");
    if (panel == null) return;
    try {
      entry.put("panelId", Long.parseLong(panel));
    } catch (NumberFormatException notOfOurs) {
      entry.put("panelId", panel); // the annotation itself is exported as well
    }
  }

  private static void put(
      Map<String, @Nullable Object> entry, String name, @Nullable Object value) {
    if (value != null) entry.put(name, value);
  }

  @Override
  public List<HclBlock> resources() {
    return groups.stream().map(this::resource).toList();
  }

  private HclBlock resource(StoredGroup group) {
    HclBlock resource =
        new HclBlock(
                "resource",
                "grafana_rule_group",
                "rule_group_" + Fnv64.of(group.title(), group.folderUid()))
            .with("org_id", orgId)
            .with("name", group.title())
            .with("folder_uid", group.folderUid())
            .with("interval_seconds", group.interval())
            .with("disable_provenance", editable(group) ? true : null);
    group.rules().forEach(rule -> resource.with(block(rule)));
    return resource;
  }

  /** As the provider reads it: one rule with a provenance gives it to all. */
  private static boolean editable(StoredGroup group) {
    return group.rules().stream().allMatch(rule -> rule.provenance() == Provenance.NONE);
  }

  private static HclBlock block(AlertRule rule) {
    HclBlock block = new HclBlock("rule").with("name", rule.title());
    RecordingTarget target = rule.recording();
    if (target == null) block.with("condition", rule.condition());
    for (AlertQuery query : rule.data()) {
      block.with(
          new HclBlock("data")
              .with("ref_id", query.refId())
              .with("query_type", query.queryType().isEmpty() ? null : query.queryType())
              .with(
                  new HclBlock("relative_time_range")
                      .with("from", query.from())
                      .with("to", query.to()))
              .with("datasource_uid", query.datasourceUid())
              .with("model", Json.write(query.model())));
    }
    // The provider refuses them together with a recording.
    if (target == null) alerting(block, rule);
    block
        .with("annotations", rule.annotations())
        .with("labels", rule.labels())
        .with("is_paused", rule.paused());
    NotificationSettings settings = rule.notificationSettings();
    if (settings != null) {
      Map<String, @Nullable Object> plain = settings.toPlain();
      block.with(
          new HclBlock("notification_settings")
              .with("contact_point", settings.receiver())
              .with("group_by", settings.groupBy())
              .with("group_wait", plain.get("group_wait"))
              .with("group_interval", plain.get("group_interval"))
              .with("repeat_interval", plain.get("repeat_interval"))
              .with("mute_timings", settings.muteTimings())
              .with("active_timings", settings.activeTimings()));
    }
    if (target != null) {
      HclBlock record = new HclBlock("record");
      target.toPlain().forEach(record::with);
      block.with(record);
    }
    return block;
  }

  private static void alerting(HclBlock block, AlertRule rule) {
    block
        .with("no_data_state", rule.noDataState() == null ? null : rule.noDataState().wire())
        .with("exec_err_state", rule.execErrState() == null ? null : rule.execErrState().wire())
        .with("for", PrometheusDuration.printWithoutYears(rule.pendingFor()))
        .with(
            "keep_firing_for",
            rule.keepFiringFor().isZero()
                ? null
                : PrometheusDuration.printWithoutYears(rule.keepFiringFor()))
        .with("missing_series_evals_to_resolve", rule.missingSeriesEvalsToResolve());
  }
}
