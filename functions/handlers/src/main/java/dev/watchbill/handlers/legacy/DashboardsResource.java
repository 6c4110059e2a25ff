package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.Uids;
import dev.watchbill.domain.rule.legacy.Dashboard;
import dev.watchbill.domain.rule.legacy.DashboardInputs;
import dev.watchbill.domain.rule.legacy.DashboardSave;
import dev.watchbill.domain.rule.legacy.Dashboards;
import dev.watchbill.domain.rule.legacy.PanelAlert;
import dev.watchbill.domain.rule.legacy.PanelAlerts;
import dev.watchbill.domain.rule.legacy.PanelRules;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.GrafanaResource;
import dev.watchbill.handlers.grafana.Members;
import dev.watchbill.handlers.grafana.Permission;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.legacy.RuleBook.Outcome;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/dashboards}: how alerts come to exist in this dialect (spec grafana-alerting §16.7).
 * A dashboard is kept as it was sent; its alerts become rules. Beside it {@code /api/search}.
 */
public final class DashboardsResource extends GrafanaResource {
  private static final int TITLE = 190;

  /** Members that say where a dashboard was before. */
  private static final Set<String> FOREIGN = Set.of("id", "version");

  private static final Permission READ = Permission.of("dashboards:read", Role.VIEWER);
  private static final Permission WRITE = Permission.of("dashboards:write", Role.EDITOR);
  private static final Permission DELETE = Permission.of("dashboards:delete", Role.EDITOR);

