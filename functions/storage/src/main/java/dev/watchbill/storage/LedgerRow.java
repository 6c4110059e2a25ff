package dev.watchbill.storage;

import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * The decisions of one commit share a row: they have one instant, and a row of its own for each would cost two write units each.
 * The hash before the first one is kept; within the row every entry follows the one before it, which its own hash covers.
 */
/** Entries of the ledger of a group or a schedule. */
final class LedgerRow {

  private static final String AT = "at";
  private static final String PREVIOUS = "prev";
  private static final String ENTRIES = "e";

  private LedgerRow() {}

  /** At least one entry, all of one instant and one after the other. */
  static Item item(String org, String groupId, List<Ledger.Entry> entries) {
    return item(Keys.log(org, groupId, entries.getFirst().number()), entries);
  }

  /** The same under a key of another subject; it must end in {@link Keys#logPlace}. */
  static Item item(Key key, List<Ledger.Entry> entries) {
    Ledger.Entry first = entries.getFirst();
    List<Map<String, Object>> written = new ArrayList<>();
    for (Ledger.Entry entry : entries) {
      Map<String, Object> map = new TreeMap<>();
      map.put("k", entry.decision().kind());
      map.put("a", entry.decision().actor().text());
      map.put("r", entry.decision().reason());
      if (!entry.decision().inputs().isEmpty()) map.put("i", entry.decision().inputs());
      map.put("h", entry.hash());
      written.add(map);
    }
    return Item.at(key, "log")
        .set(AT, first.at())
        .set(PREVIOUS, first.previousHash())
        .set(ENTRIES, written)
        .build();
  }

  static List<Ledger.Entry> read(Item item) {
    String place = item.key().sk();
    long number = Long.parseLong(place.substring(place.lastIndexOf('#') + 1));
    Instant at = item.requiredInstant(AT);
    String previous = item.requiredText(PREVIOUS);
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Object each : item.list(ENTRIES)) {
      Map<?, ?> map = (Map<?, ?>) each;
      var inputs = new TreeMap<String, String>();
      if (map.get("i") instanceof Map<?, ?> given) {
        given.forEach((name, value) -> inputs.put(String.valueOf(name), String.valueOf(value)));
      }
      var decision =
          new Decision(
              String.valueOf(map.get("k")),
              Actor.parse(String.valueOf(map.get("a"))).orElseThrow(),
              String.valueOf(map.get("r")),
              inputs);
      String hash = String.valueOf(map.get("h"));
      entries.add(new Ledger.Entry(number, at, decision, previous, hash));
      previous = hash;
      number++;
    }
    return entries;
  }
}
