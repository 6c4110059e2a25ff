package dev.watchbill.storage;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.EscalationSnapshot;
import dev.watchbill.domain.escalation.Paging;
import dev.watchbill.domain.escalation.StepPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Escalations and pagings as rows beside their alert group. */
final class EscalationRows {

  static final String POINTER = "step-pointer";

  private static final String TOLD = "told";
  private static final String HASH = "hash";

  private EscalationRows() {}

  static Item item(Escalation escalation, Ledger.Head head, long version) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (EscalationSnapshot.Step step : escalation.snapshot().steps()) {
      Map<String, Object> map = new TreeMap<>(StepShape.attributes(step.does()));
      map.put("id", step.id());
      steps.add(map);
    }
    Map<String, Object> pointers = new TreeMap<>(escalation.snapshot().pointers());
    return told(
            Item.at(Keys.escalation(escalation.org(), escalation.groupId()), "escalation")
                .version(version)
                .set("run", escalation.generation())
                .set("chain", escalation.snapshot().chainId())
                .set("steps", steps)
                .set("pointers", pointers.isEmpty() ? null : pointers)
                .set("next", escalation.next())
                .set(
                    "repeats",
                    escalation.repeats().isEmpty() ? null : new TreeMap<>(escalation.repeats()))
                .set("reached", escalation.reached())
                .set(
                    "paused",
                    escalation.paused().isEmpty()
                        ? null
                        : List.copyOf(new TreeSet<>(escalation.paused())))
                .set("due", escalation.due()),
            head)
        .build();
  }

  static Escalation escalation(String org, String groupId, Item item) {
    List<EscalationSnapshot.Step> steps = new ArrayList<>();
    for (Object each : item.list("steps")) {
      if (!(each instanceof Map<?, ?> map)) throw new IllegalStateException("a step is no map");
      Item.Builder step = Item.at(item.key(), "step");
      map.forEach((name, value) -> step.set(String.valueOf(name), value));
      Item read = step.build();
      steps.add(new EscalationSnapshot.Step(read.requiredText("id"), StepShape.step(read)));
    }
    Map<String, String> pointers = new TreeMap<>();
    item.map("pointers").forEach((step, user) -> pointers.put(step, String.valueOf(user)));
    return new Escalation(
        org,
        groupId,
        item.requiredNumber("run"),
        new EscalationSnapshot(item.requiredText("chain"), steps, pointers),
        Math.toIntExact(item.requiredNumber("next")),
        repeats(item),
        item.text("reached"),
        new TreeSet<>(item.texts("paused")),
        item.instant("due"),
        head(item),
        item.version());
  }

  private static Map<String, Integer> repeats(Item item) {
    Map<String, Integer> repeats = new TreeMap<>();
    item.map("repeats")
        .forEach((step, times) -> repeats.put(step, Integer.valueOf(String.valueOf(times))));
    return repeats;
  }

  static Item item(Paging paging, Ledger.Head head, long version) {
    return told(
            Item.at(Keys.paging(paging.org(), paging.groupId(), paging.userId()), "paging")
                .version(version)
                .set("run", paging.run())
                .set("important", paging.important() ? true : null)
                .set("direct", paging.direct() ? true : null)
                .set("step", paging.step())
                .set("began", paging.began())
                .set("last", paging.last())
                .set("due", paging.due()),
            head)
        .build();
  }

  static Paging paging(String org, String groupId, Item item) {
    return new Paging(
        org,
        groupId,
        item.key().sk().substring(Keys.PAGING_PREFIX.length()),
        item.requiredNumber("run"),
        item.flag("important"),
        item.flag("direct"),
        item.text("step"),
        item.requiredInstant("began"),
        item.text("last"),
        item.instant("due"),
        head(item),
        item.version());
  }

  /** Of two groups that move it at once the later word counts, so it stands on no condition. */
  static Item item(StepPointer pointer) {
    return Item.at(Keys.row(pointer.org(), POINTER, pointer.stepId()), POINTER)
        .set("user", pointer.userId())
        .build();
  }

  private static Item.Builder told(Item.Builder row, Ledger.Head head) {
    return row.set(TOLD, head.count() == 0 ? null : head.count())
        .set(HASH, head.hash().isEmpty() ? null : head.hash());
  }

  private static Ledger.Head head(Item item) {
    String hash = item.text(HASH);
    return new Ledger.Head(item.number(TOLD, 0), hash == null ? "" : hash);
  }
}
