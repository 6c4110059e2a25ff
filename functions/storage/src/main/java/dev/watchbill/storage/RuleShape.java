package dev.watchbill.storage;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.policy.PrometheusDuration;
import dev.watchbill.domain.rule.AlertQuery;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.ExecErrState;
import dev.watchbill.domain.rule.NoDataState;
import dev.watchbill.domain.rule.NotificationSettings;
import dev.watchbill.domain.rule.RecordingTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert rule as part of the rows of its group, which say where it is. */
final class RuleShape {

  static Map<String, @Nullable Object> plain(AlertRule rule) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("id", rule.id());
    plain.put("uid", rule.uid());
    plain.put("position", rule.position());
    plain.put("title", rule.title());
    plain.put("condition", rule.condition());
    plain.put("data", rule.data().stream().map(RuleShape::plain).toList());
    plain.put("updated", rule.updated().toString());
    NoDataState noData = rule.noDataState();
    if (noData != null) plain.put("noDataState", noData.wire());
    ExecErrState error = rule.execErrState();
    if (error != null) plain.put("execErrState", error.wire());
    plain.put("for", rule.pendingFor().toString());
    plain.put("keep_firing_for", rule.keepFiringFor().toString());
    Integer evaluations = rule.missingSeriesEvalsToResolve();
    if (evaluations != null) plain.put("missingSeriesEvalsToResolve", evaluations);
    if (rule.annotations() != null) plain.put("annotations", rule.annotations());
    if (rule.labels() != null) plain.put("labels", rule.labels());
    plain.put("provenance", rule.provenance().wire());
    if (rule.paused()) plain.put("isPaused", true);
    NotificationSettings settings = rule.notificationSettings();
    if (settings != null) plain.put("notification_settings", plain(settings));
    RecordingTarget recording = rule.recording();
    if (recording != null) plain.put("record", plain(recording));
    return plain;
  }

  private static Map<String, @Nullable Object> plain(AlertQuery query) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("refId", query.refId());
    plain.put("queryType", query.queryType());
    plain.put("relativeTimeRange", Map.of("from", query.from(), "to", query.to()));
    plain.put("datasourceUid", query.datasourceUid());
    plain.put("model", query.model());
    return plain;
  }

  private static Map<String, @Nullable Object> plain(NotificationSettings settings) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("receiver", settings.receiver());
    PolicyShape.put(plain, "group_by", settings.groupBy());
    PolicyShape.put(plain, "group_wait", settings.groupWait());
    PolicyShape.put(plain, "group_interval", settings.groupInterval());
    PolicyShape.put(plain, "repeat_interval", settings.repeatInterval());
    PolicyShape.put(plain, "mute_time_intervals", settings.muteTimings());
    PolicyShape.put(plain, "active_time_intervals", settings.activeTimings());
    return plain;
  }

  private static Map<String, @Nullable Object> plain(RecordingTarget recording) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("metric", recording.metric());
    plain.put("from", recording.from());
    plain.put("target_datasource_uid", recording.targetDatasourceUid());
    return plain;
  }

  static AlertRule read(StoredFields rule, String folder, String group) {
    RecordingTarget recording = rule.has("record") ? recording(rule.object("record")) : null;
    return new AlertRule(
        rule.number("id"),
        rule.text("uid"),
        folder,
        group,
        (int) rule.number("position"),
        rule.text("title"),
        rule.text("condition"),
        rule.objects("data", RuleShape::query),
        updated(rule),
        recording == null ? noDataState(rule) : null,
        recording == null ? execErrState(rule) : null,
        duration(rule, "for"),
        duration(rule, "keep_firing_for"),
        rule.has("missingSeriesEvalsToResolve")
            ? (Integer) (int) rule.number("missingSeriesEvalsToResolve")
            : null,
        rule.textsByNameOrNull("annotations"),
        rule.textsByNameOrNull("labels"),
        rule.has("provenance") ? rule.provenance() : Provenance.NONE,
        rule.flag("isPaused"),
        rule.has("notification_settings") ? settings(rule.object("notification_settings")) : null,
        recording);
  }

  private static AlertQuery query(StoredFields query) {
    StoredFields range = query.object("relativeTimeRange");
    return new AlertQuery(
        query.text("refId"),
        query.text("queryType"),
        range.number("from"),
        range.number("to"),
        query.text("datasourceUid"),
        query.members("model"));
  }

  private static NotificationSettings settings(StoredFields settings) {
    return new NotificationSettings(
        settings.text("receiver"),
        settings.texts("group_by"),
        PolicyShape.duration(settings, "group_wait"),
        PolicyShape.duration(settings, "group_interval"),
        PolicyShape.duration(settings, "repeat_interval"),
        settings.texts("mute_time_intervals"),
        settings.texts("active_time_intervals"));
  }

  private static RecordingTarget recording(StoredFields recording) {
    return new RecordingTarget(
        recording.text("metric"), recording.text("from"), recording.text("target_datasource_uid"));
  }

  private static Instant updated(StoredFields rule) {
    try {
      return Instant.parse(rule.text("updated"));
    } catch (DateTimeParseException e) {
      rule.damaged("updated");
      return Instant.EPOCH;
    }
  }

  private static NoDataState noDataState(StoredFields rule) {
    return NoDataState.ofWire(rule.text("noDataState"))
        .orElseGet(
            () -> {
              rule.damaged("noDataState");
              return NoDataState.NO_DATA;
            });
  }

  private static ExecErrState execErrState(StoredFields rule) {
    return ExecErrState.ofWire(rule.text("execErrState"))
        .orElseGet(
            () -> {
              rule.damaged("execErrState");
              return ExecErrState.ERROR;
            });
  }

  /** Earlier releases wrote the form of answers, which may also be that of a negative one. */
  private static Duration duration(StoredFields rule, String name) {
    Duration duration =
        rule.durationOrNull(
            name,
            text ->
                PrometheusDuration.parseSigned(text)
                        instanceof Checked.Accepted<Duration>(Duration value)
                    ? value
                    : null);
    return duration == null ? Duration.ZERO : duration;
  }

  private RuleShape() {}
}
