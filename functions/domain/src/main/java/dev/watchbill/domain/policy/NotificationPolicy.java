package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One policy of the tree and those below it, as it was submitted (spec grafana-alerting §4.2). What
 * a policy inherits is worked out by {@link PolicyTree}.
 *
 * @param receiver name of a contact point; empty to inherit it
 * @param groupBy labels, or {@code ...} for all; empty to inherit
 * @param match deprecated equalities, given back as they came; null when absent
 * @param matchRe deprecated expressions, likewise
 * @param matchers those that came as text
 * @param objectMatchers those that came as triples; sorted
 * @param continues whether the siblings after it are tried too
 * @param groupWait null to inherit, like the other two
 * @param policies in the order in which they are tried
 */
public record NotificationPolicy(
    String receiver,
    List<String> groupBy,
    @Nullable Map<String, String> match,
    @Nullable Map<String, String> matchRe,
    List<Matcher> matchers,
    List<Matcher> objectMatchers,
    List<String> muteTimings,
    List<String> activeTimings,
    boolean continues,
    @Nullable Duration groupWait,
    @Nullable Duration groupInterval,
    @Nullable Duration repeatInterval,
    List<NotificationPolicy> policies) {

  /** The label that stands for all labels in {@link #groupBy}. */
  public static final String ALL_LABELS = "...";

  /** What a new organisation has, and a reset gives back (§4.4). */
  public static final NotificationPolicy DEFAULT =
      new NotificationPolicy(
          "grafana-default-email",
          List.of("grafana_folder", "alertname"),
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          false,
          null,
          null,
          null,
          List.of());

  /** Reads a tree in the form of the provisioning API; all that is wrong, references apart. */
  public static Checked<NotificationPolicy> read(@Nullable Object plain) {
    return PolicyReader.read(plain);
  }

  /** Every condition, in the order of a group key. */
  public List<Matcher> allMatchers() {
    List<Matcher> all = new ArrayList<>(matchers);
    all.addAll(objectMatchers);
    if (match != null) {
      match.forEach((label, value) -> all.add(new Matcher(label, Operator.EQUAL, value)));
    }
    if (matchRe != null) {
      // group keys of the original show these anchored
      matchRe.forEach(
          (label, value) -> all.add(new Matcher(label, Operator.MATCHES, Matcher.anchored(value))));
    }
    all.sort(Matcher.ORDER);
    return all;
  }

  /** Says which contact points and mute timings are named but do not exist. */
  public List<Flaw> danglingReferences(Set<String> receivers, Set<String> timings) {
    Flaws flaws = new Flaws();
    walk(
        "",
        (where, policy) -> {
          if (!policy.receiver.isEmpty() && !receivers.contains(policy.receiver)) {
            dangling(flaws, where, "receiver '" + policy.receiver + "'");
          }
        });
    walk(
        "",
        (where, policy) -> {
          for (String name : policy.muteTimings) {
            if (!timings.contains(name)) {
              dangling(flaws, where, "mute time interval '" + name + "'");
            }
          }
          for (String name : policy.activeTimings) {
            if (!timings.contains(name)) {
              dangling(flaws, where, "active time interval '" + name + "'");
            }
          }
        });
    return flaws.list();
  }

  private static void dangling(Flaws flaws, String where, String what) {
    flaws.add(Kind.REFERENCE, where, what + " does not exist");
  }

  private interface Visit {
    void at(String where, NotificationPolicy policy);
  }

  private void walk(String where, Visit visit) {
    visit.at(where, this);
    String prefix = where.isEmpty() ? "routes[" : where + ".routes[";
    for (int i = 0; i < policies.size(); i++) {
      policies.get(i).walk(prefix + i + "]", visit);
    }
  }

  private void each(Consumer<NotificationPolicy> visit) {
    visit.accept(this);
    policies.forEach(policy -> policy.each(visit));
  }

  /** Names of all contact points the tree uses. */
  public Set<String> receiversUsed() {
    Set<String> used = new LinkedHashSet<>();
    each(policy -> used.add(policy.receiver));
    used.remove("");
    return used;
  }

  /** Names of all mute timings the tree uses, muting or activating. */
  public Set<String> timingsUsed() {
    Set<String> used = new LinkedHashSet<>();
    each(
        policy -> {
          used.addAll(policy.muteTimings);
          used.addAll(policy.activeTimings);
        });
    return used;
  }

  /** The tree after a contact point was renamed. */
  public NotificationPolicy withReceiverRenamed(String from, String to) {
    return renamed(name -> name.equals(from) ? to : name, UnaryOperator.identity());
  }

  /** The tree after a mute timing was renamed. */
  public NotificationPolicy withTimingRenamed(String from, String to) {
    return renamed(UnaryOperator.identity(), name -> name.equals(from) ? to : name);
  }

  private NotificationPolicy renamed(
      UnaryOperator<String> receivers, UnaryOperator<String> timings) {
    return new NotificationPolicy(
        receivers.apply(receiver),
        groupBy,
        match,
        matchRe,
        matchers,
        objectMatchers,
        muteTimings.stream().map(timings).toList(),
        activeTimings.stream().map(timings).toList(),
        continues,
        groupWait,
        groupInterval,
        repeatInterval,
        policies.stream().map(policy -> policy.renamed(receivers, timings)).toList());
  }

  /**
   * The normalised form of answers: what is empty, false or inherited is left out. Matchers are
   * triples, however they came: clients look nowhere else for them.
   */
  public Map<String, Object> toPlain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (!receiver.isEmpty()) {
      plain.put("receiver", receiver);
    }
    put(plain, "group_by", groupBy);
    if (match != null && !match.isEmpty()) {
      plain.put("match", match);
    }
    if (matchRe != null && !matchRe.isEmpty()) {
      plain.put("match_re", matchRe);
    }
    put(
        plain,
        "object_matchers",
        Stream.concat(matchers.stream().map(NotificationPolicy::quoted), objectMatchers.stream())
            .sorted(Matcher.ORDER)
            .map(each -> List.of(each.label(), each.operator().sign(), each.value()))
            .toList());
    put(plain, "mute_time_intervals", muteTimings);
    put(plain, "active_time_intervals", activeTimings);
    if (continues) {
      plain.put("continue", true);
    }
    put(plain, "routes", policies.stream().map(NotificationPolicy::toPlain).toList());
    put(plain, "group_wait", groupWait);
    put(plain, "group_interval", groupInterval);
    put(plain, "repeat_interval", repeatInterval);
    return plain;
  }

  /** Whoever reads a triple takes one quote off each end of the value, but none off a text's. */
  private static Matcher quoted(Matcher matcher) {
    String value = matcher.value();
    return value.startsWith("\"") || value.endsWith("\"")
        ? new Matcher(matcher.label(), matcher.operator(), '"' + value + '"')
        : matcher;
  }

  private static void put(Map<String, Object> plain, String name, List<?> items) {
    if (!items.isEmpty()) {
      plain.put(name, items);
    }
  }

  private static void put(Map<String, Object> plain, String name, @Nullable Duration duration) {
    if (duration != null) {
      plain.put(name, PrometheusDuration.print(duration));
    }
  }
}
