package dev.watchbill.handlers.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.rule.DataSource;
import dev.watchbill.domain.rule.DataSources;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.legacy.Dashboard;
import dev.watchbill.domain.rule.legacy.Dashboards;
import dev.watchbill.domain.rule.legacy.QuerySources;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Json;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stored dashboards, with what they refer to. */
final class DashboardLibrary {

  /** Where rules of dashboards live that are in no folder (spec grafana-alerting §17.2). */
  static final String GENERAL = "General Alerting";

  private final Dashboards dashboards;
  private final Folders folders;
  private final DataSources sources;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  DashboardLibrary(
      Dashboards dashboards,
      Folders folders,
      DataSources sources,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    this.commits = commits;
    this.dashboards = dashboards;
    this.folders = folders;
    this.sources = sources;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  List<Dashboard> all(String org) {
    return dashboards.all(org);
  }

  Optional<Dashboard> find(String org, String uid) {
    return dashboards.find(org, uid);
  }

  /** What is in a dashboard. */
  Map<String, @Nullable Object> content(Dashboard dashboard) {
    String text = dashboards.content(dashboard).orElse("{}");
    try {
      Map<String, @Nullable Object> content = new LinkedHashMap<>();
      if (Json.read(text.getBytes(UTF_8)) instanceof Map<?, ?> map) {
        map.forEach((name, value) -> content.put(String.valueOf(name), value));
      }
      return content;
    } catch (Json.Malformed e) {
      throw new IllegalStateException("a stored dashboard is no JSON: " + dashboard.uid(), e);
    }
  }

  /** The alert in a panel as it was sent; empty when there is none. */
  Map<String, @Nullable Object> panelAlert(Dashboard dashboard, long panelId) {
    Map<String, @Nullable Object> alert = new LinkedHashMap<>();
    List<Object> open = new ArrayList<>(List.of(content(dashboard)));
    while (!open.isEmpty()) {
      if (!(open.removeLast() instanceof Map<?, ?> object)) continue;
      if (Long.valueOf(panelId).equals(object.get("id"))
          && object.get("alert") instanceof Map<?, ?> found) {
        found.forEach((name, value) -> alert.put(String.valueOf(name), value));
        return alert;
      }
      for (String below : List.of("rows", "panels")) {
        if (object.get(below) instanceof List<?> list) {
          for (Object each : list) if (each != null) open.add(each);
        }
      }
    }
    return alert;
  }

  QuerySources sources(String org) {
    Map<String, String> byName = new HashMap<>();
    String standard = null;
    List<DataSource> all = sources.all(org);
    for (DataSource source : all) {
      byName.put(source.name(), source.uid());
      if (source.isDefault()) standard = source.uid();
    }
    return new QuerySources(
        Set.copyOf(all.stream().map(DataSource::uid).toList()), byName, standard);
  }

  List<Folder> folders(String org) {
    return folders.all(org);
  }

  Map<String, Long> folderNumbers(String org) {
    Map<String, Long> numbers = new HashMap<>();
    folders.all(org).forEach(folder -> numbers.put(folder.uid(), folder.number()));
    return numbers;
  }

  Optional<Folder> folder(String org, String uid) {
    return folders.find(org, uid);
  }

  Optional<Folder> folder(String org, long number) {
    return folders.all(org).stream().filter(folder -> folder.number() == number).findFirst();
  }

  /** The folder for rules of dashboards that are in none, made when it is first needed. */
  String generalFolder(String org, String login) {
    return commits
        .again(
            () -> {
              for (Folder folder : folders.all(org)) {
                if (folder.title().equals(GENERAL) && folder.parentUid() == null) {
                  return Optional.of(folder.uid());
                }
              }
              Instant now = clock.instant();
              long number = organizations.next(org, Counter.FOLDERS);
              Folder made =
                  new Folder(ids.uid(), org, number, GENERAL, null, login, now, login, now, 1);
              // Duplicate: somebody else made it meanwhile. Look again.
              return folders.create(made) instanceof Saved.Done
                  ? Optional.of(made.uid())
                  : Optional.empty();
            })
        .orElseThrow(() -> new IllegalStateException("the folder " + GENERAL + " comes and goes"));
  }
}
