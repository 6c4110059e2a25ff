package dev.watchbill.domain.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.delivery.Attempts;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.Delivery.Purpose;
import dev.watchbill.domain.delivery.Delivery.State;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.SendWindow;
import dev.watchbill.domain.org.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The state of the alert group is looked at before every rule, without being a condition of the commit: somebody may answer in
 * between. What is decided then is not sent, because sending looks again, and that look is a condition (Attempts.claim).
 */
/** The rules of a person who is paged, one at a time (spec oncall-behaviour §7.4). */
public final class PagingMachine {

  /** Between two rules. */
  public static final Duration BETWEEN = Duration.ofSeconds(5);

  private final Paging state;
  private final @Nullable AlertGroup group;
  private final PersonReach reach;
  private final boolean keepTime;
  private final boolean onlySms;
  private final Windows windows;
  private final Instant now;

  /** The window of the person for a channel. */
  @FunctionalInterface
  public interface Windows {
    SendWindow of(DeliveryChannel channel, boolean important);
  }

  private PagingMachine(
      Paging state,
      @Nullable AlertGroup group,
      PersonReach reach,
      boolean keepTime,
      boolean onlySms,
      Windows windows,
      Instant now) {
    this.state = state;
    this.group = group;
    this.reach = reach;
    this.keepTime = keepTime;
    this.onlySms = onlySms;
    this.windows = windows;
    this.now = now;
  }

  /**
   * Runs the next rule.
   *
   * @param group null when it is deleted
   * @param keepTime whether the person's waits stay as they are when a rule cannot reach anybody
   * @param onlySms whether only texts are collected
   */
  public static Change run(
      Paging state,
      @Nullable AlertGroup group,
      PersonReach reach,
      boolean keepTime,
      boolean onlySms,
      Windows windows,
      Instant now) {
    return new PagingMachine(state, group, reach, keepTime, onlySms, windows, now).next();
  }

  /** Whether the person still has to be told (§7.4). */
  private Optional<String> obstacle() {
    if (reach.user() == null) return Optional.of("The person is gone");
    if (group == null) return Optional.of("The alert group is gone");
    if (!Attempts.needed(group, state.direct())) {
      return Optional.of("The alert group is " + group.state().slug() + " or follows another");
    }
    var acknowledged = group.status().acknowledged();
    boolean answered =
        acknowledged != null
            && state.userId().equals(acknowledged.by().userId())
            && !acknowledged.at().isBefore(state.began());
    return answered ? Optional.of("The person has acknowledged") : Optional.empty();
  }

  private Change next() {
    Optional<String> obstacle = obstacle();
    User user = reach.user();
    if (obstacle.isPresent() || user == null) {
      return ended(null, line("paging ended", obstacle.orElse("")));
    }
    if (!user.mayBeNotified()) {
      return ended(null, line("not paged", "The person's role does not allow to notify"));
    }
    if (state.last() == null && reach.rules().list(state.important()).isEmpty()) {
      return notify(null, NotifyBy.EMAIL);
    }
    Optional<NotificationRule> rule = reach.rules().next(state.important(), state.last());
    if (rule.isEmpty()) {
      return ended(
          null, line("paging ended", "The rule that was run last is gone, or none is left"));
    }
    return switch (rule.get().kind()) {
      case NotificationRule.Kind.Wait(Duration wait) ->
          goOn(
              rule.get(),
              wait,
              line("waiting", "Waits")
                  .with("rule", rule.get().id())
                  .with("seconds", wait.toSeconds()),
              false);
      case NotificationRule.Kind.Notify(NotifyBy by) -> notify(rule.get(), by);
    };
  }

  private Change notify(@Nullable NotificationRule rule, NotifyBy by) {
    Optional<String> address = reach.address(by);
    Decision line =
        line("notified", "By a rule of the person").with("channel", by.channel().slug());
    if (rule != null) line = line.with("rule", rule.id());
    if (address.isEmpty()) {
      Decision told =
          new Decision(
              "not paged", line.actor(), "The person has no address for it", line.inputs());
      return goOn(rule, BETWEEN, told.with("code", "no_address"), !keepTime);
    }
    boolean first = state.important() && state.last() == null;
    if (!SendWindow.holds(by.channel(), onlySms)) {
      return sent(rule, by, address.get(), line, null, null);
    }
    SendWindow window = windows.of(by.channel(), first);
    if (window.open(onlySms, now)) {
      return sent(rule, by, address.get(), line, window, window.sent(onlySms, now));
    }
    SendWindow collecting =
        window.collecting(
            new SendWindow.Waiting(
                state.groupId(),
                rule == null ? null : rule.id(),
                rule == null ? null : by.word(),
                state.run(),
                state.direct()),
            onlySms);
    Decision told =
        new Decision(
                "collected", line.actor(), "Told together with others in a moment", line.inputs())
            .with("until", String.valueOf(collecting.due()))
            .with("delivery", bundleId(collecting));
    return with(window, collecting, goOn(rule, BETWEEN, told, false)).set(collecting.timer());
  }

  private Change sent(
      @Nullable NotificationRule rule,
      NotifyBy by,
      String address,
      Decision line,
      @Nullable SendWindow window,
      @Nullable SendWindow after) {
    Delivery delivery =
        page(
            state,
            Delivery.id(
                state.org(),
                state.groupId(),
                state.userId(),
                Long.toString(state.run()),
                rule == null ? "" : rule.id(),
                by.word(),
                address,
                "1"),
            by,
            address,
            rule == null ? null : by.word(),
            List.of(state.groupId()),
            now);
    Change change =
        goOn(rule, BETWEEN, line.with("delivery", delivery.id()), false)
            .create(delivery)
            .set(delivery.timer());
    return window == null || after == null ? change : with(window, after, change);
  }

