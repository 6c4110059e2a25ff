package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.TeamPreferences;
import dev.watchbill.domain.org.TeamsPreferences;
import dev.watchbill.domain.rule.legacy.Dashboard;
import dev.watchbill.domain.rule.legacy.Dashboards;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests for what a team or an organisation prefers. */
final class PreferencesRequests {
  private static final Set<String> THEMES = Set.of("", "light", "dark", "system");

  private static final List<String> NAMES =
      List.of("theme", "homeDashboardUID", "timezone", "weekStart", "language");

  /** Of a value. */
  private static final int LONGEST = 190;

  private final TeamsPreferences preferences;
  private final Dashboards dashboards;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  PreferencesRequests(
      TeamsPreferences preferences, Dashboards dashboards, InstantSource clock, Commits commits) {
    this.commits = commits;
    this.preferences = preferences;
    this.dashboards = dashboards;
    this.clock = clock;
  }

  /** What was set; the rest is left out. */
  Response get(String org, String owner) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    preferences
        .find(org, owner)
        .ifPresent(
            set -> {
              put(shown, "theme", set.theme());
              put(shown, "homeDashboardUID", set.homeDashboardUid());
              if (!set.homeDashboardUid().isEmpty()) {
                dashboards
                    .find(org, set.homeDashboardUid())
                    .ifPresent(home -> shown.put("homeDashboardId", home.number()));
              }
              put(shown, "timezone", set.timezone());
              put(shown, "weekStart", set.weekStart());
              put(shown, "language", set.language());
            });
    return Response.json(200, shown);
  }

  private static void put(Map<String, @Nullable Object> shown, String name, String value) {
    if (!value.isEmpty()) shown.put(name, value);
  }

  /**
   * Writes them.
   *
   * @param whole whether what is left out becomes the default again, or else stays
   */
  Response set(String org, String owner, Members in, boolean whole) {
    Map<String, @Nullable String> sent = new LinkedHashMap<>();
    for (String name : NAMES) {
      sent.put(name, in.textOrNull(name));
    }
    long number = in.number("homeDashboardId", 0);
    if (in.misshapen()) return Errors.badData();
    for (Map.Entry<String, @Nullable String> each : sent.entrySet()) {
      String value = each.getValue();
      if (value != null && value.length() > LONGEST) {
        return Errors.plain(400, each.getKey() + " is longer than " + LONGEST + " characters");
      }
    }
    String theme = sent.get("theme");
    if (theme != null && !THEMES.contains(theme)) return Errors.plain(400, "Invalid theme");
    if (sent.get("homeDashboardUID") == null && number != 0) {
      Optional<Dashboard> home =
          dashboards.all(org).stream().filter(each -> each.number() == number).findFirst();
      if (home.isEmpty()) return Errors.plain(404, "Dashboard not found");
      sent.put("homeDashboardUID", home.get().uid());
    }
    return GrafanaResource.untilWritten(
        commits,
        () -> {
          Optional<TeamPreferences> stored = preferences.find(org, owner);
          TeamPreferences old =
              stored.orElseGet(
                  () -> new TeamPreferences(owner, org, "", "", "", "", "", clock.instant(), 1));
          TeamPreferences row =
              new TeamPreferences(
                  owner,
                  org,
                  next(sent.get("theme"), old.theme(), whole),
                  next(sent.get("homeDashboardUID"), old.homeDashboardUid(), whole),
                  next(sent.get("timezone"), old.timezone(), whole),
                  next(sent.get("weekStart"), old.weekStart(), whole),
                  next(sent.get("language"), old.language(), whole),
                  old.createdAt(),
                  old.version());
          Saved saved = stored.isPresent() ? preferences.replace(row) : preferences.create(row);
          return GrafanaResource.written(
              saved,
              () -> Response.json(200, Map.of("message", "Preferences updated")),
              Errors::contended);
        });
  }

  private static String next(@Nullable String sent, String old, boolean whole) {
    if (sent != null) return sent;
    return whole ? "" : old;
  }
}
