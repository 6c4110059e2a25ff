package dev.watchbill.domain.rule.legacy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert in a panel of a dashboard (spec grafana-alerting §16.7). It is known by the panel's
 * number within its dashboard.
 *
 * @param name may be shared by several
 * @param handler kept only to be shown again
 * @param pending how long the conditions must hold
 * @param tags labels of what it raises
 * @param settings the panel's {@code alert} object as it was sent
 */
public record PanelAlert(
    long panelId,
    String name,
    String message,
    long handler,
    Duration frequency,
    Duration pending,
    NoData noData,
    OnError onError,
    List<ChannelName> channels,
    Map<String, String> tags,
    List<Condition> conditions,
    Map<String, ? extends @Nullable Object> settings) {

  /** Longest name, in characters: that of a rule's title. */
  public static final int LONGEST_NAME = 190;

  /** Longest name and longest value of a tag. */
  public static final int LONGEST_TAG = 100;

  public PanelAlert {
    channels = List.copyOf(channels);
    conditions = List.copyOf(conditions);
  }

  /** What the alert becomes when its queries give nothing, and the same for a rule. */
  public enum NoData {
    NO_DATA("no_data", "NoData"),
    ALERTING("alerting", "Alerting"),
    KEEP_STATE("keep_state", "KeepLast"),
    OK("ok", "OK");

    final String wire;
    final String ofRule;

    NoData(String wire, String ofRule) {
      this.wire = wire;
      this.ofRule = ofRule;
    }
  }

  /** What the alert becomes when its queries fail, and the same for a rule. */
  public enum OnError {
    ALERTING("alerting", "Alerting"),
    KEEP_STATE("keep_state", "KeepLast"),
    OK("ok", "OK");

    final String wire;
    final String ofRule;

    OnError(String wire, String ofRule) {
      this.wire = wire;
      this.ofRule = ofRule;
    }
  }

  /** A notification channel as a panel names it; 0 and empty for what it does not say. */
  public record ChannelName(long id, String uid) {}

  /** A query, and what must be true of its values. */
  public record Condition(
      Query query, Map<?, ?> reducer, Map<?, ?> evaluator, Map<?, ?> operator) {}

  /**
   * One of the panel's queries in a range of time.
   *
   * @param refId of the panel's target
   * @param from how far before the evaluation it begins
   * @param to how far before the evaluation it ends
   * @param source uid of the data source
   * @param target as it is in the panel
   */
  public record Query(String refId, Duration from, Duration to, String source, Map<?, ?> target) {}
}
