package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.legacy.AlertPause;
import dev.watchbill.domain.rule.legacy.AlertSearch;
import dev.watchbill.domain.rule.legacy.Dashboard;
import dev.watchbill.domain.rule.legacy.DashboardSearch;
import dev.watchbill.domain.rule.legacy.LegacyAlert;
import dev.watchbill.domain.rule.legacy.PanelAlert;
import dev.watchbill.domain.rule.legacy.PanelAlerts;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.GrafanaResource;
import dev.watchbill.handlers.grafana.Members;
import dev.watchbill.handlers.grafana.Permission;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.legacy.RuleBook.Entry;
import dev.watchbill.handlers.legacy.RuleBook.Outcome;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/alerts} and {@code /api/admin/pause-all-alerts}: the alert rules as alerts (spec
 * grafana-alerting §16.1 to §16.4).
 */
public final class LegacyAlertsResource extends GrafanaResource {
  private static final Permission READ = Permission.of("alert.rules:read", Role.VIEWER);
  private static final Permission WRITE = Permission.of("alert.rules:write", Role.EDITOR);

  private final RuleBook rules;
  private final DashboardLibrary library;
  private final Settings settings;

  @Inject
  LegacyAlertsResource(
      GrafanaGate gate, RuleBook rules, DashboardLibrary library, Settings settings) {
    super(gate);
    this.rules = rules;
    this.library = library;
    this.settings = settings;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    if (path.getFirst().equals("admin")) {
      return path.equals(List.of("admin", "pause-all-alerts"))
          ? new Verbs()
              .on(
                  "POST",
                  Permission.ofServer("alert.rules:write"),
                  call -> pausing(call, this::all))
          : null;
    }
    String id = path.getLast();
    return switch (path.size()) {
      case 1 -> new Verbs().on("GET", READ, this::list);
      case 2 ->
          switch (id) {
            case "states-for-dashboard" -> new Verbs().on("GET", READ, this::states);
            case "test" -> new Verbs().on("POST", WRITE, call -> withMembers(call, this::test));
            default -> new Verbs().on("GET", READ, call -> one(call, id));
          };
      case 3 ->
          id.equals("pause")
              ? new Verbs()
                  .on(
                      "POST",
                      WRITE,
                      call -> pausing(call, (c, paused) -> pause(c, path.get(1), paused)))
              : null;
      default -> null;
    };
  }

  private Response list(Call call) {
    Request request = call.request();
    Map<String, Dashboard> dashboards = byUid(call);
    DashboardSearch search =
        new DashboardSearch(
            text(request, "dashboardQuery"),
            request.parameters("dashboardTag"),
            numbers(request, "folderId"));
    Set<Long> wanted = numbers(request, "dashboardId");
    if (search.asks()) {
      Set<Long> found = new HashSet<>(wanted);
      search
          .of(List.copyOf(dashboards.values()), library.folderNumbers(call.org()))
          .forEach(dashboard -> found.add(dashboard.number()));
      wanted = found;
    }
    boolean anywhere = wanted.isEmpty() && !search.asks();
    AlertSearch alerts =
        new AlertSearch(
            anywhere ? null : wanted,
            Paths.positive(request.parameter("panelId")),
            text(request, "query"),
            request.parameters("state"),
            Paths.positive(request.parameter("limit")));
    boolean canEdit = canEdit(call);
    return Response.json(
        200,
        alerts.of(all(call, dashboards)).stream()
            .map(alert -> alert.listed(settings.baseUrl(), canEdit))
            .toList());
  }

  private Response states(Call call) {
    long dashboard = Paths.positive(call.request().parameter("dashboardId"));
    if (dashboard == 0) return Errors.plain(400, "Missing query parameter dashboardId");
    AlertSearch search = new AlertSearch(Set.of(dashboard), 0, "", List.of(), 0);
    return Response.json(
        200, search.of(all(call, byUid(call))).stream().map(LegacyAlert::stateOnly).toList());
  }

  private Response one(Call call, String id) {
    Long number = Paths.number(id);
    if (number == null) return Errors.plain(400, "alertId is invalid");
    Optional<Entry> found = rules.find(call.org(), number);
    if (found.isEmpty()) return Errors.plain(404, "Alert not found");
    AlertRule rule = found.get().rule();
    String uid = LegacyAlert.dashboardUid(rule);
    Dashboard dashboard = uid.isEmpty() ? null : library.find(call.org(), uid).orElse(null);
    long panel = LegacyAlert.panelId(rule.annotations() == null ? Map.of() : rule.annotations());
    LegacyAlert alert =
        LegacyAlert.of(
            rule,
            found.get().interval(),
            call.orgNumber(),
            dashboard,
            dashboard == null ? Map.of() : library.panelAlert(dashboard, panel));
    return Response.json(200, alert.single(settings.baseUrl(), canEdit(call)));
  }

