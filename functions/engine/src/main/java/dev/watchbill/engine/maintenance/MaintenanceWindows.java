package dev.watchbill.engine.maintenance;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The integration's row is the truth about its maintenance, and its version the only lock.
 *
 * Begin: the row first, with the timer of the end and, when there is a special group to open, a timer due at once; the special group
 * second, clearing that timer. Who dies in between leaves the timer, which opens the group. The other way round, a crash or a lost
 * race would leave a special group that belongs to no maintenance and that nobody ever resolves.
 *
 * End: the special group first, the row second, clearing the timer of the end. Who dies in between leaves the row as it was and the
 * timer with it: whoever comes next, by hand or by time, finds the group resolved and does the rest. The other way round, the row
 * would have forgotten which group has to be resolved.
 *
 * An alert that read the row before it changed may still be on its way to the special group, so groups are made to follow it once
 * more when every such request has ended.
 */
/** Maintenance of integrations: begins, ends by hand, ends by time (spec oncall-api §2.8). */
public final class MaintenanceWindows {
  /** Text of the refusal to begin a second one. */
  public static final String ALREADY = "Already on maintenance";

  /** No request lives longer than half of this. */
  public static final Duration LATECOMERS = Duration.ofSeconds(60);

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Integrations integrations;
  private final MaintenanceGroups groups;
  private final Commits commits;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  public MaintenanceWindows(
      Integrations integrations,
      MaintenanceGroups groups,
      Commits commits,
      PublicIds ids,
      InstantSource clock) {
    this.integrations = integrations;
    this.groups = groups;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Result {
    /** The integration as it stands now. */
    record Done(Integration integration) implements Result {}

    /** One is running: {@link #ALREADY}. */
    record AlreadyRunning() implements Result {}

    record Gone() implements Result {}

    /** Ten others were faster. */
    record Contended() implements Result {}
  }

  /**
   * Begins a maintenance now.
   *
   * @param duration any; less than nothing counts as nothing, and a hundred years are the most
   */
  public Result start(
      String org, String integrationId, Maintenance.Mode mode, Duration duration, Actor by) {
    return commits
        .again(() -> startOnce(org, integrationId, mode, duration, by))
        .orElseGet(Result.Contended::new);
  }

  private Optional<Result> startOnce(
      String org, String integrationId, Maintenance.Mode mode, Duration duration, Actor by) {
    Optional<Integration> found = integrations.find(org, integrationId);
    if (found.isEmpty()) return Optional.of(new Result.Gone());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Maintenance running = found.get().maintenance();
    if (running != null && running.endsAt().isAfter(now)) {
      return Optional.of(new Result.AlreadyRunning());
    }
    if (running != null) {
      end(found.get(), running, Actor.TIMER); // its job is late
      return Optional.empty();
    }
    Maintenance begun = new Maintenance(mode, now, ends(now, duration), group(mode));
    return begin(found.get(), begun, by)
        ? Optional.of(standing(org, integrationId))
        : Optional.empty();
  }

  /** Ends the maintenance, if one is running. */
  public Result stop(String org, String integrationId, Actor by) {
    return commits
        .again(
            () -> {
              Optional<Integration> found = integrations.find(org, integrationId);
              if (found.isEmpty()) return Optional.<Result>of(new Result.Gone());
              Maintenance running = found.get().maintenance();
              return running == null || end(found.get(), running, by)
                  ? Optional.of(standing(org, integrationId))
                  : Optional.empty();
            })
        .orElseGet(Result.Contended::new);
  }

  /**
   * Ends the maintenance that a special group belongs to, and resolves the group.
   *
   * @return false when ten others were faster
   */
  public boolean stopOf(AlertGroup special, Actor by) {
    Optional<Integration> maintained =
        integrations.all(special.org()).stream()
            .filter(each -> special.id().equals(groupOf(each.maintenance())))
            .findFirst();
    return maintained.isPresent()
        ? !(stop(special.org(), maintained.get().id(), by) instanceof Result.Contended)
        : groups.resolve(special.org(), special.id(), by);
  }

  private static @Nullable String groupOf(@Nullable Maintenance maintenance) {
    return maintenance == null ? null : maintenance.groupId();
  }

  /**
   * A timer of the integration is due: the end of its maintenance, or its special group is not open
   * yet.
   *
   * @return false when somebody else was faster, and what it means has to be decided again
   */
  public boolean due(Timer due, Instant now) {
    Optional<Integration> found = integrations.findEvenDeleted(due.org(), due.subject());
    if (found.isEmpty()) return true;
    Integration integration = found.get();
    Maintenance running = integration.maintenance();
    if (running == null) return true;
    if (integration.deletedAt() == null && running.endsAt().isAfter(now)) {
      groups.open(integration, running, Actor.SYSTEM, due);
      return true;
    }
    if (integration.deletedAt() != null) {
      return running.groupId() == null
          || groups.resolve(integration.org(), running.groupId(), Actor.TIMER);
    }
    return end(integration, running, Actor.TIMER);
  }

  private boolean begin(Integration found, Maintenance begun, Actor by) {
    Integration maintained = found.withMaintenance(begun);
    Timer opens = opening(maintained, begun);
    Change change =
        Change.at(begun.startedAt())
            .replace(found, maintained)
            .set(timer(maintained, begun.endsAt()));
    if (begun.groupId() != null && opens != null) change = change.set(opens);
    if (!commits.commitWhatFits(change)) return false;
    groups.open(maintained, begun, by, opens);
    return true;
  }

  /** Ends this maintenance; false when somebody else changed the integration meanwhile. */
  private boolean end(Integration integration, Maintenance running, Actor by) {
    Instant now = clock.instant();
    Change change =
        Change.at(now)
            .replace(integration, integration.withMaintenance(null))
            .clear(timer(integration, running.endsAt()));
    if (running.groupId() != null) {
      groups.open(integration, running, by, opening(integration, running));
      if (!groups.resolve(integration.org(), running.groupId(), by)) return false;
      change =
          change
              .set(cascade(integration.org(), running.groupId(), now))
              .set(cascade(integration.org(), running.groupId(), now.plus(LATECOMERS)));
    }
    return commits.commitWhatFits(change);
  }

  private Result standing(String org, String integrationId) {
    return integrations
        .find(org, integrationId)
        .<Result>map(Result.Done::new)
        .orElseGet(Result.Gone::new);
  }

  private @Nullable String group(Maintenance.Mode mode) {
    return switch (mode) {
      case DEBUG -> null;
      case MAINTENANCE -> ids.next("I");
    };
  }

  private static Instant ends(Instant now, Duration duration) {
    if (duration.isNegative()) return now;
    return now.plus(duration.compareTo(LONGEST) > 0 ? LONGEST : duration);
  }

  /** The timer that opens the special group; null when the end comes with it and does the same. */
  private static @Nullable Timer opening(Integration integration, Maintenance maintenance) {
    Timer opens = timer(integration, maintenance.startedAt());
    return opens.sameAs(timer(integration, maintenance.endsAt())) ? null : opens;
  }

  private static Timer timer(Integration integration, Instant due) {
    return Timer.at(TimerKind.MAINTENANCE_END, due, integration.org(), integration.id());
  }

  private static Timer cascade(String org, String root, Instant due) {
    return Timer.at(TimerKind.CASCADE, due, org, root);
  }
}
