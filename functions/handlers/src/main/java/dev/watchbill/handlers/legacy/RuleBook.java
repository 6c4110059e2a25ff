package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.legacy.PanelRule;
import java.util.List;

/** The alert rules, as this dialect needs them: those of every other dialect. */
public interface RuleBook {

  /**
   * A rule and how often it is evaluated.
   *
   * @param interval of its group, in seconds
   */
  record Entry(AlertRule rule, long interval) {}

  /** What became of a change. Nothing is written unless it is {@code DONE}. */
  sealed interface Outcome {
    record Done() implements Outcome {}

    /** The rule is not there any more. */
    record Gone() implements Outcome {}

    /** Every try lost its race. */
    record Contended() implements Outcome {}

    /** It cannot be done, for this reason. */
    record Refused(String reason) implements Outcome {}
  }

  /** All rules that raise alerts; those that record metrics are no alerts. */
  List<Entry> all(String org);

  /** Pauses or unpauses; what else the rule is, its provenance too, stays. */
  Outcome pause(String org, String uid, boolean paused);

  /**
   * The rules of a dashboard become these: those of the same uid are changed and keep their numbers
   * and whether they are paused, others come and go.
   */
  Outcome replace(String org, String dashboardUid, List<PanelRule> rules);
}
