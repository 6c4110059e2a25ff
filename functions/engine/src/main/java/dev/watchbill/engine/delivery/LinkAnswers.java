package dev.watchbill.engine.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.delivery.AnswerLinks;
import dev.watchbill.domain.delivery.Deliveries;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.org.OrganizationSettings;
import dev.watchbill.domain.org.OrganizationSettings.AnswerLinkUse;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.alert.GroupChanges;
import dev.watchbill.engine.escalation.Reminders;
import dev.watchbill.engine.escalation.SendingRules;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the link in a message shows and does (spec delivery §2.3). Whoever holds it acts as the
 * person to whom it was sent, on the alert groups that the message named, and on nothing else.
 */
public final class LinkAnswers {
  /** How long a link still shows groups that are all resolved. */
  private static final Duration AFTER_THE_END = Duration.ofHours(1);

  /** How long a page that was looked at can be answered: this window, or the one before. */
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private static final Duration SILENCE = Duration.ofHours(1);

  private final AnswerLinks links;
  private final Deliveries deliveries;
  private final AlertGroups groups;
  private final GroupChanges changes;
  private final Users users;
  private final SendingRules rules;
  private final Reminders reminders;
  private final InstantSource clock;

  @Inject
  LinkAnswers(
      AnswerLinks links,
      Deliveries deliveries,
      AlertGroups groups,
      GroupChanges changes,
      Users users,
      SendingRules rules,
      Reminders reminders,
      InstantSource clock) {
    this.links = links;
    this.deliveries = deliveries;
    this.groups = groups;
    this.changes = changes;
    this.users = users;
    this.rules = rules;
    this.reminders = reminders;
    this.clock = clock;
  }

  /** What can be pressed. */
  public enum Press {
    ACKNOWLEDGE,
    RESOLVE,
    /** For an hour. */
    SILENCE,
    /** What is acknowledged still is. */
    CONFIRM
  }

  /** An alert group, and who acknowledged it. */
  public record Seen(AlertGroup group, @Nullable String acknowledgedBy) {}

  /**
   * What the link leads to now.
   *
   * @param nonce proves that this was looked at
   * @param acts whether anything may be pressed
   */
  public record Page(List<Seen> groups, String nonce, boolean acts) {}

  /** Empty when the link is forged, too old, or switched off: nobody is told which. */
  public Optional<Page> look(String token) {
    Optional<Delivery> delivery = links.delivery(token).flatMap(deliveries::find);
    if (delivery.isEmpty() || delivery.get().userId() == null) return Optional.empty();
    return page(token, delivery.get(), clock.instant());
  }

  private Optional<Page> page(String token, Delivery delivery, Instant now) {
    OrganizationSettings settings = rules.of(delivery.org());
    Duration age = Duration.between(delivery.createdAt(), now);
    if (settings.answerLinks() == AnswerLinkUse.OFF
        || age.compareTo(Duration.ofHours(settings.answerLinkHours())) > 0) {
      return Optional.empty();
    }
    List<Seen> seen = new ArrayList<>();
    boolean over = true;
    for (String id : delivery.groups()) {
      AlertGroup group = groups.find(delivery.org(), id).orElse(null);
      if (group == null) continue;
      Mark resolved = group.status().resolved();
      over &= resolved != null && resolved.at().plus(AFTER_THE_END).isBefore(now);
      seen.add(new Seen(group, acknowledgedBy(group)));
    }
    if (over) return Optional.empty();
    boolean acts = settings.answerLinks() == AnswerLinkUse.ACT && sender(delivery).isPresent();
    return Optional.of(new Page(seen, links.nonce(token, window(now)), acts));
  }

  private @Nullable String acknowledgedBy(AlertGroup group) {
    Mark mark = group.status().acknowledged();
    String id = mark == null ? null : mark.by().userId();
    return id == null ? null : users.find(group.org(), id).map(User::username).orElse(null);
  }

  /** The person it was sent to, who may by now not answer any more. */
  private Optional<User> sender(Delivery delivery) {
    return Optional.ofNullable(delivery.userId())
        .flatMap(id -> users.find(delivery.org(), id))
        .filter(User::mayBeNotified);
  }

  /**
   * Does what was pressed to every group of the message that still lets it; one that somebody else
   * has answered stays as it is.
   *
   * @return false when nobody looked at the page before, so that nothing was done
   */
  public boolean press(String token, String nonce, Press press) {
    Instant now = clock.instant();
    Optional<Delivery> found = links.delivery(token).flatMap(deliveries::find);
    if (found.isEmpty() || !looked(token, nonce, now)) return false;
    Delivery delivery = found.get();
    Optional<Page> page = page(token, delivery, now);
    if (page.isEmpty() || !page.get().acts()) return false;
    Actor by = sender(delivery).map(user -> Actor.user(user.id())).orElse(Actor.SYSTEM);
    for (Seen each : page.get().groups()) {
      GroupChanges.Result unused =
          changes.change(
              delivery.org(),
              each.group().id(),
              (group, instant) -> answer(group, press, by, delivery, instant));
    }
    return true;
  }

  private Outcome answer(AlertGroup group, Press press, Actor by, Delivery delivery, Instant now) {
    Outcome outcome =
        switch (press) {
          case ACKNOWLEDGE -> AlertGroupActions.acknowledge(group, by, now);
          case RESOLVE -> AlertGroupActions.resolve(group, by, now);
          case SILENCE -> AlertGroupActions.silence(group, SILENCE, by, now);
          case CONFIRM -> reminders.confirm(group, by, now);
        };
    return outcome instanceof Change change
        ? change.record(
            group.subject(),
            Decision.of("answered", by, "By the link in a message; whoever holds it acts for them")
                .with("delivery", delivery.id())
                .with("channel", delivery.channel().slug()))
        : outcome;
  }

  private boolean looked(String token, String nonce, Instant now) {
    long window = window(now);
    byte[] given = nonce.getBytes(US_ASCII);
    boolean current = MessageDigest.isEqual(links.nonce(token, window).getBytes(US_ASCII), given);
    return current
        | MessageDigest.isEqual(links.nonce(token, window - 1).getBytes(US_ASCII), given);
  }

  private static long window(Instant now) {
    return now.getEpochSecond() / WINDOW.toSeconds();
  }
}
