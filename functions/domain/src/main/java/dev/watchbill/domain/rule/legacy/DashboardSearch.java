package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.LetterCase;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which dashboards a search finds (spec grafana-alerting §16.3).
 *
 * @param text part of the title, in any case; empty for any
 * @param tags all of which it has
 * @param folders numbers of folders, one of which it is in; 0 is none at all. Empty for any
 */
public record DashboardSearch(String text, List<String> tags, Set<Long> folders) {

  /** The most dashboards a search finds. */
  public static final int MOST = 1_000;

  /** Whether anything is searched for. */
  public boolean asks() {
    return !text.isEmpty() || !tags.isEmpty() || !folders.isEmpty();
  }

  /**
   * @param numbers number of each folder by its uid
   */
  public List<Dashboard> of(List<Dashboard> dashboards, Map<String, Long> numbers) {
    String part = LetterCase.lower(text);
    return dashboards.stream()
        .filter(each -> LetterCase.lower(each.title()).contains(part))
        .filter(each -> each.tags().containsAll(tags))
        .filter(each -> folders.isEmpty() || folders.contains(folder(each, numbers)))
        .limit(MOST)
        .toList();
  }

  private static long folder(Dashboard dashboard, Map<String, Long> numbers) {
    String uid = dashboard.folderUid();
    return uid == null ? 0 : numbers.getOrDefault(uid, 0L);
  }
}
