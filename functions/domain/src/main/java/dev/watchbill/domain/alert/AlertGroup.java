package dev.watchbill.domain.alert;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.integration.Label;
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
   */
  public record Status(
      boolean open,
      @Nullable Mark acknowledged,
      @Nullable Mark resolved,
      @Nullable Silence silence,
      @Nullable String attachedTo,
      @Nullable Instant wipedAt,
      @Nullable Instant restartedAt,
      @Nullable Instant respondedAt) {

    public static final Status NEW = new Status(true, null, null, null, null, null, null, null);

    public State state() {
      if (resolved != null) return State.RESOLVED;
      if (acknowledged != null) return State.ACKNOWLEDGED;
      return silence == null ? State.FIRING : State.SILENCED;
    }

    Status acknowledged(Mark mark) {
      return new Status(
          open, mark, resolved, silence, attachedTo, wipedAt, restartedAt, responded(mark.at));
    }

    Status unacknowledged() {
      return new Status(
          open, null, resolved, silence, attachedTo, wipedAt, restartedAt, respondedAt);
    }

    Status resolved(Mark mark) {
      return new Status(
          false, acknowledged, mark, silence, attachedTo, wipedAt, restartedAt, responded(mark.at));
    }

    Status unresolved() {
      return new Status(
          open, acknowledged, null, silence, attachedTo, wipedAt, restartedAt, respondedAt);
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
          responded(begun.at));
    }

    Status unsilenced() {
      return new Status(
          open, acknowledged, resolved, null, attachedTo, wipedAt, restartedAt, respondedAt);
    }

    Status attached(@Nullable String root) {
      return new Status(
          open, acknowledged, resolved, silence, root, wipedAt, restartedAt, respondedAt);
    }

    Status wiped(Instant at) {
      return new Status(
          open, acknowledged, resolved, silence, attachedTo, at, restartedAt, responded(at));
    }

    Status restarted(Instant at) {
      return new Status(
          open, acknowledged, resolved, silence, attachedTo, wipedAt, at, respondedAt);
    }

    private Instant responded(Instant at) {
      return respondedAt == null ? at : respondedAt;
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

  AlertGroup with(Status next) {
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
