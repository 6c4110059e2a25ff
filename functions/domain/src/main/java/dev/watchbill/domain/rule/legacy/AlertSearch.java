package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.LetterCase;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a list holds (spec grafana-alerting §16.3).
 *
 * @param dashboards numbers of dashboards, one of which it must belong to; null for any
 * @param panelId 0 for any
 * @param text part of its name, in any case; empty for any
 * @param states one of which it must be in; {@code not_ok} means any other than {@code ok}. Empty,
 *     or with {@code all} first, for any
 * @param limit most rows; 0 for all
 */
public record AlertSearch(
    @Nullable Set<Long> dashboards, long panelId, String text, List<String> states, long limit) {

  /** The alerts that are wanted, by name. */
  public List<LegacyAlert> of(List<LegacyAlert> alerts) {
    String part = LetterCase.lower(text);
    return alerts.stream()
        .filter(alert -> dashboards == null || dashboards.contains(alert.dashboardId()))
        .filter(alert -> panelId == 0 || alert.panelId() == panelId)
        .filter(alert -> LetterCase.lower(alert.name()).contains(part))
        .filter(alert -> inState(alert.state()))
        .sorted(Comparator.comparing(LegacyAlert::name).thenComparing(LegacyAlert::id))
        .limit(limit <= 0 ? Long.MAX_VALUE : limit)
        .toList();
  }

  private boolean inState(AlertState state) {
    if (states.isEmpty() || states.getFirst().equalsIgnoreCase("all")) return true;
    for (String wanted : states) {
      boolean not = wanted.startsWith("not_");
      String wire = not ? wanted.substring(4) : wanted;
      if (state.wire().equals(wire) != not) return true;
    }
    return false;
  }
}
