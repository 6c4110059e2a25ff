package dev.watchbill.domain.rule;

import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.policy.PrometheusDuration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends the alerts of a rule straight to a contact point, past the policies of the user (spec
 * grafana-alerting §2.5).
 *
 * @param groupBy empty for {@code grafana_folder} and {@code alertname}
 */
public record NotificationSettings(
    String receiver,
    List<String> groupBy,
    @Nullable Duration groupWait,
    @Nullable Duration groupInterval,
    @Nullable Duration repeatInterval,
    List<String> muteTimings,
    List<String> activeTimings) {

  private static final Set<String> ALWAYS_GROUPED_BY = Set.of("alertname", "grafana_folder");

  static NotificationSettings read(Object plain, Flaws flaws) {
    PlainFields fields = PlainFields.of(plain, "notification_settings", flaws);
    NotificationSettings settings =
        new NotificationSettings(
            fields.text("receiver"),
            fields.texts("group_by"),
            RuleDurations.optional(fields, "group_wait", flaws),
            RuleDurations.optional(fields, "group_interval", flaws),
            RuleDurations.optional(fields, "repeat_interval", flaws),
            fields.texts("mute_time_intervals"),
            fields.texts("active_time_intervals"));
    settings.check(fields, flaws);
    return settings;
  }

  private void check(PlainFields fields, Flaws flaws) {
    if (receiver.isEmpty()) {
      flaws.add(Kind.RULE, fields.path("receiver"), "receiver must be specified");
    }
    boolean all = groupBy.equals(List.of("..."));
    if (!groupBy.isEmpty() && !all && !groupBy.containsAll(ALWAYS_GROUPED_BY)) {
      flaws.add(
          Kind.RULE,
          fields.path("group_by"),
          "group_by must contain alertname and grafana_folder, or be only '...'");
    }
    if (groupBy.stream().distinct().count() < groupBy.size()) {
      flaws.add(Kind.RULE, fields.path("group_by"), "group_by names a label twice");
    }
    positive(groupInterval, "group_interval", fields, flaws);
    positive(repeatInterval, "repeat_interval", fields, flaws);
  }

  private static void positive(
      @Nullable Duration duration, String name, PlainFields fields, Flaws flaws) {
    if (duration != null && duration.isZero()) {
      flaws.add(Kind.RULE, fields.path(name), name + " must be greater than zero");
    }
  }

  /** Says which contact point and mute timings are named but do not exist. */
  public List<Flaw> danglingReferences(Set<String> receivers, Set<String> timings) {
    Flaws flaws = new Flaws();
    if (!receivers.contains(receiver)) {
      dangling(flaws, "receiver", receiver);
    }
    muteTimings.stream()
        .filter(name -> !timings.contains(name))
        .forEach(name -> dangling(flaws, "mute time interval", name));
    activeTimings.stream()
        .filter(name -> !timings.contains(name))
        .forEach(name -> dangling(flaws, "active time interval", name));
    return flaws.list();
  }

  private static void dangling(Flaws flaws, String what, String name) {
    flaws.add(Kind.REFERENCE, "notification_settings", what + " '" + name + "' does not exist");
  }

  /** The same after a contact point was renamed. */
  public NotificationSettings withReceiverRenamed(String from, String to) {
    return renamed(receiver.equals(from) ? to : receiver, UnaryOperator.identity());
  }

  /** The same after a mute timing was renamed. */
  public NotificationSettings withTimingRenamed(String from, String to) {
    return renamed(receiver, name -> name.equals(from) ? to : name);
  }

  private NotificationSettings renamed(String newReceiver, UnaryOperator<String> timings) {
    return new NotificationSettings(
        newReceiver,
        groupBy,
        groupWait,
        groupInterval,
        repeatInterval,
        muteTimings.stream().map(timings).toList(),
        activeTimings.stream().map(timings).toList());
  }

  /** The same as a policy that has no matchers yet. */
  public NotificationPolicy toPolicy() {
    return new NotificationPolicy(
        receiver,
        groupBy,
        null,
        null,
        List.of(),
        List.of(),
        muteTimings,
        activeTimings,
        false,
        groupWait,
        groupInterval,
        repeatInterval,
        List.of());
  }

  public Map<String, @Nullable Object> toPlain() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("receiver", receiver);
    put(plain, "group_by", groupBy);
    put(plain, "group_wait", groupWait);
    put(plain, "group_interval", groupInterval);
    put(plain, "repeat_interval", repeatInterval);
    put(plain, "mute_time_intervals", muteTimings);
    put(plain, "active_time_intervals", activeTimings);
    return plain;
  }

  private static void put(Map<String, @Nullable Object> plain, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      plain.put(name, texts);
    }
  }

  private static void put(
      Map<String, @Nullable Object> plain, String name, @Nullable Duration duration) {
    if (duration != null) {
      plain.put(name, PrometheusDuration.print(duration));
    }
  }
}
