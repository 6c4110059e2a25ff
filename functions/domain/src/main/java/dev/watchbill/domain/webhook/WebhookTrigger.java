package dev.watchbill.domain.webhook;

import java.util.Arrays;
import java.util.Optional;

/** What makes a webhook send (spec oncall-behaviour §9.1, oncall-api §14.2). */
public enum WebhookTrigger {
  /** A step of a chain that names the webhook; a step may name one of any other trigger too. */
  ESCALATION("escalation"),
  /** A group was opened. */
  ALERT_GROUP_CREATED("alert group created"),
  ACKNOWLEDGE("acknowledge"),
  RESOLVE("resolve"),
  SILENCE("silence"),
  /** Asked for, or the silence ran out; not when another action implies it. */
  UNSILENCE("unsilence"),
  UNRESOLVE("unresolve"),
  UNACKNOWLEDGE("unacknowledge"),
  /** Each of the six changes between acknowledge and unacknowledge. */
  STATUS_CHANGE("status change"),
  /** A personal rule of whoever owns the webhook. */
  PERSONAL_NOTIFICATION("personal notification"),
  /** Somebody wrote a resolution note. */
  RESOLUTION_NOTE_ADDED("resolution note added"),
  /** What happens to incidents, of a product that is not here: stored, and never happens. */
  INCIDENT_DECLARED("incident declared"),
  INCIDENT_CHANGED("incident changed"),
  INCIDENT_RESOLVED("incident resolved");

  private final String slug;

  WebhookTrigger(String slug) {
    this.slug = slug;
  }

  /** As clients write it, and as {@code event.type} says it: {@code alert group created}. */
  public String slug() {
    return slug;
  }

  /** Letter case counts. */
  public static Optional<WebhookTrigger> ofSlug(String slug) {
    return Arrays.stream(values()).filter(each -> each.slug.equals(slug)).findFirst();
  }
}
