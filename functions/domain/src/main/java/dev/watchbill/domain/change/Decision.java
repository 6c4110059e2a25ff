package dev.watchbill.domain.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was decided, by whom, why, and from what. Also the decision <em>not</em> to do something.
 *
 * @param kind the field's word: {@code opened}, {@code acknowledged}, {@code silenced}, …
 * @param reason a sentence for the person who asks later
 * @param inputs what it was decided from; ids, instants and flags, never payload text
 */
public record Decision(String kind, Actor actor, String reason, SortedMap<String, String> inputs) {

  public Decision {
    inputs = new TreeMap<>(inputs);
  }

  public static Decision of(String kind, Actor actor, String reason) {
    return new Decision(kind, actor, reason, new TreeMap<>());
  }

  public Decision with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(inputs);
    more.put(name, value.toString());
    return new Decision(kind, actor, reason, new TreeMap<>(more));
  }
}