  private static Change with(SendWindow window, SendWindow after, Change change) {
    return window.version() == 0 ? change.create(after) : change.replace(window, after);
  }

  private static Delivery page(
      Paging state,
      String id,
      NotifyBy by,
      String address,
      @Nullable String rule,
      List<String> groups,
      Instant now) {
    return new Delivery(
        id,
        state.org(),
        Purpose.PAGE,
        by.channel(),
        address,
        state.userId(),
        groups,
        state.important(),
        rule,
        state.run(),
        state.direct(),
        state.step() == null ? "paged by name" : "a step of the escalation",
        Map.of(),
        State.PENDING,
        0,
        now,
        now.plus(Attempts.usefulFor(by.channel())),
        null,
        null,
        List.of(),
        now,
        0);
  }

  /**
   * The rule is done, and the next one comes.
   *
   * @param rule null for the one mail of people without rules, after which nothing comes
   * @param hurry whether the waits up to the next rule that notifies are left out
   */
  private Change goOn(
      @Nullable NotificationRule rule, Duration after, Decision line, boolean hurry) {
    if (rule == null) return ended(null, line);
    Optional<NotificationRule> next = reach.rules().next(state.important(), rule.id());
    if (next.isEmpty()) return ended(rule.id(), line);
    String last = rule.id();
    Duration pause = after;
    Decision told = line;
    while (hurry
        && next.isPresent()
        && next.get().kind() instanceof NotificationRule.Kind.Wait(Duration wait)) {
      told = told.with("left_out_seconds", wait.toSeconds());
      last = next.get().id();
      next = reach.rules().next(state.important(), last);
    }
    if (next.isEmpty()) return ended(last, told);
    Paging on = state.after(last, now.plus(pause));
    return Change.at(now).replace(state, on).record(state.subject(), told).set(on.timer());
  }

  private Change ended(@Nullable String last, Decision line) {
    return Change.at(now)
        .replace(state, state.after(last == null ? state.last() : last, null))
        .record(state.subject(), line);
  }

  private Decision line(String kind, String reason) {
    Decision line = Decision.of(kind, Actor.TIMER, reason).with("user", state.userId());
    return state.step() == null ? line : line.with("step", state.step());
  }

  private static String bundleId(SendWindow window) {
    return Delivery.id(window.org(), "bundle", window.name(), String.valueOf(window.due()));
  }

  /**
   * Sends what was collected for a person (spec corrections-escalation, golden escalation README).
   *
   * @param groups those of what waits that still are, by id
   * @param reach the person as of now
   */
  public static Change bundle(
      SendWindow window, Map<String, AlertGroup> groups, PersonReach reach, Instant now) {
    List<SendWindow.Waiting> left =
        window.waiting().stream()
            .filter(each -> Attempts.needed(groups.get(each.groupId()), each.direct()))
            .toList();
    NotifyBy by = wayOf(window);
    Optional<String> address = reach.address(by);
    boolean ruleGone =
        left.size() == 1
            && left.getFirst().ruleId() != null
            && reach.rules().find(left.getFirst().ruleId()).isEmpty();
    if (left.isEmpty() || reach.user() == null || address.isEmpty() || ruleGone) {
      return Change.at(now).replace(window, window.emptied(null));
    }
    SendWindow.Waiting first = left.getFirst();
    List<String> about = left.stream().map(SendWindow.Waiting::groupId).distinct().toList();
    boolean direct = left.stream().anyMatch(SendWindow.Waiting::direct);
    Paging speaks =
        new Paging(
            window.org(),
            first.groupId(),
            window.userId(),
            first.run(),
            window.important(),
            direct,
            "bundle",
            now,
            null,
            null,
            Ledger.Head.EMPTY,
            0);
    Delivery delivery = page(speaks, bundleId(window), by, address.get(), first.rule(), about, now);
    return Change.at(now)
        .replace(window, window.emptied(now))
        .create(delivery)
        .set(delivery.timer());
  }

  /**
   * A message of the run has failed: the next rule that notifies runs now, and the waits before it
   * are left out (spec delivery §3.7). Null when nothing waits for its time.
   */
  public static @Nullable Change hurry(Paging state, PersonRules rules, Instant now) {
    if (state.due() == null) return null;
    String last = state.last();
    long seconds = 0;
    Optional<NotificationRule> next = rules.next(state.important(), last);
    while (next.isPresent()
        && next.get().kind() instanceof NotificationRule.Kind.Wait(Duration wait)) {
      seconds += wait.toSeconds();
      last = next.get().id();
      next = rules.next(state.important(), last);
    }
    if (next.isEmpty()) return null;
    Paging on = state.after(last, now);
    return Change.at(now)
        .replace(state, on)
        .clear(state.timer())
        .set(on.timer())
        .record(
            state.subject(),
            Decision.of("hurried", Actor.TIMER, "A message failed: the next rule runs now")
                .with("user", state.userId())
                .with("left_out_seconds", seconds));
  }

  /** The way whose messages the window collects. */
  private static NotifyBy wayOf(SendWindow window) {
    for (NotifyBy by : NotifyBy.values()) if (by.channel() == window.channel()) return by;
    throw new IllegalStateException("no rule leads to " + window.channel());
  }
}
