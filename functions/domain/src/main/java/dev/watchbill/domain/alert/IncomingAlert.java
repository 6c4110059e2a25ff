package dev.watchbill.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * One alert read from a body, not yet grouped or routed.
 *
 * @param payload plain value that templates and routes see; may be null, as JSON may
 * @param title what the intake itself knew, null where templates decide alone (spec
 *     oncall-behaviour §1.7)
 * @param message likewise
 * @param imageUrl likewise; at most 299 characters
 * @param link likewise
 * @param perAlert whether the alert stands for one of several in the body: it is resolved later, by
 *     labels (§4.6)
 */
public record IncomingAlert(
    @Nullable Object payload,
    @Nullable String title,
    @Nullable String message,
    @Nullable String imageUrl,
    @Nullable String link,
    boolean perAlert) {

  /** An alert of which only templates know how it looks. */
  public static IncomingAlert of(@Nullable Object payload) {
    return new IncomingAlert(payload, null, null, null, null, false);
  }

  /** One of the alerts of a body. */
  static IncomingAlert oneOfMany(@Nullable Object payload) {
    return new IncomingAlert(payload, null, null, null, null, true);
  }
}
