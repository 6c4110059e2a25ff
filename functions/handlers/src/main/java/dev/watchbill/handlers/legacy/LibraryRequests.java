package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.legacy.LibrarySearch;
import dev.watchbill.domain.rule.legacy.LibrarySearch.Found;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/search}: folders and dashboards by title, tag, place or id, as clients look for
 * what they know by name only. An id that is none finds nothing.
 */
final class LibraryRequests {
  private static final int PAGE = 1_000;
  private static final int MOST = 5_000;

  private final DashboardLibrary library;

  @Inject
  LibraryRequests(DashboardLibrary library) {
    this.library = library;
  }

  /** Pages count from 1; the one beyond the end is empty, which is how clients know it. */
  Response search(Call call) {
    Request request = call.request();
    // Nobody marks anything here, and what was deleted is gone.
    if (isSet(request, "starred") || isSet(request, "deleted")) {
      return Response.json(200, List.of());
    }
    List<Folder> folders = library.folders(call.org());
    String text = request.parameter("query");
    String type = request.parameter("type");
    LibrarySearch search =
        new LibrarySearch(
            text == null ? "" : text,
            request.parameters("tag").stream().filter(tag -> !tag.isEmpty()).toList(),
            numbers(request, "dashboardIds"),
            Set.copyOf(listed(request, "dashboardUIDs")),
            places(request, folders),
            !"dash-db".equals(type),
            !"dash-folder".equals(type),
            "alpha-desc".equals(request.parameter("sort")));
    long asked = number(request.parameter("limit"));
    long length = asked <= 0 ? PAGE : Math.min(asked, MOST);
    long page = Math.max(1, Math.min(number(request.parameter("page")), MOST));
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    search.of(folders, library.all(call.org())).stream()
        .skip((page - 1) * length)
        .limit(length)
        .forEach(found -> shown.add(show(found)));
    return Response.json(200, shown);
  }

  /** By uid or by number; of numbers, 0 is what is in no folder. */
  private static Set<String> places(Request request, List<Folder> folders) {
    Set<String> places = new HashSet<>(listed(request, "folderUIDs"));
    for (long number : numbers(request, "folderIds")) {
      if (number == 0) places.add(LibrarySearch.GENERAL);
      boolean known = number == 0;
      for (Folder folder : folders) {
        if (folder.number() != number) continue;
        places.add(folder.uid());
        known = true;
      }
      // No uid is so long: a place where nothing is.
      if (!known) places.add("#" + number);
    }
    return places;
  }

  private static Set<Long> numbers(Request request, String name) {
    Set<Long> numbers = new HashSet<>();
    for (String text : listed(request, name)) numbers.add(number(text));
    return numbers;
  }

  /** Some clients repeat the parameter, some put commas between. */
  private static List<String> listed(Request request, String name) {
    List<String> listed = new ArrayList<>();
    for (String value : request.parameters(name)) {
      for (String each : value.split(",", -1)) if (!each.isBlank()) listed.add(each.strip());
    }
    return listed;
  }

  /** Below zero for what is no number. */
  private static long number(@Nullable String text) {
    Long number = "0".equals(text) ? Long.valueOf(0) : Paths.number(text == null ? "" : text);
    return number == null ? -1 : number;
  }

  private static boolean isSet(Request request, String name) {
    return "true".equals(request.parameter(name));
  }

  private static Map<String, @Nullable Object> show(Found found) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    String slug = found.url().substring(found.url().lastIndexOf('/') + 1);
    shown.put("id", found.number());
    shown.put("uid", found.uid());
    shown.put("title", found.title());
    shown.put("uri", "db/" + slug);
    shown.put("url", found.url());
    shown.put("slug", "");
    shown.put("type", found.isFolder() ? "dash-folder" : "dash-db");
    shown.put("tags", found.tags());
    shown.put("isStarred", false);
    Folder place = found.place();
    if (place != null) {
      shown.put("folderId", place.number());
      shown.put("folderUid", place.uid());
      shown.put("folderTitle", place.title());
      shown.put("folderUrl", place.url());
    }
    shown.put("sortMeta", 0);
    return shown;
  }
}
