package dev.watchbill.storage;

import dev.watchbill.domain.escalation.EscalationStep;
import dev.watchbill.domain.escalation.EscalationStep.AboveRate;
import dev.watchbill.domain.escalation.EscalationStep.BetweenTimes;
import dev.watchbill.domain.escalation.EscalationStep.DeclareIncident;
import dev.watchbill.domain.escalation.EscalationStep.NotifyChannel;
import dev.watchbill.domain.escalation.EscalationStep.NotifyNextOnCall;
import dev.watchbill.domain.escalation.EscalationStep.NotifyNextUser;
import dev.watchbill.domain.escalation.EscalationStep.NotifyOnCall;
import dev.watchbill.domain.escalation.EscalationStep.NotifyTeam;
import dev.watchbill.domain.escalation.EscalationStep.NotifyUserGroup;
import dev.watchbill.domain.escalation.EscalationStep.NotifyUsers;
import dev.watchbill.domain.escalation.EscalationStep.Repeat;
import dev.watchbill.domain.escalation.EscalationStep.Resolve;
import dev.watchbill.domain.escalation.EscalationStep.TriggerWebhook;
import dev.watchbill.domain.escalation.EscalationStep.Untyped;
import dev.watchbill.domain.escalation.EscalationStep.Wait;
import dev.watchbill.domain.escalation.PlacedStep;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How an escalation step is stored; a type of a newer release makes its row unreadable. */
final class StepShape implements RowShape<PlacedStep> {

  static final String KIND = "step";

  private static final String DOES = "does";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String org(PlacedStep step) {
    return step.org();
  }

  @Override
  public String id(PlacedStep step) {
    return step.id();
  }

  @Override
  public long version(PlacedStep step) {
    return step.version();
  }

  @Override
  public void write(PlacedStep placed, Item.Builder to) {
    to.set("chain", placed.chainId())
        .set("position", (long) placed.position())
        .set(CREATED, placed.createdAt());
    write(placed.step(), to);
  }

  /** What a step does, as it stands in the row of a running escalation. */
  static Map<String, Object> attributes(EscalationStep step) {
    Item.Builder to = Item.at(new Key("-", "-"), KIND);
    write(step, to);
    Map<String, Object> attributes = new TreeMap<>(to.build().attributes());
    attributes.remove(Item.TYPE);
    return attributes;
  }

  private static void write(EscalationStep does, Item.Builder to) {
    switch (does) {
      case Untyped _ -> to.set(DOES, "nothing");
      case Wait wait -> {
        Duration duration = wait.duration();
        to.set(DOES, "wait").set("seconds", duration == null ? null : duration.toSeconds());
      }
      case NotifyUsers step ->
          people(to, "notify_users", step.important()).set("users", step.users());
      case NotifyNextUser step ->
          people(to, "notify_next_user", step.important()).set("users", step.users());
      case NotifyTeam step -> people(to, "notify_team", step.important()).set("team", step.team());
      case NotifyOnCall step ->
          people(to, "notify_on_call", step.important()).set("schedule", step.schedule());
      case NotifyNextOnCall step ->
          people(to, "notify_next_on_call", step.important()).set("schedule", step.schedule());
      case NotifyUserGroup step ->
          people(to, "notify_user_group", step.important()).set("group", step.group());
      case TriggerWebhook step -> to.set(DOES, "trigger_webhook").set("webhook", step.webhook());
      case BetweenTimes step ->
          to.set(DOES, "between_times").set("from", text(step.from())).set("to", text(step.to()));
      case AboveRate step ->
          to.set(DOES, "above_rate")
              .set("alerts", number(step.alerts()))
              .set("minutes", number(step.minutes()));
      case DeclareIncident step ->
          to.set(DOES, "declare_incident").set("severity", step.severity());
      case NotifyChannel _ -> to.set(DOES, "notify_channel");
      case Resolve _ -> to.set(DOES, "resolve");
      case Repeat _ -> to.set(DOES, "repeat");
    }
  }

  private static Item.Builder people(Item.Builder to, String does, boolean important) {
    return to.set(DOES, does).set("important", important);
  }

  private static @Nullable String text(@Nullable LocalTime time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable Long number(@Nullable Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  @Override
  public PlacedStep read(String org, Item item) {
    return new PlacedStep(
        item.key().sk(),
        org,
        item.requiredText("chain"),
        Math.toIntExact(item.requiredNumber("position")),
        step(item),
        item.requiredInstant(CREATED),
        item.version());
  }

  static EscalationStep step(Item item) {
    boolean important = item.flag("important");
    String does = item.requiredText(DOES);
    return switch (does) {
      case "nothing" -> new Untyped();
      case "wait" ->
          new Wait(item.has("seconds") ? Duration.ofSeconds(item.requiredNumber("seconds")) : null);
      case "notify_users" -> new NotifyUsers(item.texts("users"), important);
      case "notify_next_user" -> new NotifyNextUser(item.texts("users"), important);
      case "notify_team" -> new NotifyTeam(item.text("team"), important);
      case "notify_on_call" -> new NotifyOnCall(item.text("schedule"), important);
      case "notify_next_on_call" -> new NotifyNextOnCall(item.text("schedule"), important);
      case "notify_user_group" -> new NotifyUserGroup(item.text("group"), important);
      case "trigger_webhook" -> new TriggerWebhook(item.text("webhook"));
      case "between_times" -> new BetweenTimes(time(item, "from"), time(item, "to"));
      case "above_rate" -> new AboveRate(number(item, "alerts"), number(item, "minutes"));
      case "declare_incident" -> new DeclareIncident(item.text("severity"));
      case "notify_channel" -> new NotifyChannel();
      case "resolve" -> new Resolve();
      case "repeat" -> new Repeat();
      default -> throw new IllegalArgumentException("a step that this release does not know");
    };
  }

  private static @Nullable LocalTime time(Item item, String name) {
    String text = item.text(name);
    return text == null ? null : LocalTime.parse(text);
  }

  private static @Nullable Integer number(Item item, String name) {
    return item.has(name) ? Math.toIntExact(item.requiredNumber(name)) : null;
  }
}
