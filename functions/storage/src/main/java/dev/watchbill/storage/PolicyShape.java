package dev.watchbill.storage;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.policy.Matcher;
import dev.watchbill.domain.policy.MatcherDialect;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.policy.Operator;
import dev.watchbill.domain.policy.PrometheusDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * As triples, matchers are read as they are: nothing is quoted, and no quotes are taken off. Earlier releases wrote those that came
 * as text as a text again. A matcher that cannot be read matches nothing: without it its policy would take alerts of others, and as
 * it is they go to the policy above.
 */
/** A tree of notification policies as part of a row. */
final class PolicyShape {
  private static final String MATCHERS = "matchers";
  private static final String OBJECT_MATCHERS = "object_matchers";

  /** No expression means two different texts at once. */
  private static final Matcher NOTHING = new Matcher("", Operator.MATCHES, "[^\\x00-\\x{10FFFF}]");

  static Map<String, @Nullable Object> plain(NotificationPolicy policy) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("receiver", policy.receiver());
    put(plain, "group_by", policy.groupBy());
    if (policy.match() != null) plain.put("match", policy.match());
    if (policy.matchRe() != null) plain.put("match_re", policy.matchRe());
    put(plain, MATCHERS, policy.matchers().stream().map(PolicyShape::triple).toList());
    put(plain, OBJECT_MATCHERS, policy.objectMatchers().stream().map(PolicyShape::triple).toList());
    put(plain, "mute_time_intervals", policy.muteTimings());
    put(plain, "active_time_intervals", policy.activeTimings());
    if (policy.continues()) plain.put("continue", true);
    put(plain, "group_wait", policy.groupWait());
    put(plain, "group_interval", policy.groupInterval());
    put(plain, "repeat_interval", policy.repeatInterval());
    put(plain, "routes", policy.policies().stream().map(PolicyShape::plain).toList());
    return plain;
  }

  private static List<String> triple(Matcher matcher) {
    return List.of(matcher.label(), matcher.operator().sign(), matcher.value());
  }

  static void put(Map<String, @Nullable Object> plain, String name, List<?> items) {
    if (!items.isEmpty()) plain.put(name, items);
  }

  static void put(Map<String, @Nullable Object> plain, String name, @Nullable Duration duration) {
    if (duration != null) plain.put(name, duration.toString());
  }

  static NotificationPolicy read(StoredFields policy) {
    return new NotificationPolicy(
        policy.text("receiver"),
        policy.texts("group_by"),
        policy.textsByNameOrNull("match"),
        policy.textsByNameOrNull("match_re"),
        matchers(policy, MATCHERS),
        matchers(policy, OBJECT_MATCHERS),
        policy.texts("mute_time_intervals"),
        policy.texts("active_time_intervals"),
        policy.flag("continue"),
        duration(policy, "group_wait"),
        duration(policy, "group_interval"),
        duration(policy, "repeat_interval"),
        policy.objects("routes", PolicyShape::read));
  }

  static @Nullable Duration duration(StoredFields kept, String name) {
    return kept.durationOrNull(
        name,
        text ->
            PrometheusDuration.parse(text) instanceof Checked.Accepted<Duration>(Duration value)
                ? value
                : null);
  }

  private static List<Matcher> matchers(StoredFields policy, String name) {
    List<Matcher> all = new ArrayList<>();
    policy
        .each(name, (value, list, index) -> matchers(policy, name + "[" + index + "]", value))
        .forEach(all::addAll);
    return all;
  }

  private static List<Matcher> matchers(StoredFields policy, String where, @Nullable Object value) {
    if (value instanceof List<?> triple
        && triple.size() == 3
        && triple.get(0) instanceof String label
        && triple.get(1) instanceof String sign
        && triple.get(2) instanceof String text) {
      Operator operator = Operator.ofSign(sign).orElse(null);
      if (operator != null) return List.of(new Matcher(label, operator, text));
    }
    if (value instanceof String text
        && MatcherDialect.FALLBACK.list(text)
            instanceof Checked.Accepted<List<Matcher>>(List<Matcher> read)) {
      return read;
    }
    policy.damaged(where);
    return List.of(NOTHING);
  }

  private PolicyShape() {}
}
