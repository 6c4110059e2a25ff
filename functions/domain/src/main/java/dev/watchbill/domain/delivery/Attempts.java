package dev.watchbill.domain.delivery;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.delivery.Delivery.Line;
import dev.watchbill.domain.delivery.Delivery.Purpose;
import dev.watchbill.domain.delivery.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * The races, and what closes them:
 *   two workers claim one delivery          its version lets one through
 *   somebody answers while it is claimed    the claim stands on the version of every group that it is about
 *   somebody answers while it is sent       cannot be closed: the window is one send
 *   the answer comes after the lease ended  refused, because the attempt is no longer the claimed one
 */
/** From a decision to notify to what the provider said (spec delivery §3.3 to §3.5). */
public final class Attempts {

  /** How long one attempt may take; then somebody else finds out what became of it. */
  public static final Duration LEASE = Duration.ofSeconds(45);

  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(180),
          Duration.ofSeconds(300));

  /** How long a message of a channel is of use. */
  public static Duration usefulFor(DeliveryChannel channel) {
    return switch (channel) {
      case EMAIL -> Duration.ofMinutes(30);
      case SLACK, MATTERMOST, TELEGRAM, MSTEAMS, DISCORD -> Duration.ofMinutes(10);
      case SMS, VOICE, PUSH, NTFY, PUSHOVER, GOTIFY, WEBHOOK -> Duration.ofMinutes(5);
    };
  }

  private static int most(DeliveryChannel channel) {
    return switch (channel) {
      case VOICE -> 3;
      case EMAIL, SLACK, MATTERMOST, TELEGRAM, MSTEAMS, DISCORD -> 6;
      case SMS, PUSH, NTFY, PUSHOVER, GOTIFY, WEBHOOK -> 4;
    };
  }

  /** Whether a page about the group is still of use to somebody (§7.4). */
  public static boolean needed(@Nullable AlertGroup group, boolean direct) {
    if (group == null) return false;
    var status = group.status();
    if (status.resolved() != null || status.wipedAt() != null || status.attachedTo() != null) {
      return false;
    }
    return direct || (status.acknowledged() == null && status.silence() == null);
  }

  /**
   * Takes it for sending; cancels or ends it when it is too late for that.
   *
   * @param groups those that it is about, as far as they still are, by id
   */
  public static Change claim(Delivery delivery, Map<String, AlertGroup> groups, Instant now) {
    if (!now.isBefore(delivery.deadline())) {
      return to(delivery, State.EXPIRED, null, now, "expired", "deadline");
    }
    List<String> left = delivery.groups();
    if (delivery.purpose() == Purpose.PAGE) {
      left =
          delivery.groups().stream()
              .filter(id -> needed(groups.get(id), delivery.direct()))
              .toList();
      if (left.isEmpty()) return to(delivery, State.CANCELLED, null, now, "cancelled", "answered");
    }
    Instant lease = now.plus(LEASE);
    Delivery claimed =
        delivery.in(
            State.CLAIMED,
            delivery.attempt() + 1,
            lease,
            new Line(now, "claimed", null),
            delivery.provider(),
            delivery.reference(),
            left);
    Change change = Change.at(now).replace(delivery, claimed).set(claimed.timer());
    if (delivery.purpose() != Purpose.PAGE) return change;
    for (String id : left) {
      AlertGroup group = groups.get(id);
      if (group != null) change = change.expect(new Expectation.Unchanged(group));
    }
    return change;
  }

  /**
   * What the provider said of the attempt that is claimed.
   *
   * @param provider who carried it
   */
  public static Change answered(
      Delivery delivery, String provider, ProviderAnswer answer, Instant now) {
    Delivery by =
        delivery.in(
            delivery.state(),
            delivery.attempt(),
            delivery.due(),
            new Line(now, provider, word(answer)),
            provider,
            answer instanceof ProviderAnswer.Accepted(String reference)
                ? reference
                : delivery.reference(),
            delivery.groups());
    return switch (answer) {
      case ProviderAnswer.Accepted _ ->
          to(
              delivery,
              by,
              provider.equals("outbox") ? State.DELIVERED : State.SENT,
              null,
              now,
              "sent",
              null);
      case ProviderAnswer.Retry(String code) -> again(delivery, by, code, now);
      case ProviderAnswer.Throttled(Duration after) -> throttled(delivery, by, after, now);
      case ProviderAnswer.BadAddress(String code) ->
          to(delivery, by, State.UNDELIVERABLE, null, now, "undeliverable", code);
      case ProviderAnswer.BadContent(String code) ->
          to(delivery, by, State.FAILED, null, now, "failed", code);
      case ProviderAnswer.BadConfig(String code) ->
          to(delivery, by, State.FAILED, null, now, "failed", code);
      case ProviderAnswer.InDoubt(String code) -> doubted(delivery, by, code, now);
    };
  }

  /** Nobody said what became of the attempt: its lease is over. */
  public static Change leaseEnded(Delivery delivery, Instant now) {
    return doubted(delivery, delivery, "lease", now);
  }

  /** When it was to be written, there was nothing to say any more. */
  public static Change unneeded(Delivery delivery, String why, Instant now) {
    return to(delivery, State.CANCELLED, null, now, "cancelled", why);
  }

  /** There is nobody who carries its channel. */
  public static Change suppressed(Delivery delivery, String why, Instant now) {
    return to(delivery, State.SUPPRESSED, null, now, "suppressed", why);
  }

  /** What a repeat would harm nobody: it goes out again. Everything else may have arrived. */
  private static Change doubted(Delivery delivery, Delivery by, String code, Instant now) {
    boolean harmless =
        delivery.channel() == DeliveryChannel.PUSH
            || (delivery.channel() == DeliveryChannel.WEBHOOK
                && delivery.purpose() != Purpose.WEBHOOK);
    return harmless
        ? again(delivery, by, code, now)
        : to(delivery, by, State.SENT, null, now, "unconfirmed", code);
  }

  private static Change again(Delivery delivery, Delivery by, String code, Instant now) {
    if (delivery.attempt() >= most(delivery.channel())) {
      return to(delivery, by, State.FAILED, null, now, "failed", code);
    }
    Instant next = now.plus(delay(delivery));
    if (!next.isBefore(delivery.deadline())) {
      return to(delivery, by, State.FAILED, null, now, "failed", code);
    }
    return to(delivery, by, State.PENDING, next, now, "retry", code);
  }

  private static Change throttled(Delivery delivery, Delivery by, Duration after, Instant now) {
    Instant next = now.plus(after);
    if (!next.isBefore(delivery.deadline())) {
      return to(delivery, by, State.EXPIRED, null, now, "expired", "throttled");
    }
    Delivery waits =
        by.in(State.PENDING, delivery.attempt() - 1, next, new Line(now, "throttled", null));
    return Change.at(now).replace(delivery, waits).clear(delivery.timer()).set(waits.timer());
  }

  /** Longer each time; spread by what the delivery is, so that many do not come back at once. */
  private static Duration delay(Delivery delivery) {
    Duration delay = DELAYS.get(Math.min(delivery.attempt(), DELAYS.size()) - 1);
    int spread = Math.floorMod((delivery.id() + delivery.attempt()).hashCode(), 401);
    return delay.multipliedBy(800 + spread).dividedBy(1_000);
  }

  private static Change to(
      Delivery delivery,
      State state,
      @Nullable Instant due,
      Instant now,
      String what,
      @Nullable String code) {
    return to(delivery, delivery, state, due, now, what, code);
  }

  private static Change to(
      Delivery read,
      Delivery delivery,
      State state,
      @Nullable Instant due,
      Instant now,
      String what,
      @Nullable String code) {
    Delivery next = delivery.in(state, delivery.attempt(), due, new Line(now, what, code));
    return Change.at(now).replace(read, next).clear(read.timer()).set(next.timer());
  }

  private static @Nullable String word(ProviderAnswer answer) {
    return switch (answer) {
      case ProviderAnswer.Accepted _ -> "accepted";
      case ProviderAnswer.Retry(String code) -> code;
      case ProviderAnswer.Throttled _ -> "throttled";
      case ProviderAnswer.BadAddress(String code) -> code;
      case ProviderAnswer.BadContent(String code) -> code;
      case ProviderAnswer.BadConfig(String code) -> code;
      case ProviderAnswer.InDoubt(String code) -> code;
    };
  }

  private Attempts() {}
}
