package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the alerts in the panels of a dashboard (spec grafana-alerting §16.7). */
public final class PanelAlerts {

  /** Alerts of one dashboard: saving it writes all their rules at once. */
  public static final int MOST = 100;

  /** Before every reason, in answers. */
  public static final String REFUSAL = "alert validation error: ";

  private static final int DEPTH = 10;

  private final QuerySources sources;
  private final Flaws flaws = new Flaws();
  private final List<PanelAlert> found = new ArrayList<>();
  private final Set<Long> panels = new HashSet<>();

  private PanelAlerts(QuerySources sources) {
    this.sources = sources;
  }

  /**
   * The alerts of a dashboard in the order of its panels, or all that is wrong with them. Panels
   * are in {@code rows} (until 2017) or, if there are none, directly in the dashboard; those of a
   * collapsed row are inside the row.
   */
  public static Checked<List<PanelAlert>> of(Map<?, ?> dashboard, QuerySources sources) {
    PanelAlerts alerts = new PanelAlerts(sources);
    List<?> rows = Plain.list(dashboard, "rows");
    if (rows.isEmpty()) {
      alerts.panels(dashboard, 0);
    } else {
      rows.forEach(row -> alerts.panels(Plain.of(row), 0));
    }
    if (alerts.found.size() > MOST) {
      alerts.flaws.add(Kind.LIMIT, "", "a dashboard has at most " + MOST + " alerts");
    }
    return alerts.flaws.orElse(List.copyOf(alerts.found));
  }

  private void panels(Map<?, ?> holder, int depth) {
    if (depth > DEPTH) {
      flaws.add(Kind.LIMIT, "", "rows are nested at most " + DEPTH + " deep");
      return;
    }
    for (Object item : Plain.list(holder, "panels")) {
      Map<?, ?> panel = Plain.of(item);
      if (Boolean.TRUE.equals(panel.get("collapsed"))) {
        panels(panel, depth + 1);
      } else if (panel.get("alert") instanceof Map<?, ?> alert) {
        if (!Boolean.FALSE.equals(alert.get("enabled"))) alert(panel);
      }
    }
  }

  private void alert(Map<?, ?> panel) {
    Long id = Plain.whole(panel, "id");
    if (id == null) {
      flaws.add(Kind.SHAPE, "", "A numeric panel id property is missing");
      return;
    }
    Flaws own = new Flaws();
    if (id <= 0) {
      String name = Plain.text(Plain.object(panel, "alert"), "name");
      own.add(Kind.RULE, "", "Panel id is not correct, alertName=" + name + ", panelId=" + id);
    } else if (!panels.add(id)) {
      own.add(Kind.RULE, "", "Panel id is used twice");
    }
    PanelAlertReader reader = new PanelAlertReader(panel, id, sources, own);
    PanelAlert alert = reader.read();
    own.list().forEach(flaw -> flaws.add(flaw.kind(), "", flaw.text() + " PanelId: " + id));
    if (own.none() && found.size() <= MOST) found.add(alert);
  }
}
