package dev.watchbill.domain.change;

/**
 * Something that others may want to follow up: subscribers are pure functions from what happened to
 * further change.
 */
public sealed interface Happened {

  Subject subject();

  /**
   * An alert group.
   *
   * @param collects whether it is the special group of a maintenance, which others are attached to
   */
  record ToGroup(Subject subject, Action action, Actor by, boolean collects) implements Happened {}

  /** What decides who is on call by a schedule has changed; a look at it changes nothing. */
  record ToSchedule(Subject subject) implements Happened {}

  /**
   * A step of an alert group's escalation triggers a webhook.
   *
   * @param subject the escalation
   */
  record ToWebhook(Subject subject, String groupId, String webhook) implements Happened {}

  /** What happened to an alert group (spec oncall-behaviour §6, §9). */
  enum Action {
    OPENED,
    ACKNOWLEDGED,
    UNACKNOWLEDGED,
    RESOLVED,
    UNRESOLVED,
    SILENCED,
    UNSILENCED,
    ATTACHED,
    DETACHED,
    FOLLOWED,
    WIPED,
    DELETED
  }
}