  private final Dashboards dashboards;
  private final DashboardLibrary library;
  private final LibraryRequests requests;
  private final RuleBook rules;
  private final Channels channels;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  DashboardsResource(
      GrafanaGate gate,
      Dashboards dashboards,
      DashboardLibrary library,
      LibraryRequests requests,
      RuleBook rules,
      Channels channels,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate);
    this.commits = commits;
    this.dashboards = dashboards;
    this.library = library;
    this.requests = requests;
    this.rules = rules;
    this.channels = channels;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    if (path.getFirst().equals("search")) {
      return path.size() == 1 ? new Verbs().on("GET", READ, requests::search) : null;
    }
    if (path.size() == 2 && path.getLast().equals("db")) {
      return new Verbs().on("POST", WRITE, call -> withMembers(call, this::save));
    }
    if (path.size() == 2 && path.getLast().equals("import")) {
      return new Verbs().on("POST", WRITE, call -> withMembers(call, this::imported));
    }
    if (path.size() == 3 && path.get(1).equals("uid")) {
      String uid = path.getLast();
      return new Verbs()
          .on("GET", READ, call -> get(call, uid))
          .on("DELETE", DELETE, call -> delete(call, uid));
    }
    return null;
  }

  // Reading

  private Response get(Call call, String uid) {
    Optional<Dashboard> found = dashboards.find(call.org(), uid);
    if (found.isEmpty()) return gone();
    Dashboard dashboard = found.get();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("meta", meta(call, dashboard));
    answer.put("dashboard", library.content(dashboard));
    return Response.json(200, answer);
  }

  private Map<String, @Nullable Object> meta(Call call, Dashboard dashboard) {
    boolean canEdit = call.caller().role().covers(Role.EDITOR);
    String folderUid = dashboard.folderUid();
    Folder folder = folderUid == null ? null : library.folder(call.org(), folderUid).orElse(null);
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("type", "db");
    meta.put("canSave", canEdit);
    meta.put("canEdit", canEdit);
    meta.put("canAdmin", call.caller().role().covers(Role.ADMIN));
    meta.put("canStar", false);
    meta.put("canDelete", canEdit);
    meta.put("slug", dashboard.slug());
    meta.put("url", dashboard.url());
    meta.put("expires", "0001-01-01T00:00:00Z");
    meta.put("created", dashboard.createdAt().toString());
    meta.put("updated", dashboard.updatedAt().toString());
    meta.put("updatedBy", dashboard.updatedBy());
    meta.put("createdBy", dashboard.createdBy());
    meta.put("version", dashboard.saved());
    meta.put("hasAcl", false);
    meta.put("isFolder", false);
    meta.put("folderId", folder == null ? 0L : folder.number());
    meta.put("folderUid", folder == null ? "" : folder.uid());
    meta.put("folderTitle", folder == null ? "General" : folder.title());
    meta.put("folderUrl", folder == null ? "" : folder.url());
    meta.put("provisioned", false);
    return meta;
  }

  // Saving

  private Response save(Call call, Members in) {
    Map<?, ?> content = in.object("dashboard");
    boolean overwrite = in.flag("overwrite");
    String folderUid = in.text("folderUid");
    long folderId = in.number("folderId", 0);
    if (in.misshapen() || content == null) return Errors.badData();
    return save(call, content, folderUid, folderId, overwrite, DashboardsResource::saved);
  }

  /** Its number and version were another server's; its uid is kept. */
  private Response imported(Call call, Members in) {
    Map<?, ?> exported = in.object("dashboard");
    boolean overwrite = in.flag("overwrite");
    String folderUid = in.text("folderUid");
    long folderId = in.number("folderId", 0);
    List<DashboardInputs.Input> inputs = new ArrayList<>();
    for (Object each : in.listOrEmpty("inputs")) {
      if (!(each instanceof Map<?, ?> object)) return Errors.badData();
      Members input = new Members(object);
      inputs.add(
          new DashboardInputs.Input(input.text("name"), input.text("type"), input.text("value")));
      if (input.misshapen()) return Errors.badData();
    }
    if (in.misshapen() || exported == null) return Errors.badData();
    return switch (DashboardInputs.fill(exported, inputs)) {
      case Checked.Refused<Map<String, @Nullable Object>> refused ->
          Errors.plain(400, refused.reason());
      case Checked.Accepted<Map<String, @Nullable Object>> filled -> {
        Map<String, @Nullable Object> content = filled.value();
        content.keySet().removeIf(name -> FOREIGN.contains(LetterCase.lower(name)));
        yield save(
            call,
            content,
            folderUid,
            folderId,
            overwrite,
            dashboard -> imported(call, dashboard, content));
      }
    };
  }

  private Response imported(Call call, Dashboard dashboard, Map<?, ?> content) {
    String place = dashboard.folderUid();
    Folder folder = place == null ? null : library.folder(call.org(), place).orElse(null);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("uid", dashboard.uid());
    answer.put("pluginId", "");
    answer.put("title", dashboard.title());
    answer.put("imported", true);
    answer.put("importedUri", "db/" + dashboard.slug());
    answer.put("importedUrl", dashboard.url());
    answer.put("slug", dashboard.slug());
    answer.put("dashboardId", dashboard.number());
    answer.put("folderId", folder == null ? 0L : folder.number());
    answer.put("folderUid", folder == null ? "" : folder.uid());
    answer.put("importedRevision", dashboard.saved());
    answer.put("revision", dashboard.saved());
    answer.put("description", content.get("description") instanceof String text ? text : "");
    answer.put("path", "");
    answer.put("removed", false);
    return Response.json(200, answer);
  }

  private Response save(
      Call call,
      Map<?, ?> content,
      String folderUid,
      long folderId,
      boolean overwrite,
      Function<Dashboard, Response> done) {
    Members dashboard = new Members(content);
    long id = dashboard.number("id", 0);
    long version = dashboard.number("version", 0);
    String uid = dashboard.text("uid").strip();
    String title = dashboard.text("title").strip();
    List<String> tags = dashboard.textsOrNull("tags");
    if (dashboard.misshapen()) return Errors.badData();
    if (title.isEmpty()) return Errors.plain(400, "Dashboard title cannot be empty");
    if (title.length() > TITLE) {
      return Errors.plain(400, "Dashboard title is longer than " + TITLE + " characters");
    }
    Optional<String> flaw = uid.isEmpty() ? Optional.empty() : Uids.flaw(uid);
    if (flaw.isPresent()) return Errors.plain(400, flaw.get());
    Optional<Folder> folder =
        folderUid.isEmpty()
            ? library.folder(call.org(), folderId)
            : library.folder(call.org(), folderUid);
    if (folder.isEmpty() && (!folderUid.isEmpty() || folderId > 0)) {
      return Errors.plain(400, "folder not found");
    }
    String place = folder.map(Folder::uid).orElse(null);
    return switch (PanelAlerts.of(content, library.sources(call.org()))) {
      case Checked.Refused<List<PanelAlert>> refused -> invalid(refused.flaws());
      case Checked.Accepted<List<PanelAlert>>(List<PanelAlert> alerts) ->
          save(
              call,
              new DashboardSave.Sent(id, uid, title, place, version, overwrite),
              tags == null ? List.of() : tags,
              content,
              alerts,
              done);
    };
  }

  private Response save(
      Call call,
      DashboardSave.Sent sent,
      List<String> tags,
      Map<?, ?> content,
      List<PanelAlert> alerts,
      Function<Dashboard, Response> done) {
    return untilWritten(
        commits,
        () ->
            switch (DashboardSave.decide(sent, dashboards.all(call.org()))) {
              case DashboardSave.Create create ->
                  create(call, create.uid(), sent, tags, content, alerts, done);
              case DashboardSave.Replace replace ->
                  replace(call, replace.old(), sent, tags, content, alerts, done);
              case DashboardSave.Missing _ ->
                  Optional.of(refused(404, "not-found", "Dashboard not found"));
              case DashboardSave.VersionMismatch _ ->
                  Optional.of(
                      refused(
                          412,
                          "version-mismatch",
                          "The dashboard has been changed by someone else"));
              case DashboardSave.NameExists _ -> Optional.of(nameExists());
              case DashboardSave.UidExists _ ->
                  Optional.of(Errors.plain(400, "A dashboard with the same uid already exists"));
            });
  }

  /*
   * A new dashboard is stored before its rules: rules that name a dashboard which does not exist would be nobody's, since the next try
   * has another uid. Of one that exists the rules go first: whoever dies in between has not moved the version, and the same request
   * can be sent again.
   */
  private Optional<Response> create(
      Call call,
      String uid,
      DashboardSave.Sent sent,
      List<String> tags,
      Map<?, ?> content,
      List<PanelAlert> alerts,
      Function<Dashboard, Response> done) {
    Instant now = clock.instant();
    String login = call.caller().user().username();
    Dashboard made =
        new Dashboard(
            uid.isEmpty() ? ids.uid() : uid,
            call.org(),
            organizations.next(call.org(), Counter.DASHBOARDS),
            sent.folderUid(),
            sent.title(),
            tags,
            1,
            login,
            now,
            login,
            now,
            1);
    Saved stored = dashboards.create(made, text(content, made));
    if (!(stored instanceof Saved.Done)) return refusal(stored);
    Optional<Response> unruled = rules(call, made, alerts);
    if (unruled.isEmpty()) return Optional.of(done.apply(made));
    dashboards.delete(made);
    return unruled;
  }

  private Optional<Response> replace(
      Call call,
      Dashboard old,
      DashboardSave.Sent sent,
      List<String> tags,
      Map<?, ?> content,
      List<PanelAlert> alerts,
      Function<Dashboard, Response> done) {
    Dashboard next =
        new Dashboard(
            old.uid(),
            old.org(),
            old.number(),
            sent.folderUid(),
            sent.title(),
            tags,
            old.saved() + 1,
            old.createdBy(),
            old.createdAt(),
            call.caller().user().username(),
            clock.instant(),
            old.version());
    Optional<Response> unruled = rules(call, next, alerts);
    if (unruled.isPresent()) return unruled;
    Saved stored = dashboards.replace(next, text(content, next));
    return stored instanceof Saved.Done ? Optional.of(done.apply(next)) : refusal(stored);
  }

  /** Why the rules could not be written; empty when they were. */
  private Optional<Response> rules(Call call, Dashboard dashboard, List<PanelAlert> alerts) {
    String place = dashboard.folderUid();
    String folder =
        place != null || alerts.isEmpty()
            ? String.valueOf(place)
            : library.generalFolder(call.org(), call.caller().user().username());
    Outcome outcome =
        rules.replace(
            call.org(), dashboard.uid(), () -> wanted(call.org(), dashboard.uid(), folder, alerts));
    return switch (outcome) {
      case Outcome.Done _, Outcome.Gone _ -> Optional.empty();
      case Outcome.Contended _ -> Optional.of(Errors.contended());
      case Outcome.Refused refused ->
          Optional.of(Errors.plain(422, PanelAlerts.REFUSAL + refused.reason()));
    };
  }

  private RuleBook.Wanted wanted(
      String org, String dashboard, String folder, List<PanelAlert> alerts) {
    Channels.Names names = channels.names(org);
    boolean naming = alerts.stream().anyMatch(alert -> !alert.channels().isEmpty());
    return new RuleBook.Wanted(
        PanelRules.of(alerts, dashboard, folder, Set.of(), names.uids()),
        naming ? names.configVersion() : null);
  }

  /** Why nothing was written; empty when a race was lost, after which all is decided again. */
  private static Optional<Response> refusal(Saved saved) {
    return switch (saved) {
      case Saved.Done _, Saved.Stale _ -> Optional.empty();
      case Saved.Duplicate _ -> Optional.of(nameExists());
      case Saved.Full _ -> Optional.of(Errors.quota());
      case Saved.TooLarge large -> Optional.of(Errors.tooLarge(large));
    };
  }

  private static String text(Map<?, ?> content, Dashboard dashboard) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    content.forEach((name, value) -> kept.put(String.valueOf(name), value));
    kept.put("id", dashboard.number());
    kept.put("uid", dashboard.uid());
    kept.put("title", dashboard.title());
    kept.put("version", dashboard.saved());
    return Json.write(kept);
  }

  private static Response saved(Dashboard dashboard) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("id", dashboard.number());
    answer.put("uid", dashboard.uid());
    answer.put("url", dashboard.url());
    answer.put("status", "success");
    answer.put("version", dashboard.saved());
    answer.put("slug", dashboard.slug());
    return Response.json(200, answer);
  }

  // Deleting

  /** Rules first: a dashboard without rules can be deleted again, rules without one could not. */
  private Response delete(Call call, String uid) {
    return untilWritten(commits, () -> deleted(call, uid));
  }

  /** Empty: somebody was faster. */
  private Optional<Response> deleted(Call call, String uid) {
    Optional<Dashboard> found = dashboards.find(call.org(), uid);
    if (found.isEmpty()) return Optional.of(gone());
    Optional<Response> unruled = rules(call, found.get(), List.of());
    if (unruled.isPresent()) return unruled;
    if (!(dashboards.delete(found.get()) instanceof Saved.Done)) return Optional.empty();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("title", found.get().title());
    answer.put("message", "Dashboard " + found.get().title() + " deleted");
    answer.put("id", found.get().number());
    return Optional.of(Response.json(200, answer));
  }

  // Refusals

  private static Response invalid(List<Flaw> flaws) {
    return Errors.known(
        422,
        "alerting.invalidPanelAlert",
        PanelAlerts.REFUSAL + flaws.getFirst().text(),
        Map.of("Errors", flaws.stream().map(Flaw::toString).toList()));
  }

  private static Response nameExists() {
    return refused(
        412, "name-exists", "A dashboard with the same name in the folder already exists");
  }

  private static Response gone() {
    return refused(404, "not-found", "Dashboard not found");
  }

  /** These have a word for programs. */
  private static Response refused(int status, String word, String message) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("status", word);
    body.put("message", message);
    body.put("msg", message);
    body.put("traceID", "");
    return Response.json(status, body);
  }
}
