package dev.watchbill.handlers.intake;

import dev.watchbill.domain.WholeSeconds;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.org.Limits;
import dev.watchbill.domain.org.Limits.Budget;
import dev.watchbill.domain.org.Limits.Taken;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much an integration, and all integrations of an organisation, may send (spec oncall-behaviour
 * §1.5). Alerts and heartbeats draw on the same two budgets; what the integration's own refuses
 * does not count for the organisation.
 */
final class IntakeBudget {
  static final Duration WINDOW = Duration.ofSeconds(300);
  static final long PER_INTEGRATION = 300;
  static final long PER_ORGANIZATION = 900;

  /** What one request may bring; storing more takes longer than a request may. */
  static final int AT_ONCE = 1_000;

  private static final String ORGANIZATION = "organization";

  private final Limits limits;
  private final Settings settings;

  @Inject
  IntakeBudget(Limits limits, Settings settings) {
    this.limits = limits;
    this.settings = settings;
  }

  /** Takes one unit; the answer to give when there is none left. */
  Optional<Response> take(Integration integration, Instant now) {
    return taken(integration, now, 1);
  }

  /**
   * Takes a unit for each of what one request brings, or none. More than a window has left after
   * the request itself costs all of that: whoever comes again with the same must get in some time.
   */
  Optional<Response> take(Integration integration, Instant now, int count) {
    return taken(integration, now, Math.min(count, PER_INTEGRATION - 1));
  }

  private Optional<Response> taken(Integration integration, Instant now, long count) {
    if (!settings.limited()) return Optional.empty();
    Taken taken =
        limits.take(
            "intake#" + integration.org(),
            WINDOW,
            now,
            count,
            new Budget(integration.id(), PER_INTEGRATION),
            new Budget(ORGANIZATION, PER_ORGANIZATION));
    return switch (taken) {
      case Taken.Allowed _ -> Optional.empty();
      case Taken.Refused refused -> Optional.of(refused(integration, refused));
    };
  }

  private static Response refused(Integration integration, Taken.Refused refused) {
    long seconds = Math.max(1, WholeSeconds.covering(refused.retryAfter()));
    String what =
        refused.budget().equals(ORGANIZATION)
            ? "Multiple integrations of this organization sent more than "
                + PER_ORGANIZATION
                + " requests"
            : "Integration \""
                + integration.name()
                + "\" sent more than "
                + PER_INTEGRATION
                + " requests";
    return Answers.text(
            429,
            what + " in " + WINDOW.toSeconds() + " seconds. Try again in " + seconds + " seconds.")
        .header("retry-after", Long.toString(seconds));
  }
}
