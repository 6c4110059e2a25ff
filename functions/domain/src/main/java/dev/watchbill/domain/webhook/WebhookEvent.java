package dev.watchbill.domain.webhook;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.AlertGroup.Silence;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.change.Happened.Action;
import dev.watchbill.domain.change.RowChange;
import dev.watchbill.domain.change.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that webhooks are told of (spec oncall-behaviour §9.1).
 *
 * @param subject in whose ledger it stands: the alert group, or its escalation
 * @param trigger what it is; null when a step names the webhook, whose own trigger it then is
 * @param webhook the only one that is told; null = all of the trigger
 * @param by who did it
 * @param group as it is then; null when the change leaves it alone
 */
public record WebhookEvent(
    Subject subject,
    String groupId,
    @Nullable WebhookTrigger trigger,
    @Nullable String webhook,
    Actor by,
    @Nullable AlertGroup group) {

  private static final String TYPE = "type";
  private static final String TIME = "time";
  private static final String UNTIL = "until";
  private static final String USER = "user";
  private static final String ALERTS = "alerts";
  private static final String ACKNOWLEDGED = "ack";
  private static final String RESOLVED = "res";
  private static final String SILENCED = "sil";
  private static final String FOR_EVER = "for ever";

  /** What a change has webhooks told of. */
  public static List<WebhookEvent> of(Change change) {
    List<WebhookEvent> events = new ArrayList<>();
    for (Happened each : change.events()) {
      switch (each) {
        case Happened.ToWebhook(Subject escalation, String groupId, String webhook) ->
            events.add(new WebhookEvent(escalation, groupId, null, webhook, Actor.TIMER, null));
        case Happened.ToGroup happened ->
            row(change, happened.subject())
                .flatMap(row -> of(change, happened, row))
                .ifPresent(events::add);
        case Happened.ToSchedule _ -> {
          // nothing of a group
        }
      }
    }
    return events;
  }

  private static Optional<RowChange> row(Change change, Subject subject) {
    return change.rows().stream().filter(each -> each.subject().equals(subject)).findFirst();
  }

  private static Optional<WebhookEvent> of(
      Change change, Happened.ToGroup happened, RowChange row) {
    if (!(row.after() instanceof AlertGroup after)) return Optional.empty();
    AlertGroup before = row.before() instanceof AlertGroup group ? group : null;
    return trigger(change, happened, before, after)
        .map(
            trigger ->
                new WebhookEvent(
                    happened.subject(),
                    after.id(),
                    trigger,
                    null,
                    happened.by(),
                    before == null ? after : withArrivals(change, after)));
  }

  /** Alerts that join are counted beside the row of their group. */
  private static AlertGroup withArrivals(Change change, AlertGroup group) {
    long arrivals =
        change.rows().stream()
            .map(RowChange::after)
            .filter(each -> each instanceof Alert alert && alert.groupId().equals(group.id()))
            .count();
    return group.counting(group.content().alertsCount() + arrivals);
  }

  /** Nothing of a group that collects others is told but what ends it. */
  private static Optional<WebhookTrigger> trigger(
      Change change, Happened.ToGroup happened, @Nullable AlertGroup before, AlertGroup after) {
    return Optional.ofNullable(
        switch (happened.action()) {
          case OPENED -> happened.collects() ? null : WebhookTrigger.ALERT_GROUP_CREATED;
          case ACKNOWLEDGED -> WebhookTrigger.ACKNOWLEDGE;
          case UNACKNOWLEDGED -> WebhookTrigger.UNACKNOWLEDGE;
          case RESOLVED -> wipes(change) ? null : WebhookTrigger.RESOLVE;
          case UNRESOLVED -> WebhookTrigger.UNRESOLVE;
          case SILENCED -> WebhookTrigger.SILENCE;
          case UNSILENCED -> WebhookTrigger.UNSILENCE;
          case FOLLOWED -> before == null ? null : followed(before.state(), after.state());
          case ATTACHED, DETACHED, WIPED, DELETED -> null;
        });
  }

  /** A wipe resolves without telling anybody (corrections-escalation). */
  private static boolean wipes(Change change) {
    return change.events().stream()
        .anyMatch(each -> each instanceof Happened.ToGroup group && group.action() == Action.WIPED);
  }

  private static WebhookTrigger followed(State before, State after) {
    return switch (after) {
      case ACKNOWLEDGED -> WebhookTrigger.ACKNOWLEDGE;
      case RESOLVED -> WebhookTrigger.RESOLVE;
      case SILENCED -> WebhookTrigger.SILENCE;
      case FIRING ->
          switch (before) {
            case ACKNOWLEDGED, FIRING -> WebhookTrigger.UNACKNOWLEDGE;
            case RESOLVED -> WebhookTrigger.UNRESOLVE;
            case SILENCED -> WebhookTrigger.UNSILENCE;
          };
    };
  }

  /** Whether it concerns a webhook. */
  public boolean concerns(Webhook each, String integrationId) {
    if (trigger != null) return concerns(trigger.slug(), each, integrationId);
    return each.id().equals(webhook) && each.enabled() && each.isAbout(integrationId);
  }

  /** The same for an event of which only its type is remembered. */
  public static boolean concerns(String type, Webhook each, String integrationId) {
    boolean meant =
        each.trigger().slug().equals(type)
            || (each.trigger() == WebhookTrigger.STATUS_CHANGE
                && !type.equals(WebhookTrigger.ALERT_GROUP_CREATED.slug()));
    return meant && each.enabled() && each.isAbout(integrationId);
  }

  /** What the delivery to a webhook remembers of it: short texts, read back by {@link #then}. */
  public Map<String, String> remembered(Webhook to, Instant now) {
    WebhookTrigger told = trigger == null ? to.trigger() : trigger;
    Map<String, String> event = new HashMap<>();
    event.put(TYPE, told.slug());
    String user = by.userId();
    if (user != null) event.put(USER, user);
    Status status = group == null ? null : group.status();
    if (group != null && status != null) {
      event.put(ALERTS, Long.toString(group.content().alertsCount()));
      put(event, ACKNOWLEDGED, status.acknowledged());
      put(event, RESOLVED, status.resolved());
      Silence silence = status.silence();
      if (silence != null) {
        event.put(SILENCED, silence.at() + " " + silence.by().text());
        event.put(UNTIL, silence.until() == null ? FOR_EVER : silence.until().toString());
      }
    }
    switch (told) {
      case UNSILENCE, UNRESOLVE, UNACKNOWLEDGE -> {
        // told without a time
      }
      default ->
          event.put(
              TIME,
              (told == WebhookTrigger.ALERT_GROUP_CREATED && group != null
                      ? group.createdAt()
                      : now)
                  .toString());
    }
    return event;
  }

  private static void put(Map<String, String> event, String name, @Nullable Mark mark) {
    if (mark != null) event.put(name, mark.at() + " " + mark.by().text());
  }

  /**
   * What is remembered.
   *
   * @param until of a silence; {@code for ever} when it has no end
   */
  public record Remembered(
      String type, @Nullable String time, @Nullable String until, @Nullable String userId) {
    public boolean forEver() {
      return FOR_EVER.equals(until);
    }
  }

  public static Remembered remembered(Map<String, String> event) {
    return new Remembered(
        event.getOrDefault(TYPE, ""), event.get(TIME), event.get(UNTIL), event.get(USER));
  }

  /** The group as it was then; as it is now when nothing was remembered of it. */
  public static AlertGroup then(AlertGroup now, Map<String, String> event) {
    String alerts = event.get(ALERTS);
    if (alerts == null) return now;
    Status status = now.status();
    Status was =
        new Status(
            status.open(),
            mark(event.get(ACKNOWLEDGED)),
            mark(event.get(RESOLVED)),
            silence(event),
            status.attachedTo(),
            status.wipedAt(),
            status.restartedAt(),
            status.respondedAt(),
            status.escalation());
    return now.with(was).counting(Long.parseLong(alerts));
  }

  private static @Nullable Mark mark(@Nullable String text) {
    if (text == null) return null;
    int blank = text.indexOf(' ');
    return new Mark(
        Instant.parse(text.substring(0, blank)),
        Actor.parse(text.substring(blank + 1)).orElse(Actor.SYSTEM));
  }

  private static @Nullable Silence silence(Map<String, String> event) {
    Mark mark = mark(event.get(SILENCED));
    if (mark == null) return null;
    String until = event.get(UNTIL);
    return new Silence(
        mark.at(),
        until == null || until.equals(FOR_EVER) ? null : Instant.parse(until),
        mark.by());
  }
}
