package dev.watchbill.domain.alert;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one problem, and what people made of it (spec oncall-behaviour §6).
 *
 * @param number counts up within the organisation, with gaps
 * @param distinction what its alerts have in common, hashed; empty once wiped
 * @param previous the group of the same route and key before this one, if any
 * @param maintenance whether it is the special group of a maintenance
 * @param lock what makes sure that at most one group of its key is open
 * @param version changes with every change of {@link #status}, not with further alerts
 */
public record AlertGroup(
    String id,
    String org,
    String integrationId,
    String routeId,
    long number,
    String distinction,
    Instant createdAt,
    Instant receivedAt,
    @Nullable String previous,
    boolean maintenance,
    Lock lock,
    Content content,
    Status status,
    Ledger.Head ledger,
    long version)
    implements Row.Told {

  /** Which row leads from its key to the group, while it is the newest of it. */
  public enum Lock {
    /** None: nothing ever joins it. */
    NONE,
    /** That of its integration and key, for its route. */
    OF_KEY,
    /** That of its route and key, as an earlier release made it. */
    OF_ROUTE
  }

  /** The subject of a group's rows, decisions and timers. */
  public static Subject subject(String org, String id) {
    return new Subject(Subject.Kind.ALERT_GROUP, org, id);
  }

  /** What wakes the escalation that the group has now. */
  public Timer escalationTimer(Instant due) {
    return Timer.at(TimerKind.ESCALATION, due, org, id)
        .ofGeneration(status.escalation().generation());
  }

  @Override
  public Subject subject() {
    return subject(org, id);
  }

  /** What it holds. Alerts are added to it without a new version of the group. */
  public record Content(
      @Nullable String title,
      List<Label> labels,
      long alertsCount,
      @Nullable String lastAlert,
      boolean autoResolveDisabled) {
    public Content {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Where it stands. Acknowledged, resolved and silenced may hold together; {@link #state()} shows
   * the first that does.
   *
   * @param open whether further alerts of the key join it; never again once resolved
   * @param attachedTo the group that it follows
   * @param restartedAt when its escalation last had to begin anew
   * @param respondedAt the first acknowledgement, resolution, silence or wipe
   * @param escalation whether it runs; whatever ends or begins it changes the group too
   */
  public record Status(
      boolean open,
      @Nullable Mark acknowledged,
      @Nullable Mark resolved,
      @Nullable Silence silence,
      @Nullable String attachedTo,
      @Nullable Instant wipedAt,
      @Nullable Instant restartedAt,
      @Nullable Instant respondedAt,
      Run escalation) {

    public static final Status NEW =
        new Status(true, null, null, null, null, null, null, null, Run.NONE);

    public State state() {
      if (resolved != null) return State.RESOLVED;
      if (acknowledged != null) return State.ACKNOWLEDGED;
      return silence == null ? State.FIRING : State.SILENCED;
    }

    Status acknowledged(Mark mark) {
      return new Status(
          open,
          mark,
          resolved,
          silence,
          attachedTo,
          wipedAt,
          restartedAt,
          responded(mark.at),
          escalation.ended());
    }

    Status unacknowledged() {
      return copy(open, null, resolved, silence);
    }

    Status resolved(Mark mark) {
      return new Status(
          false,
          acknowledged,
          mark,
          silence,
          attachedTo,
          wipedAt,
          restartedAt,
          responded(mark.at),
          escalation.ended());
    }

    Status unresolved() {
      return copy(open, acknowledged, null, silence);
    }

    Status silenced(Silence begun) {
      return new Status(
          open,
          acknowledged,
          resolved,
          begun,
          attachedTo,
          wipedAt,
          restartedAt,
          responded(begun.at),
          escalation.ended());
    }

    Status unsilenced() {
      return copy(open, acknowledged, resolved, null);
    }

    Status attached(@Nullable String root) {
      return new Status(
          open,
          acknowledged,
          resolved,
          silence,
          root,
          wipedAt,
          restartedAt,
          respondedAt,
          escalation.ended());
    }

    Status wiped(Instant at) {
      return new Status(
          open,
          acknowledged,
          resolved,
          silence,
          attachedTo,
          at,
          restartedAt,
          responded(at),
          escalation.ended());
    }

    Status restarted(Instant at) {
      return new Status(
          open,
          acknowledged,
          resolved,
          silence,
          attachedTo,
          wipedAt,
          at,
          respondedAt,
          escalation.anew());
    }

    public Status escalating(Run next) {
      return new Status(
          open,
          acknowledged,
          resolved,
          silence,
          attachedTo,
          wipedAt,
          restartedAt,
          respondedAt,
          next);
    }

    private Status copy(
        boolean opened, @Nullable Mark acker, @Nullable Mark resolver, @Nullable Silence quiet) {
      return new Status(
          opened,
          acker,
          resolver,
          quiet,
          attachedTo,
          wipedAt,
          restartedAt,
          respondedAt,
          escalation);
    }

    private Instant responded(Instant at) {
      return respondedAt == null ? at : respondedAt;
    }
  }

  /**
   * What the group knows of its escalation; how far it is stands in a row of its own.
   *
   * @param generation counts its beginnings; 0 while it never had one
   */
  public record Run(long generation, Phase phase) {

    public static final Run NONE = new Run(0, Phase.NONE);

    public enum Phase {
      NONE,
      RUNNING,
      /** It waits for the next alert at a gate that counts alerts. */
      PAUSED,
      FINISHED
    }

    /** A new beginning, which voids the timers of the one before. */
    public Run anew() {
      return new Run(generation + 1, Phase.RUNNING);
    }

    public Run ended() {
      return phase == Phase.NONE ? this : new Run(generation, Phase.FINISHED);
    }

    public Run in(Phase next) {
      return new Run(generation, next);
    }
  }

  /** When something was done, and by whom. */
  public record Mark(Instant at, Actor by) {}

  /**
   * When a group was silenced, by whom and how long.
   *
   * @param until null = for ever
   */
  public record Silence(Instant at, @Nullable Instant until, Actor by) {}

  /** The visible state. */
  public enum State {
    FIRING,
    ACKNOWLEDGED,
    RESOLVED,
    SILENCED;

    /** As the API shows it. */
    public String slug() {
      return LetterCase.lower(name());
    }
  }

  public State state() {
    return status.state();
  }

  public AlertGroup with(Status next) {
    return new AlertGroup(
        id,
        org,
        integrationId,
        routeId,
        number,
        distinction,
        createdAt,
        receivedAt,
        previous,
        maintenance,
        lock,
        content,
        next,
        ledger,
        version);
  }

  /** The same with as many alerts as there were once. */
  public AlertGroup counting(long alerts) {
    return new AlertGroup(
        id,
        org,
        integrationId,
        routeId,
        number,
        distinction,
        createdAt,
        receivedAt,
        previous,
        maintenance,
        lock,
        new Content(
            content.title, content.labels, alerts, content.lastAlert, content.autoResolveDisabled),
        status,
        ledger,
        version);
  }

  AlertGroup wiped() {
    return new AlertGroup(
        id,
        org,
        integrationId,
        routeId,
        number,
        "",
        createdAt,
        receivedAt,
        previous,
        maintenance,
        lock,
        new Content(null, content.labels, content.alertsCount, content.lastAlert, true),
        status,
        ledger,
        version);
  }

  AlertGroup tooBigToAutoResolve() {
    return new AlertGroup(
        id,
        org,
        integrationId,
        routeId,
        number,
        distinction,
        createdAt,
        receivedAt,
        previous,
        maintenance,
        lock,
        new Content(content.title, content.labels, content.alertsCount, content.lastAlert, true),
        status,
        ledger,
        version);
  }
}
