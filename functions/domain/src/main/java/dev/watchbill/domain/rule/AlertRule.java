package dev.watchbill.domain.rule;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.policy.PrometheusDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule that raises alerts, or records a metric (spec grafana-alerting §2.2).
 *
 * @param id positive and never reused; 0 until one is given
 * @param uid empty until one is given
 * @param position in its group, from 1; 0 until it has one
 * @param condition refId of the query that decides; not checked, as the original does not
 * @param noDataState null for a recording rule, as the next
 * @param missingSeriesEvalsToResolve null where the default holds
 * @param annotations null when absent, which answers show; likewise the labels
 * @param recording null for a rule that raises alerts
 */
public record AlertRule(
    long id,
    String uid,
    String folderUid,
    String ruleGroup,
    int position,
    String title,
    String condition,
    List<AlertQuery> data,
    Instant updated,
    @Nullable NoDataState noDataState,
    @Nullable ExecErrState execErrState,
    Duration pendingFor,
    Duration keepFiringFor,
    @Nullable Integer missingSeriesEvalsToResolve,
    @Nullable Map<String, String> annotations,
    @Nullable Map<String, String> labels,
    Provenance provenance,
    boolean paused,
    @Nullable NotificationSettings notificationSettings,
    @Nullable RecordingTarget recording) {

  /** A rule of a submitted body; identity, place and provenance are the request's to give. */
  public static Checked<AlertRule> read(@Nullable Object plain) {
    return AlertRuleReader.read(plain);
  }

  /** The same rule as this identity. */
  public AlertRule identifiedAs(long givenId, String givenUid) {
    return copy(
        givenId,
        givenUid,
        folderUid,
        ruleGroup,
        position,
        updated,
        provenance,
        paused,
        notificationSettings);
  }

  /** The same rule at this place. */
  public AlertRule placed(String folder, String group, int at) {
    return copy(id, uid, folder, group, at, updated, provenance, paused, notificationSettings);
  }

  /** The same rule, written now by this kind of client. */
  public AlertRule written(Instant now, Provenance by) {
    return copy(id, uid, folderUid, ruleGroup, position, now, by, paused, notificationSettings);
  }

  /** The same rule, whose alerts go to other places. */
  public AlertRule notifying(NotificationSettings settings) {
    return copy(id, uid, folderUid, ruleGroup, position, updated, provenance, paused, settings);
  }

  /** The same rule with another text for one of its labels. */
  public AlertRule labelled(String label, String text) {
    Map<String, String> changed = new LinkedHashMap<>(labels == null ? Map.of() : labels);
    changed.put(label, text);
    return new AlertRule(
        id,
        uid,
        folderUid,
        ruleGroup,
        position,
        title,
        condition,
        data,
        updated,
        noDataState,
        execErrState,
        pendingFor,
        keepFiringFor,
        missingSeriesEvalsToResolve,
        annotations,
        changed,
        provenance,
        paused,
        notificationSettings,
        recording);
  }

  /** The same rule, evaluated or not. Provenance stays (§17.1). */
  public AlertRule paused(boolean stopped, Instant now) {
    return copy(
        id, uid, folderUid, ruleGroup, position, now, provenance, stopped, notificationSettings);
  }

  /** What the rule asks stays; the rest is given. */
  private AlertRule copy(
      long nextId,
      String nextUid,
      String folder,
      String group,
      int at,
      Instant now,
      Provenance by,
      boolean stopped,
      @Nullable NotificationSettings settings) {
    return new AlertRule(
        nextId,
        nextUid,
        folder,
        group,
        at,
        title,
        condition,
        data,
        now,
        noDataState,
        execErrState,
        pendingFor,
        keepFiringFor,
        missingSeriesEvalsToResolve,
        annotations,
        labels,
        by,
        stopped,
        settings,
        recording);
  }

  /** The form of answers. */
  public Map<String, @Nullable Object> toPlain(long orgId) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("id", id);
    plain.put("uid", uid);
    plain.put("orgID", orgId);
    plain.put("folderUID", folderUid);
    plain.put("ruleGroup", ruleGroup);
    plain.put("title", title);
    plain.put("condition", condition);
    plain.put("data", data.stream().map(AlertQuery::toPlain).toList());
    plain.put("updated", updated.toString());
    plain.put("noDataState", noDataState == null ? "" : noDataState.wire());
    plain.put("execErrState", execErrState == null ? "" : execErrState.wire());
    plain.put("for", PrometheusDuration.printWithoutYears(pendingFor));
    plain.put("keep_firing_for", PrometheusDuration.printWithoutYears(keepFiringFor));
    putUnlessNull(plain, "missingSeriesEvalsToResolve", missingSeriesEvalsToResolve);
    putUnlessNull(plain, "annotations", annotations);
    putUnlessNull(plain, "labels", labels);
    putUnlessNull(plain, "provenance", provenance == Provenance.NONE ? null : provenance.wire());
    plain.put("isPaused", paused);
    plain.put(
        "notification_settings",
        notificationSettings == null ? null : notificationSettings.toPlain());
    plain.put("record", recording == null ? null : recording.toPlain());
    return plain;
  }

  private static void putUnlessNull(
      Map<String, @Nullable Object> plain, String name, @Nullable Object value) {
    if (value != null) {
      plain.put(name, value);
    }
  }
}
