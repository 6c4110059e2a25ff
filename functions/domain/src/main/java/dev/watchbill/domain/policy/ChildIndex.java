package dev.watchbill.domain.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the children of a policy that can match an alert, in their order.
 *
 * <p>The algorithm: a child is keyed if one of its conditions only holds for listed values of one
 * label, {@code team="a"} or {@code team=~"a|b"}. All keyed children of one label are found with
 * two look-ups, the alert's value of the label and the children listed for that value; the others
 * must always be asked. The few lists found, each in the order of the children, are merged, so that
 * the order in which children are tried, which decides who gets the alert, is that of the plain
 * walk. Five hundred siblings that differ in one label's value cost as much as one; a child with
 * only negative or open conditions costs what it did.
 */
final class ChildIndex {

  /** Where the children of one label are found by its value. */
  private record Key(String label, Map<String, int[]> byValue) {}

  private final Key[] keys;
  private final int[] always;

  private ChildIndex(Key[] keys, int[] always) {
    this.keys = keys;
    this.always = always;
  }

  static ChildIndex of(List<PolicyNode> children) {
    Map<String, Map<String, List<Integer>>> found = new LinkedHashMap<>();
    List<Integer> always = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      LabelTest key = children.get(i).key();
      Set<String> values = key == null ? null : key.onlyValues();
      if (key == null || values == null) {
        always.add(i);
        continue;
      }
      Map<String, List<Integer>> byValue =
          found.computeIfAbsent(key.matcher().label(), label -> new HashMap<>());
      for (String value : values) {
        byValue.computeIfAbsent(value, each -> new ArrayList<>()).add(i);
      }
    }
    List<Key> keys = new ArrayList<>();
    found.forEach(
        (label, byValue) -> {
          Map<String, int[]> arrays = new HashMap<>();
          byValue.forEach((value, places) -> arrays.put(value, array(places)));
          keys.add(new Key(label, arrays));
        });
    return new ChildIndex(keys.toArray(Key[]::new), array(always));
  }

  private static int[] array(List<Integer> places) {
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The places of the children that can match, in rising order. Not to be written to. */
  int[] candidates(Map<String, String> labels) {
    int[] found = always;
    for (Key key : keys) {
      String value = labels.get(key.label());
      int @Nullable [] hit = value == null ? null : key.byValue().get(value);
      if (hit != null) {
        found = found.length == 0 ? hit : merged(found, hit);
      }
    }
    return found;
  }

  /** Each child stands in one list only, so no place comes twice. */
  private static int[] merged(int[] a, int[] b) {
    int[] all = new int[a.length + b.length];
    int fromA = 0;
    int fromB = 0;
    for (int i = 0; i < all.length; i++) {
      boolean takeA = fromB == b.length || (fromA < a.length && a[fromA] < b[fromB]);
      all[i] = takeA ? a[fromA++] : b[fromB++];
    }
    return all;
  }
}
