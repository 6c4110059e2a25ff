package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.GoText;
import dev.watchbill.domain.PlainFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a tree of policies and checks it against the table of spec grafana-alerting §4.3. */
final class PolicyReader {

  /** More policies than these are not taken in one tree. */
  static final int MOST_POLICIES = 5_000;

  /** A tree nested deeper is not taken. */
  static final int DEEPEST = 100;

  /** More matchers, labels or timings than these are not taken in one policy. */
  static final int MOST_OF_A_POLICY = 200;

  private final Flaws flaws = new Flaws();
  private int policies;
  private boolean tooMany;

  private PolicyReader() {}

  static Checked<NotificationPolicy> read(@Nullable Object plain) {
    PolicyReader reader = new PolicyReader();
    NotificationPolicy root = reader.policy(plain, "", 0);
    reader.checkRoot(root);
    reader.check(root, "");
    if (reader.tooMany) {
      return Checked.refused(
          Kind.LIMIT,
          "a policy tree has at most " + MOST_POLICIES + " policies, " + DEEPEST + " deep");
    }
    return reader.flaws.orElse(root);
  }

  private NotificationPolicy policy(@Nullable Object plain, String where, int depth) {
    PlainFields fields = PlainFields.of(plain, where, flaws);
    List<Matcher> triples = bounded(fields, "object_matchers", triples(fields), 0);
    // Answers show these among the triples, and what is shown must be taken.
    List<Matcher> texts = bounded(fields, "matchers", texts(fields), triples.size());
    return new NotificationPolicy(
        fields.text("receiver"),
        bounded(fields, "group_by", fields.texts("group_by"), 0),
        fields.textMapOrNull("match"),
        expressions(fields),
        texts,
        triples,
        bounded(fields, "mute_time_intervals", fields.texts("mute_time_intervals"), 0),
        bounded(fields, "active_time_intervals", fields.texts("active_time_intervals"), 0),
        fields.flag("continue"),
        duration(fields, "group_wait"),
        duration(fields, "group_interval"),
        duration(fields, "repeat_interval"),
        policies(fields, depth));
  }

  private List<NotificationPolicy> policies(PlainFields fields, int depth) {
    List<NotificationPolicy> read = new ArrayList<>();
    for (Object item : fields.list("routes")) {
      if (++policies >= MOST_POLICIES || depth + 1 >= DEEPEST) {
        tooMany = true;
        return List.of();
      }
      String where = fields.path("routes[" + read.size() + "]");
      if (item == null) {
        flaws.add(Kind.SHAPE, where, "must be an object");
      }
      read.add(policy(item, where, depth + 1));
    }
    return List.copyOf(read);
  }

  private <T> List<T> bounded(PlainFields fields, String name, List<T> items, int others) {
    if (items.size() + others > MOST_OF_A_POLICY) {
      flaws.add(
          Kind.LIMIT, fields.path(name), "a policy has at most " + MOST_OF_A_POLICY + " of these");
      return List.of();
    }
    return items;
  }

  private @Nullable Map<String, String> expressions(PlainFields fields) {
    Map<String, String> matchRe = fields.textMapOrNull("match_re");
    if (matchRe != null) {
      matchRe.forEach(
          (label, value) ->
              take(
                  Matcher.of(label, Operator.MATCHES, value),
                  fields.path("match_re." + label),
                  new ArrayList<>()));
    }
    return matchRe;
  }

  private List<Matcher> texts(PlainFields fields) {
    List<Matcher> matchers = new ArrayList<>();
    int index = 0;
    for (String text : fields.texts("matchers")) {
      String where = fields.path("matchers[" + index++ + "]");
      switch (MatcherDialect.FALLBACK.list(text)) {
        case Accepted<List<Matcher>>(var found) -> matchers.addAll(found);
        case Refused<List<Matcher>>(var found) -> flaws.addAll(where, found);
      }
    }
    return List.copyOf(matchers);
  }

