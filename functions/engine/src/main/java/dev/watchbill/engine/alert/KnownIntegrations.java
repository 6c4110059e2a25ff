package dev.watchbill.engine.alert;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.integration.Integrations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Finding an integration by its token costs two reads, and a noisy source asks for the same one again and again. So an answer is kept
 * for five seconds, as the original does (spec oncall-behaviour §1.2), with two differences. "Unknown" is never kept: the first alert
 * of an integration made a second ago would be lost. And what is kept only serves alerts that join a group: whoever opens one, or
 * finds the integration changed, looks again (AlertIntake).
 */
/** Integrations by the token of their link. */
@Singleton
public final class KnownIntegrations {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final int MOST = 200;

  private final Integrations integrations;
  private final InstantSource clock;
  private final Map<String, Kept> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST;
        }
      };

  private record Kept(Integration integration, Instant at) {}

  /**
   * An integration as it stands, or stood.
   *
   * @param fresh false when it may be some seconds old
   */
  public record Known(Integration integration, boolean fresh) {}

  @Inject
  public KnownIntegrations(Integrations integrations, InstantSource clock) {
    this.integrations = integrations;
    this.clock = clock;
  }

  /** Empty for unknown and deleted ones, and for those that nothing may be sent to. */
  public Optional<Known> byToken(String token) {
    Instant now = clock.instant();
    Kept known = kept(token);
    // A clock that was set back must not keep an answer alive.
    if (known != null && !now.isBefore(known.at) && now.isBefore(known.at.plus(KEPT))) {
      return Optional.of(new Known(known.integration, false));
    }
    Optional<Integration> found =
        integrations.byToken(token).filter(each -> each.type() != IntegrationType.MAINTENANCE);
    synchronized (kept) {
      if (found.isPresent()) kept.put(token, new Kept(found.get(), now));
      else kept.remove(token);
    }
    return found.map(integration -> new Known(integration, true));
  }

  /** The one that takes mail under this name: its token, whose letter case may have been lost. */
  public Optional<Known> byMailbox(String name) {
    Optional<Known> exact = byToken(name);
    return (exact.isPresent()
            ? exact
            : integrations.byMailbox(name).map(found -> new Known(found, true)))
        .filter(known -> known.integration().type().intake() == Intake.MAIL);
  }

  /** As it stands now, or empty when it was deleted. */
  Optional<Integration> again(Integration integration) {
    Optional<Integration> found = integrations.find(integration.org(), integration.id());
    if (found.isEmpty()) {
      synchronized (kept) {
        kept.remove(integration.token());
      }
    }
    return found;
  }

  private @Nullable Kept kept(String token) {
    synchronized (kept) {
      return kept.get(token);
    }
  }
}
