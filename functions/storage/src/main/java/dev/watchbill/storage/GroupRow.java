package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.AlertGroup.Run;
import dev.watchbill.domain.alert.AlertGroup.Silence;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The row of an alert group. Every alert writes it, and a write costs by the kilobyte, so names are
 * short and nothing rendered lives here but the title.
 */
final class GroupRow {

  static final String INTEGRATION = "int";
  static final String ROUTE = "route";
  static final String DISTINCTION = "key";
  static final String CREATED = "at";
  static final String PREVIOUS = "prev";
  static final String ALERTS = "n";
  static final String LAST_ALERT = "last";
  static final String OPEN = "open";
  static final String ATTACHED_TO = "root";

  /** Where the escalation is; absent while there never was one. */
  static final String PHASE = "esc";

  /** Whether an {@code OPEN#} row was made for the group. */
  static final String LOCKED = "lock";

  /**
   * Whether that row lies in the partition of its key; absent in what an earlier release opened.
   */
  static final String BY_KEY = "byk";

  private static final String NUMBER = "no";
  private static final String RECEIVED = "rcv";
  private static final String MAINTENANCE = "mnt";
  private static final String TITLE = "title";
  private static final String LABELS = "labels";
  private static final String AUTO_RESOLVE_DISABLED = "noauto";
  private static final String ACKNOWLEDGED = "ack";
  private static final String RESOLVED = "res";
  private static final String SILENCE = "sil";
  private static final String WIPED = "wiped";
  private static final String RESTARTED = "again";
  private static final String RESPONDED = "resp";
  private static final String GENERATION = "run";
  private static final String LEDGER_COUNT = "ln";
  private static final String LEDGER_HASH = "lh";

  private GroupRow() {}

  /** The whole row of a group. */
  static Item item(AlertGroup group, Ledger.Head head) {
    return item(group, head, group.version());
  }

  private static Item item(AlertGroup group, Ledger.Head head, long version) {
    Item.Builder row =
        Item.at(Keys.group(group.org(), group.id()), "group")
            .set(INTEGRATION, group.integrationId())
            .set(ROUTE, group.routeId())
            .set(NUMBER, group.number())
            .set(CREATED, group.createdAt())
            .set(RECEIVED, group.receivedAt())
            .set(PREVIOUS, group.previous())
            .set(MAINTENANCE, group.maintenance() ? true : null)
            .set(ALERTS, group.content().alertsCount())
            .set(LAST_ALERT, group.content().lastAlert())
            .set(LOCKED, group.lock() == Lock.NONE ? null : true)
            .set(BY_KEY, group.lock() == Lock.OF_KEY ? true : null);
    return write(group, head, version, row).build();
  }

  /**
   * The edits that make the row show the group's next state. Its alerts are left alone: others may
   * be joining at this very moment, under the same version.
   */
  static List<Edit> edits(AlertGroup before, AlertGroup next, Ledger.Head head) {
    Item old = item(before, before.ledger());
    Item after = item(next, head, before.version() + 1);
    List<Edit> edits = new ArrayList<>();
    after
        .attributes()
        .forEach(
            (name, value) -> {
              if (!Values.same(value, old.attributes().get(name))) {
                edits.add(Edit.set(name, value));
              }
            });
    Set<String> gone = new HashSet<>(old.attributes().keySet());
    gone.removeAll(after.attributes().keySet());
    for (String name : gone) edits.add(Edit.remove(name));
    edits.removeIf(edit -> edit.name().equals(ALERTS) || edit.name().equals(LAST_ALERT));
    return edits;
  }

