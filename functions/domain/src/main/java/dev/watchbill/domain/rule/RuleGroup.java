package dev.watchbill.domain.rule;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import dev.watchbill.domain.policy.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are evaluated together, one after the other (spec grafana-alerting §2.6).
 *
 * @param interval seconds between evaluations
 * @param rules in their order; null in a request that only changes the interval
 */
public record RuleGroup(
    String folderUid, String title, long interval, @Nullable List<AlertRule> rules) {

  /** Every interval is a multiple of this many seconds. */
  public static final long BASE_INTERVAL = 10;

  /** What a group made by its first rule has. */
  public static final long DEFAULT_INTERVAL = 60;

  /** More rules than these are not taken in one group. */
  public static final int MOST_RULES = 1_000;

  /** Reads the body of a PUT. The path's folder and name override the body's. */
  public static Checked<RuleGroup> read(@Nullable Object plain, String folderUid, String title) {
    Flaws flaws = new Flaws();
    PlainFields fields = PlainFields.of(plain, "", flaws);
    Long given = fields.wholeNumberOrNull("interval");
    long interval = given == null ? 0 : given;
    intervalFlaw(interval).ifPresent(flaw -> flaws.add(Kind.RULE, "interval", flaw));
    List<AlertRule> rules = fields.has("rules") ? rules(fields, folderUid, title, flaws) : null;
    return flaws.orElse(new RuleGroup(folderUid, title, interval, rules));
  }

  private static List<AlertRule> rules(
      PlainFields fields, String folderUid, String title, Flaws flaws) {
    List<? extends @Nullable Object> items = fields.list("rules");
    if (items.size() > MOST_RULES) {
      flaws.add(Kind.LIMIT, "rules", "a group has at most " + MOST_RULES + " rules");
      return List.of();
    }
    List<AlertRule> rules = new ArrayList<>();
    int index = 0;
    for (Object item : items) {
      switch (AlertRule.read(inThisGroup(item, folderUid, title))) {
        case Accepted<AlertRule>(AlertRule rule) -> rules.add(rule);
        case Refused<AlertRule>(var found) -> flaws.addAll("rules[" + index + "]", found);
      }
      index++;
    }
    return List.copyOf(rules);
  }

  private static @Nullable Object inThisGroup(
      @Nullable Object rule, String folderUid, String title) {
    if (!(rule instanceof Map<?, ?> map)) {
      return rule;
    }
    Map<String, @Nullable Object> placed = new LinkedHashMap<>();
    map.forEach((key, value) -> placed.put(String.valueOf(key), value));
    placed.keySet().removeIf(key -> key.equalsIgnoreCase("folderUID"));
    placed.keySet().removeIf(key -> key.equalsIgnoreCase("ruleGroup"));
    placed.put("folderUID", folderUid);
    placed.put("ruleGroup", title);
    return placed;
  }

  /** Why rules cannot be evaluated this often; empty if they can. */
  public static Optional<String> intervalFlaw(long seconds) {
    return seconds > 0 && seconds % BASE_INTERVAL == 0
        ? Optional.empty()
        : Optional.of(
            "interval ("
                + GoDuration.print(Duration.ofSeconds(seconds))
                + ") should be non-zero and divided exactly by scheduler interval: "
                + BASE_INTERVAL);
  }
}
