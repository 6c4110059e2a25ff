package dev.watchbill.domain.change;

/**
 * What a row, a decision or a timer is about.
 *
 * @param id names it within its organisation and kind
 */
public record Subject(Kind kind, String org, String id) {

  /** The nouns. */
  public enum Kind {
    ALERT,
    ALERT_GROUP,
    DELIVERY,
    ESCALATION,
    HEARTBEAT,
    INTEGRATION,
    PAGING,
    PAST_SHIFT,
    SCHEDULE,
    SCHEDULE_WATCH,
    SHIFT,
    SEND_WINDOW,
    SHIFT_SWAP,
    STEP_POINTER,
    TAKEN_SWAP
  }
}
