package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.rule.Folder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which folders and dashboards a search finds. A condition that is empty holds for all.
 *
 * @param text part of the title, in any case
 * @param tags all of which a dashboard has; folders have none
 * @param numbers of dashboards
 * @param uids of folders and dashboards
 * @param within uids of folders in one of which it is, {@value #GENERAL} for no folder at all
 * @param folders whether folders are found
 * @param dashboards whether dashboards are found
 * @param backwards from the last title to the first
 */
public record LibrarySearch(
    String text,
    List<String> tags,
    Set<Long> numbers,
    Set<String> uids,
    Set<String> within,
    boolean folders,
    boolean dashboards,
    boolean backwards) {

  /** Stands for the place of what is in no folder. */
  public static final String GENERAL = "general";

  /**
   * A folder or a dashboard.
   *
   * @param place the folder it is in; null when it is in none
   */
  public record Found(
      long number,
      String uid,
      String title,
      String url,
      List<String> tags,
      boolean isFolder,
      @Nullable Folder place) {}

  /** Folders before dashboards, each by title without regard to case, then by number. */
  public List<Found> of(List<Folder> allFolders, List<Dashboard> allDashboards) {
    Map<String, Folder> byUid = new HashMap<>();
    allFolders.forEach(folder -> byUid.put(folder.uid(), folder));
    List<Found> found = new ArrayList<>();
    for (Folder folder : allFolders) {
      Folder place = folder.parentUid() == null ? null : byUid.get(folder.parentUid());
      found.add(
          new Found(
              folder.number(), folder.uid(), folder.title(), folder.url(), List.of(), true, place));
    }
    for (Dashboard each : allDashboards) {
      Folder place = each.folderUid() == null ? null : byUid.get(each.folderUid());
      found.add(
          new Found(
              each.number(), each.uid(), each.title(), each.url(), each.tags(), false, place));
    }
    Comparator<Found> byTitle = Comparator.comparing(each -> lower(each.title()));
    if (backwards) byTitle = byTitle.reversed();
    return found.stream()
        .filter(this::holds)
        .sorted(
            Comparator.comparing(Found::isFolder)
                .reversed()
                .thenComparing(byTitle)
                .thenComparing(Found::number))
        .toList();
  }

  private boolean holds(Found each) {
    return (each.isFolder() ? folders : dashboards)
        && lower(each.title()).contains(lower(text))
        && each.tags().containsAll(tags)
        && (numbers.isEmpty() || (!each.isFolder() && numbers.contains(each.number())))
        && (uids.isEmpty() || uids.contains(each.uid()))
        && (within.isEmpty()
            || within.contains(each.place() == null ? GENERAL : each.place().uid()));
  }

  private static String lower(String text) {
    return LetterCase.lower(text);
  }
}
