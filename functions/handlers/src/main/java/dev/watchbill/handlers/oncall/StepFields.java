package dev.watchbill.handlers.oncall;

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
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an escalation step does, in bodies and in answers (spec oncall-api §7). Fields that do not
 * belong to the type are not looked at.
 */
final class StepFields {
  private static final int SEVERITY = 512;
  private static final BigDecimal SHORTEST = BigDecimal.valueOf(60);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(86_400);
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}([.][0-9]{0,18})?");
  private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final DateTimeFormatter SHOWN_TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT);

  private final Users users;
  private final Teams teams;
  private final Schedules schedules;
  private final Webhooks webhooks;

  @Inject
  StepFields(Users users, Teams teams, Schedules schedules, Webhooks webhooks) {
    this.users = users;
    this.teams = teams;
    this.schedules = schedules;
    this.webhooks = webhooks;
  }

  /**
   * The step as the body wants it.
   *
   * @param old as it is; null for a new one, which must say its type
   */
  EscalationStep read(Call call, Fields in, @Nullable EscalationStep old) {
    boolean flag = in.flag("important", false);
    EscalationStep kind = kind(in, old);
    boolean keeps = !in.has("type") || in.has("important");
    return switch (kind) {
      case Wait step -> new Wait(duration(in, step.duration()));
      case NotifyUsers step ->
          new NotifyUsers(
              people(call, in, step.users()), important(in, flag, keeps, step.important()));
      case NotifyNextUser step ->
          new NotifyNextUser(
              people(call, in, step.users()), important(in, flag, keeps, step.important()));
      case NotifyTeam step ->
          new NotifyTeam(
              other(
                  in, "team_to_notify", step.team(), id -> teams.find(call.org(), id).isPresent()),
              important(in, flag, keeps, step.important()));
      case NotifyOnCall step ->
          new NotifyOnCall(
              schedule(call, in, step.schedule()), important(in, flag, keeps, step.important()));
      case NotifyNextOnCall step ->
          new NotifyNextOnCall(
              schedule(call, in, step.schedule()), important(in, flag, keeps, step.important()));
      case NotifyUserGroup step ->
          // No workspace can be connected yet, so there is no group to name.
          new NotifyUserGroup(
              other(in, "group_to_notify", step.group(), _ -> false),
              important(in, flag, keeps, step.important()));
      case TriggerWebhook step ->
          // Of any trigger. It may go at this moment: the step stays, shows its id and does
          // nothing.
          new TriggerWebhook(
              other(in, "action_to_trigger", step.webhook(), id -> webhooks.has(call.org(), id)));
      case BetweenTimes step ->
          new BetweenTimes(
              time(in, "notify_if_time_from", step.from()),
              time(in, "notify_if_time_to", step.to()));
      case AboveRate step ->
          new AboveRate(
              count(in, "num_alerts_in_window", step.alerts()),
              count(in, "num_minutes_in_window", step.minutes()));
      case DeclareIncident step ->
          new DeclareIncident(in.textOrNull("severity", SEVERITY, step.severity()));
      case NotifyChannel _, Resolve _, Repeat _, Untyped _ -> kind;
    };
  }

  /** The old step when the type stays, an empty one of the new type when not. */
  private static EscalationStep kind(Fields in, @Nullable EscalationStep old) {
    if (!in.has("type")) {
      if (old != null) return old;
      in.error("type", Fields.REQUIRED);
      return new Untyped();
    }
    if (in.isNull("type")) {
      if (old == null) in.error("type", Fields.NULL);
      return new Untyped();
    }
    EscalationStep empty = in.raw("type") instanceof String type ? empty(type) : null;
    if (empty == null) {
      in.refuse("Invalid escalation step type");
      return new Untyped();
    }
    if (empty instanceof NotifyChannel && !(old instanceof NotifyChannel)) {
      in.refuse("Invalid escalation step type: no Slack workspace is connected");
    }
    return old != null && old.getClass() == empty.getClass() ? old : empty;
  }

  private static @Nullable EscalationStep empty(String type) {
    return switch (type) {
      case "wait" -> new Wait(null);
      case "notify_persons" -> new NotifyUsers(List.of(), false);
      case "notify_person_next_each_time" -> new NotifyNextUser(List.of(), false);
      case "notify_team_members" -> new NotifyTeam(null, false);
      case "notify_on_call_from_schedule" -> new NotifyOnCall(null, false);
      case "notify_next_on_call_from_schedule" -> new NotifyNextOnCall(null, false);
      case "notify_user_group" -> new NotifyUserGroup(null, false);
      case "trigger_webhook" -> new TriggerWebhook(null);
      case "notify_if_time_from_to" -> new BetweenTimes(null, null);
      case "notify_if_num_alerts_in_window" -> new AboveRate(null, null);
      case "declare_incident" -> new DeclareIncident(null);
      case "notify_whole_channel" -> new NotifyChannel();
      case "resolve" -> new Resolve();
      case "repeat_escalation" -> new Repeat();
      default -> null;
    };
  }

  private static @Nullable String slug(EscalationStep step) {
    return switch (step) {
      case Wait _ -> "wait";
      case NotifyUsers _ -> "notify_persons";
      case NotifyNextUser _ -> "notify_person_next_each_time";
      case NotifyTeam _ -> "notify_team_members";
      case NotifyOnCall _ -> "notify_on_call_from_schedule";
      case NotifyNextOnCall _ -> "notify_next_on_call_from_schedule";
      case NotifyUserGroup _ -> "notify_user_group";
      case TriggerWebhook _ -> "trigger_webhook";
      case BetweenTimes _ -> "notify_if_time_from_to";
      case AboveRate _ -> "notify_if_num_alerts_in_window";
      case DeclareIncident _ -> "declare_incident";
      case NotifyChannel _ -> "notify_whole_channel";
      case Resolve _ -> "resolve";
      case Repeat _ -> "repeat_escalation";
      case Untyped _ -> null;
    };
  }

  /** Saying the type without the importance takes the importance away (spec §7.3). */
  private static boolean important(Fields in, boolean flag, boolean keeps, boolean old) {
    if (in.has("important")) return flag;
    return keeps && old;
  }

  private static @Nullable Duration duration(Fields in, @Nullable Duration old) {
    if (!in.has("duration")) return old;
    Object value = in.raw("duration");
    if (value == null) return null;
    BigDecimal seconds =
        switch (value) {
          case Long number -> BigDecimal.valueOf(number);
          case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
          case String text when NUMBER.matcher(text.strip()).matches() ->
              new BigDecimal(text.strip());
          default -> null;
        };
    if (seconds == null) {
      in.error("duration", "A valid number is required.");
    } else if (seconds.compareTo(SHORTEST) < 0) {
      in.error("duration", "Ensure this value is greater than or equal to 0:01:00.");
    } else if (seconds.compareTo(LONGEST) > 0) {
      in.error("duration", "Ensure this value is less than or equal to 1 day, 0:00:00.");
    } else {
      return Duration.ofSeconds(seconds.longValue());
    }
    return old;
  }

  /**
   * Both names mean one list, whichever the type shows (spec §7.4). Ids that nobody has are left
   * out; so is everything in what is no list.
   */
  private List<String> people(Call call, Fields in, List<String> old) {
    String name =
        in.has("persons_to_notify_next_each_time")
            ? "persons_to_notify_next_each_time"
            : "persons_to_notify";
    if (!in.has(name)) return old;
    return switch (in.raw(name)) {
      case List<?> asked -> {
        Set<String> known = known(call.org());
        Set<String> people = new LinkedHashSet<>();
        for (Object id : asked)
          if (id instanceof String text && known.contains(text)) people.add(text);
        yield List.copyOf(people);
      }
      case null -> List.of();
      case String _, Map<?, ?> _ -> List.of();
      default -> {
        in.error(name, "Expected a list of items.");
        yield old;
      }
    };
  }

  private Set<String> known(String org) {
    return users.all(org).stream().map(User::id).collect(Collectors.toSet());
  }

  private @Nullable String schedule(Call call, Fields in, @Nullable String old) {
    return other(
        in, "notify_on_call_from_schedule", old, id -> schedules.find(call.org(), id).isPresent());
  }

  private static @Nullable String other(
      Fields in, String name, @Nullable String old, Predicate<String> exists) {
    if (!in.has(name)) return old;
    Object value = in.raw(name);
    if (value == null || value.equals("")) {
      in.error(name, Fields.NULL);
      return old;
    }
    if (value instanceof String id && exists.test(id)) return id;
    in.error(name, Fields.NO_OBJECT);
    return old;
  }

  private static @Nullable LocalTime time(Fields in, String name, @Nullable LocalTime old) {
    if (!in.has(name)) return old;
    Object value = in.raw(name);
    if (value == null) {
      in.error(name, Fields.NULL);
      return old;
    }
    LocalTime time = value instanceof String text ? time(text) : null;
    if (time == null) {
      in.error(name, "Time has wrong format. Use one of these formats instead: hh:mm:ssZ.");
    }
    return time == null ? old : time;
  }

  private static @Nullable LocalTime time(String text) {
    if (!TIME.matcher(text).matches()) return null;
    int hour = Integer.parseInt(text.substring(0, 2));
    int minute = Integer.parseInt(text.substring(3, 5));
    int second = Integer.parseInt(text.substring(6, 8));
    return hour < 24 && minute < 60 && second < 60 ? LocalTime.of(hour, minute, second) : null;
  }

  private static @Nullable Integer count(Fields in, String name, @Nullable Integer old) {
    if (!in.has(name)) return old;
    if (in.isNull(name)) return null;
    Long number = Fields.integer(in.raw(name));
    if (number == null) {
      in.error(name, Fields.NOT_INTEGER);
    } else if (number < 0) {
      in.error(name, "Ensure this value is greater than or equal to 0.");
    } else if (number > Integer.MAX_VALUE) {
      in.error(name, "Ensure this value is less than or equal to " + Integer.MAX_VALUE + ".");
    } else {
      return number.intValue();
    }
    return old;
  }

  /**
   * What of an organisation still exists of all that these steps refer to; read once for a page.
   */
  Present present(String org, Collection<EscalationStep> steps) {
    Set<String> people = new LinkedHashSet<>();
    Set<String> there = new LinkedHashSet<>();
    boolean named = false;
    for (EscalationStep step : steps) {
      switch (step) {
        case NotifyUsers one -> named |= !one.users().isEmpty();
        case NotifyNextUser one -> named |= !one.users().isEmpty();
        case NotifyTeam one -> look(there, one.team(), id -> teams.find(org, id).isPresent());
        case NotifyOnCall one ->
            look(there, one.schedule(), id -> schedules.find(org, id).isPresent());
        case NotifyNextOnCall one ->
            look(there, one.schedule(), id -> schedules.find(org, id).isPresent());
        case Untyped _,
            Wait _,
            NotifyUserGroup _,
            TriggerWebhook _,
            BetweenTimes _,
            AboveRate _,
            DeclareIncident _,
            NotifyChannel _,
            Resolve _,
            Repeat _ -> {}
      }
    }
    if (named) people.addAll(known(org));
    return new Present(people, there);
  }

  private static void look(Set<String> there, @Nullable String id, Predicate<String> exists) {
    if (id != null && !there.contains(id) && exists.test(id)) there.add(id);
  }

  /** What can be shown of references; others are shown as null, or left out of lists. */
  record Present(Set<String> users, Set<String> others) {
    private List<String> of(List<String> ids) {
      List<String> shown = new ArrayList<>(ids);
      shown.retainAll(users);
      return shown;
    }

    private @Nullable String of(@Nullable String id) {
      return id != null && others.contains(id) ? id : null;
    }
  }

  /** Adds the type and what belongs to it. */
  static void show(EscalationStep step, Present present, Map<String, @Nullable Object> shown) {
    shown.put("type", slug(step));
    switch (step) {
      case Wait wait -> {
        Duration duration = wait.duration();
        shown.put("duration", duration == null ? null : duration.toSeconds());
      }
      case NotifyUsers one -> {
        shown.put("persons_to_notify", present.of(one.users()));
        shown.put("important", one.important());
      }
      case NotifyNextUser one -> {
        shown.put("persons_to_notify_next_each_time", present.of(one.users()));
        shown.put("important", one.important());
      }
      case NotifyTeam one -> {
        shown.put("team_to_notify", present.of(one.team()));
        shown.put("important", one.important());
      }
      case NotifyOnCall one -> {
        shown.put("notify_on_call_from_schedule", present.of(one.schedule()));
        shown.put("important", one.important());
      }
      case NotifyNextOnCall one -> {
        shown.put("notify_on_call_from_schedule", present.of(one.schedule()));
        shown.put("important", one.important());
      }
      case NotifyUserGroup one -> {
        shown.put("group_to_notify", one.group());
        shown.put("important", one.important());
      }
      case TriggerWebhook one -> shown.put("action_to_trigger", one.webhook());
      case BetweenTimes one -> {
        shown.put("notify_if_time_from", shown(one.from()));
        shown.put("notify_if_time_to", shown(one.to()));
      }
      case AboveRate one -> {
        shown.put("num_alerts_in_window", one.alerts());
        shown.put("num_minutes_in_window", one.minutes());
      }
      case DeclareIncident one -> shown.put("severity", one.severity());
      case NotifyChannel _, Resolve _, Repeat _, Untyped _ -> {}
    }
  }

  private static @Nullable String shown(@Nullable LocalTime time) {
    return time == null ? null : SHOWN_TIME.format(time);
  }
}
