package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.AlertGroup.Silence;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Many groups at once, straight into the table: rows and counters as the store writes them. */
public final class Bulk {

  public static final List<String> INTEGRATIONS = List.of("C1", "C2", "C3", "C4", "C5");
  static final List<Label> LABELS =
      List.of(new Label("team", "a"), new Label("team", "b"), new Label("host", "db"));
  public static final Instant FIRST = Instant.parse("2099-10-20T00:00:00Z");

  private Bulk() {}

  /** So many groups over three months, the same ones for the same number. */
  public static List<AlertGroup> groups(String org, int count) {
    var random = new Random(count);
    List<AlertGroup> groups = new ArrayList<>();
    long step = Duration.ofDays(80).toSeconds() / count;
    for (int i = 0; i < count; i++) {
      Instant at = FIRST.plusSeconds(step * i + random.nextLong(Math.max(1, step)));
      String integration = INTEGRATIONS.get(random.nextInt(INTEGRATIONS.size()));
      List<Label> labels = new ArrayList<>(LABELS);
      labels.removeIf(label -> random.nextBoolean());
      groups.add(
          new AlertGroup(
              "I" + i,
              org,
              integration,
              "R" + random.nextInt(3) + "-" + integration,
              i,
              "",
              at,
              at,
              null,
              false,
              AlertGroup.Lock.NONE,
              new Content("title " + i, labels, 1, "A1", false),
              status(random.nextInt(8), at),
              Ledger.Head.EMPTY,
              0));
    }
    return groups;
  }

  private static Status status(int choice, Instant at) {
    Mark mark = new Mark(at.plusSeconds(60), Actor.user("U1"));
    Silence silence = new Silence(at, null, Actor.user("U1"));
    Status open = Status.NEW;
    return switch (choice) {
      case 0, 1, 2 -> open;
      case 3 -> new Status(true, mark, null, null, null, null, null, at, AlertGroup.Run.NONE);
      case 4 -> new Status(true, null, null, silence, null, null, null, at, AlertGroup.Run.NONE);
      default -> new Status(false, null, mark, null, null, null, null, at, AlertGroup.Run.NONE);
    };
  }

  public static void write(Table table, List<AlertGroup> groups) {
    List<Write> writes = new ArrayList<>();
    Map<Key, Map<String, Long>> counts = new HashMap<>();
    for (AlertGroup group : groups) {
      writes.add(Write.put(GroupRow.item(group, Ledger.Head.EMPTY)));
      Key counter =
          Keys.groupCounter(
              group.state(), group.org(), group.integrationId(), group.createdAt(), group.id());
      Map<String, Long> count = counts.computeIfAbsent(counter, key -> new HashMap<>());
      count.merge(GroupCounts.COUNT, 1L, Long::sum);
      count.merge(GroupCounts.day(group.createdAt()), 1L, Long::sum);
    }
    counts.forEach(
        (key, count) -> {
          Item.Builder row = Item.at(key, "counter");
          count.forEach(row::set);
          writes.add(Write.put(row.build()));
        });
    table.writeAll(writes);
  }
}