  private Response pause(Call call, String id, boolean wanted) {
    Long number = Paths.number(id);
    if (number == null) return Errors.plain(400, "alertId is invalid");
    Optional<Entry> found = rules.find(call.org(), number);
    if (found.isEmpty()) return Errors.plain(404, "Alert not found");
    AlertRule rule = found.get().rule();
    AlertPause decided = AlertPause.decide(rule.paused(), wanted);
    if (decided.changes()) {
      if (rule.provenance() == Provenance.FILE) {
        return Errors.plain(403, "Access denied to this dashboard and alert");
      }
      switch (rules.pause(call.org(), rule.uid(), wanted)) {
        case Outcome.Done _ -> {}
        case Outcome.Gone _ -> {
          return Errors.plain(404, "Alert not found");
        }
        case Outcome.Contended _ -> {
          return Errors.contended();
        }
        case Outcome.Refused refused -> {
          return Errors.plain(400, refused.reason());
        }
      }
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("alertId", number);
    answer.put("state", decided.state());
    answer.put("message", decided.message());
    return Response.json(200, answer);
  }

  private Response all(Call call, boolean wanted) {
    OptionalLong affected = rules.pauseAll(call.org(), wanted);
    if (affected.isEmpty()) return Errors.contended();
    AlertPause said = AlertPause.all(wanted);
    return Response.json(
        200,
        Map.of(
            "state",
            said.state(),
            "message",
            said.message(),
            "alertsAffected",
            affected.getAsLong()));
  }

  /** Checks the alert as saving it would. Nothing is evaluated yet, and the answer says so. */
  private Response test(Call call, Members in) {
    Map<?, ?> dashboard = in.object("dashboard");
    long panel = in.number("panelId", 0);
    if (in.misshapen() || dashboard == null) return Errors.badData();
    if (!(dashboard.get("id") instanceof Long)) {
      return Errors.plain(
          400, "The dashboard needs to be saved at least once before you can test an alert rule");
    }
    return switch (PanelAlerts.of(dashboard, library.sources(call.org()))) {
      case Checked.Refused<List<PanelAlert>> refused ->
          Errors.plain(422, PanelAlerts.REFUSAL + refused.reason());
      case Checked.Accepted<List<PanelAlert>>(List<PanelAlert> alerts) -> {
        if (alerts.stream().noneMatch(alert -> alert.panelId() == panel)) {
          yield Errors.plain(422, PanelAlerts.REFUSAL + "Panel " + panel + " has no alert");
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("firing", false);
        answer.put("state", "unknown");
        answer.put("conditionEvals", "");
        answer.put("timeMs", "0.000ms");
        answer.put("error", "The alert is valid, but rules are not evaluated here yet");
        yield Response.json(200, answer);
      }
    };
  }

  private interface Pausing {
    Response apply(Call call, boolean paused);
  }

  /** A missing body unpauses, as in the original; one that is no JSON is refused. */
  private static Response pausing(Call call, Pausing then) {
    if (call.request().body().length == 0) return then.apply(call, false);
    return withMembers(
        call,
        (c, in) -> {
          boolean paused = in.flag("paused");
          return in.misshapen() ? Errors.badData() : then.apply(c, paused);
        });
  }

  private List<LegacyAlert> all(Call call, Map<String, Dashboard> dashboards) {
    return rules.all(call.org()).stream()
        .map(
            entry ->
                LegacyAlert.of(
                    entry.rule(),
                    entry.interval(),
                    call.orgNumber(),
                    dashboards.get(LegacyAlert.dashboardUid(entry.rule())),
                    Map.of()))
        .toList();
  }

  private Map<String, Dashboard> byUid(Call call) {
    Map<String, Dashboard> byUid = new HashMap<>();
    library.all(call.org()).forEach(dashboard -> byUid.put(dashboard.uid(), dashboard));
    return byUid;
  }

  private static boolean canEdit(Call call) {
    return call.caller().role().covers(Role.EDITOR);
  }

  private static String text(Request request, String name) {
    String text = request.parameter(name);
    return text == null ? "" : text;
  }

  /** Those that are numbers; the others are ignored. */
  private static Set<Long> numbers(Request request, String name) {
    return request.parameters(name).stream()
        .map(Paths::number)
        .flatMap(number -> Optional.ofNullable(number).stream())
        .collect(Collectors.toSet());
  }
}