  private static Item.Builder write(
      AlertGroup group, Ledger.Head head, long version, Item.Builder row) {
    Content content = group.content();
    Status status = group.status();
    String distinction = group.distinction();
    return row.version(version)
        .set(DISTINCTION, distinction.isEmpty() ? null : distinction)
        .set(TITLE, content.title())
        .set(LABELS, content.labels().isEmpty() ? null : IntegrationShape.labels(content.labels()))
        .set(AUTO_RESOLVE_DISABLED, content.autoResolveDisabled() ? true : null)
        .set(OPEN, status.open())
        .set(ACKNOWLEDGED, mark(status.acknowledged()))
        .set(RESOLVED, mark(status.resolved()))
        .set(SILENCE, silence(status.silence()))
        .set(ATTACHED_TO, status.attachedTo())
        .set(WIPED, status.wipedAt())
        .set(RESTARTED, status.restartedAt())
        .set(RESPONDED, status.respondedAt())
        .set(PHASE, phase(status.escalation()))
        .set(
            GENERATION,
            status.escalation().generation() == 0 ? null : status.escalation().generation())
        .set(LEDGER_COUNT, head.count())
        .set(LEDGER_HASH, head.hash())
        .index1(
            Keys.stateList(group.org(), group.state(), Keys.month(group.createdAt())),
            Keys.statePlace(group.createdAt(), group.id(), group.integrationId()))
        .index2(
            Keys.integrationList(group.org(), group.state(), group.integrationId()),
            Keys.integrationPlace(group.createdAt(), group.id()));
  }

  static AlertGroup read(String org, Item row) {
    String id = row.key().pk().substring(Keys.groupPartition(org, "").length());
    @Nullable String distinction = row.text(DISTINCTION);
    return new AlertGroup(
        id,
        org,
        row.requiredText(INTEGRATION),
        row.requiredText(ROUTE),
        row.requiredNumber(NUMBER),
        distinction == null ? "" : distinction,
        row.requiredInstant(CREATED),
        row.requiredInstant(RECEIVED),
        row.text(PREVIOUS),
        row.flag(MAINTENANCE),
        lock(row),
        new Content(
            row.text(TITLE),
            IntegrationShape.labels(row.list(LABELS)),
            row.requiredNumber(ALERTS),
            row.text(LAST_ALERT),
            row.flag(AUTO_RESOLVE_DISABLED)),
        new Status(
            row.flag(OPEN),
            row.has(ACKNOWLEDGED) ? mark(row.map(ACKNOWLEDGED)) : null,
            row.has(RESOLVED) ? mark(row.map(RESOLVED)) : null,
            row.has(SILENCE) ? silence(row.map(SILENCE)) : null,
            row.text(ATTACHED_TO),
            row.instant(WIPED),
            row.instant(RESTARTED),
            row.instant(RESPONDED),
            run(row)),
        head(row),
        row.version());
  }

  /** As the row says it; null = there never was one. */
  static @Nullable String phase(Run run) {
    return switch (run.phase()) {
      case NONE -> null;
      case RUNNING -> "r";
      case PAUSED -> "p";
      case FINISHED -> "f";
    };
  }

  private static Run run(Item row) {
    String phase = row.text(PHASE);
    for (Run.Phase each : Run.Phase.values()) {
      Run run = new Run(row.number(GENERATION, 0), each);
      if (Objects.equals(phase, phase(run))) return run;
    }
    throw new IllegalStateException("a phase that this release does not know");
  }

  private static Lock lock(Item row) {
    if (!row.flag(LOCKED)) return Lock.NONE;
    return row.flag(BY_KEY) ? Lock.OF_KEY : Lock.OF_ROUTE;
  }

  static Ledger.Head head(Item row) {
    return new Ledger.Head(row.requiredNumber(LEDGER_COUNT), row.requiredText(LEDGER_HASH));
  }

  private static @Nullable Map<String, Object> mark(@Nullable Mark mark) {
    return mark == null ? null : Map.of("at", mark.at(), "by", mark.by().text());
  }

  private static Mark mark(Map<String, Object> map) {
    return new Mark(instant(map, "at"), by(map));
  }

  private static @Nullable Map<String, Object> silence(@Nullable Silence silence) {
    if (silence == null) return null;
    Map<String, Object> map = new TreeMap<>();
    map.put("at", silence.at());
    map.put("by", silence.by().text());
    if (silence.until() != null) map.put("until", silence.until());
    return map;
  }

  private static Silence silence(Map<String, Object> map) {
    return new Silence(
        instant(map, "at"), map.containsKey("until") ? instant(map, "until") : null, by(map));
  }

  private static Instant instant(Map<String, Object> map, String name) {
    return Instant.parse(String.valueOf(map.get(name)));
  }

  private static Actor by(Map<String, Object> map) {
    return Actor.parse(String.valueOf(map.get("by"))).orElseThrow();
  }
}
