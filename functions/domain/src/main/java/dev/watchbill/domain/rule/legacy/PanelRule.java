package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.rule.AlertRule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rule that the alert of a panel becomes (spec grafana-alerting §17.2): the alert's second
 * form, in the words of rules.
 *
 * @param uid the same at every save of the same panel
 * @param group named after the dashboard and the interval
 * @param interval of the group: a multiple of ten seconds
 * @param condition refId of the last node of {@code data}
 * @param pending how long the condition must hold
 */
public record PanelRule(
    String uid,
    String folderUid,
    String group,
    Duration interval,
    String title,
    String condition,
    List<Map<String, @Nullable Object>> data,
    String noDataState,
    String execErrState,
    Duration pending,
    Map<String, String> annotations,
    Map<String, String> labels) {

  /**
   * The rule, checked as any other; its number and place in the group are not given yet.
   *
   * @param paused what it is now: saving a dashboard neither pauses nor unpauses
   */
  public Checked<AlertRule> toRule(boolean paused) {
    return AlertRule.read(toPlain(paused));
  }

  /** The form in which the provisioning API takes rules; the interval belongs to the group. */
  private Map<String, @Nullable Object> toPlain(boolean paused) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("uid", uid);
    plain.put("folderUID", folderUid);
    plain.put("ruleGroup", group);
    plain.put("title", title);
    plain.put("condition", condition);
    plain.put("data", data);
    plain.put("noDataState", noDataState);
    plain.put("execErrState", execErrState);
    plain.put("for", pending.toSeconds() + "s");
    plain.put("annotations", annotations);
    plain.put("labels", labels);
    plain.put("isPaused", paused);
    return plain;
  }
}