  private List<Matcher> triples(PlainFields fields) {
    List<Matcher> matchers = new ArrayList<>();
    int index = 0;
    for (Object item : fields.list("object_matchers")) {
      String where = fields.path("object_matchers[" + index++ + "]");
      if (item instanceof List<?> triple) {
        take(triple(triple), where, matchers);
      } else if (item != null) {
        flaws.add(Kind.SHAPE, where, "must be an array of label, operator and value");
      } else {
        take(triple(List.of()), where, matchers);
      }
    }
    matchers.sort(Matcher.ORDER);
    return List.copyOf(matchers);
  }

  private void take(Checked<Matcher> checked, String where, List<Matcher> into) {
    switch (checked) {
      case Accepted<Matcher>(Matcher matcher) -> into.add(matcher);
      case Refused<Matcher>(var found) -> flaws.addAll(where, found);
    }
  }

  /**
   * A matcher as a triple. Missing elements are empty and extra ones are dropped; one double quote
   * at each end of the value is taken off.
   */
  static Checked<Matcher> triple(List<? extends @Nullable Object> triple) {
    String[] parts = {"", "", ""};
    for (int i = 0; i < Math.min(3, triple.size()); i++) {
      Object part = triple.get(i);
      if (part instanceof String text) {
        parts[i] = text;
      } else if (part != null) {
        return Checked.refused(Kind.SHAPE, "a matcher is three strings");
      }
    }
    String value = parts[2].startsWith("\"") ? parts[2].substring(1) : parts[2];
    String bare = value.endsWith("\"") ? value.substring(0, value.length() - 1) : value;
    return Operator.ofSign(parts[1])
        .map(operator -> Matcher.of(parts[0], operator, bare))
        .orElseGet(
            () ->
                Checked.refused(
                    Kind.SHAPE,
                    "unsupported match type " + GoText.quote(parts[1]) + " in matcher"));
  }

  private @Nullable Duration duration(PlainFields fields, String name) {
    String text = fields.textOrNull(name);
    if (text == null) {
      return null;
    }
    return switch (PrometheusDuration.parse(text)) {
      case Accepted<Duration>(Duration value) -> value;
      case Refused<Duration>(var found) -> {
        flaws.addAll(fields.path(name), found);
        yield null;
      }
    };
  }

  private void checkRoot(NotificationPolicy root) {
    rootMust(!root.receiver().isEmpty(), "root route must specify a default receiver");
    rootMust(root.allMatchers().isEmpty(), "root route must not have any matchers");
    rootMust(root.muteTimings().isEmpty(), "root route must not have any mute time intervals");
    rootMust(root.activeTimings().isEmpty(), "root route must not have any active time intervals");
    rootMust(!root.continues(), "cannot have continue in root route");
  }

  private void rootMust(boolean holds, String otherwise) {
    if (!holds) {
      flaws.add(Kind.RULE, "", otherwise);
    }
  }

  private void check(NotificationPolicy policy, String where) {
    checkGroupBy(policy, where);
    checkNotZero(policy.groupInterval(), "group_interval", where);
    checkNotZero(policy.repeatInterval(), "repeat_interval", where);
    String prefix = where.isEmpty() ? "routes[" : where + ".routes[";
    for (int i = 0; i < policy.policies().size(); i++) {
      check(policy.policies().get(i), prefix + i + "]");
    }
  }

  private void checkGroupBy(NotificationPolicy policy, String where) {
    Set<String> labels = new LinkedHashSet<>();
    boolean all = false;
    for (String label : policy.groupBy()) {
      if (label.equals(NotificationPolicy.ALL_LABELS)) {
        all = true;
      } else if (!labels.add(label)) {
        String list = String.join(" ", policy.groupBy());
        flaws.add(
            Kind.RULE,
            where,
            "duplicated label "
                + GoText.quote(label)
                + " in group_by, "
                + policy.receiver()
                + " ["
                + list
                + "]");
      }
    }
    if (all && !labels.isEmpty()) {
      flaws.add(
          Kind.RULE,
          where,
          "cannot have wildcard group_by (`...`) and other other labels at the same time");
    }
  }

  private void checkNotZero(@Nullable Duration duration, String name, String where) {
    if (duration != null && duration.isZero()) {
      flaws.add(Kind.RULE, where, name + " cannot be zero");
    }
  }
}
