package dev.watchbill.domain.delivery;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person got of a channel a moment ago, and what is collected for the next message, so that
 * a storm becomes a few messages (spec delivery §3.8).
 *
 * @param important a first rule of the important list; all later ones are ordinary
 * @param sent when messages were sent, oldest first, as many as matter
 * @param waiting what the next message tells
 * @param due when it goes out; null while nothing waits
 */
public record SendWindow(
    String org,
    String userId,
    DeliveryChannel channel,
    boolean important,
    List<Instant> sent,
    List<Waiting> waiting,
    @Nullable Instant due,
    long version)
    implements Row {

  /**
   * A page that waits.
   *
   * @param ruleId the rule that wanted it; null for the mail of people without rules
   */
  public record Waiting(
      String groupId, @Nullable String ruleId, @Nullable String rule, long run, boolean direct) {}

  /**
   * How many are sent one by one, and how they are collected then.
   *
   * @param free sent directly while fewer than that were sent within {@code within}
   * @param period after the last one, what was collected goes out
   */
  private record Policy(int free, Duration within, Duration period) {}

  public SendWindow {
    sent = List.copyOf(sent);
    waiting = List.copyOf(waiting);
  }

  public static SendWindow empty(
      String org, String userId, DeliveryChannel channel, boolean important) {
    return new SendWindow(org, userId, channel, important, List.of(), List.of(), null, 0);
  }

  /** Whether messages of the channel are ever collected. */
  public static boolean holds(DeliveryChannel channel, boolean onlySms) {
    return policy(channel, onlySms).isPresent();
  }

  private static Optional<Policy> policy(DeliveryChannel channel, boolean onlySms) {
    if (onlySms && channel != DeliveryChannel.SMS) return Optional.empty();
    return Optional.of(
        switch (channel) {
          case SMS, VOICE -> new Policy(1, Duration.ofSeconds(120), Duration.ofSeconds(120));
          case EMAIL -> new Policy(3, Duration.ofSeconds(60), Duration.ofSeconds(120));
          default -> new Policy(5, Duration.ofSeconds(60), Duration.ofSeconds(30));
        });
  }

  /** Whether one more may go out directly. */
  public boolean open(boolean onlySms, Instant now) {
    Policy policy = policy(channel, onlySms).orElseThrow();
    // Whatever waits goes first.
    return waiting.isEmpty() && recent(policy, now).size() < policy.free;
  }

  private List<Instant> recent(Policy policy, Instant now) {
    return sent.stream().filter(at -> at.plus(policy.within).isAfter(now)).toList();
  }

  /** One was sent directly. */
  public SendWindow sent(boolean onlySms, Instant now) {
    List<Instant> all = new ArrayList<>(recent(policy(channel, onlySms).orElseThrow(), now));
    all.add(now);
    return new SendWindow(org, userId, channel, important, all, waiting, due, version);
  }

  /** One more waits. */
  public SendWindow collecting(Waiting more, boolean onlySms) {
    List<Waiting> all = new ArrayList<>(waiting);
    all.add(more);
    Instant when =
        due != null ? due : sent.getLast().plus(policy(channel, onlySms).orElseThrow().period);
    return new SendWindow(org, userId, channel, important, sent, all, when, version);
  }

  /**
   * What waited has gone out, or nobody needs it any more.
   *
   * @param at when it was sent; null when nothing was
   */
  public SendWindow emptied(@Nullable Instant at) {
    List<Instant> last = at == null ? sent : List.of(at);
    return new SendWindow(org, userId, channel, important, last, List.of(), null, version);
  }

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.SEND_WINDOW, org, name());
  }

  /** {@code <user>/<channel>/<0 or 1>}. */
  public String name() {
    return userId + "/" + channel.slug() + "/" + (important ? 1 : 0);
  }

  /** The window that a timer is about, as it is named. */
  public static Optional<SendWindow> named(Timer timer) {
    String[] parts = timer.subject().split("/", -1);
    if (parts.length != 3) return Optional.empty();
    return DeliveryChannel.ofSlug(parts[1])
        .map(channel -> empty(timer.org(), parts[0], channel, parts[2].equals("1")));
  }

  /** What sends what waits; null while nothing does. */
  public @Nullable Timer timer() {
    return due == null ? null : Timer.at(TimerKind.BUNDLE, due, org, name());
  }
}
