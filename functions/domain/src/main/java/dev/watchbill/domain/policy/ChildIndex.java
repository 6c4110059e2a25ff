package dev.watchbill.domain.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the children of a policy that can match an alert, in their order.
 *
 * <p>The algorithm: a child is keyed if one of its conditions only holds for listed values of one
 * label, {@code team="a"} or {@code team=~"a|b"}. All keyed children of one label are found with
 * two look-ups, the alert's value of the label and the children listed for that value; the others
 * must always be asked. The few lists found, each in the order of the children, are merged while
 * walking, so that the order in which children are tried, which decides who gets the alert, is that
 * of the plain walk. Five hundred siblings that differ in one label's value cost as much as one; a
 * child with only negative or open conditions costs what it did.
 */
final class ChildIndex {

  private static final int[] NONE = {};

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

  /**
   * Shows the places of the children that can match, in rising order, until told to stop.
   *
   * @param more whether to go on after this child
   */
  void visit(Map<String, String> labels, IntPredicate more) {
    int[] first = always;
    List<int[]> lists = null;
    for (Key key : keys) {
      int[] hit = hit(key, labels);
      if (hit.length == 0) {
        continue;
      }
      if (first.length == 0) {
        first = hit;
      } else {
        if (lists == null) {
          lists = new ArrayList<>();
          lists.add(first);
        }
        lists.add(hit);
      }
    }
    if (lists != null) {
      merge(lists, more);
      return;
    }
    for (int place : first) {
      if (!more.test(place)) {
        return;
      }
    }
  }

  private static int[] hit(Key key, Map<String, String> labels) {
    String value = labels.get(key.label());
    int @Nullable [] places = value == null ? null : key.byValue().get(value);
    return places == null ? NONE : places;
  }

  /** Each child stands in one list only, so no place is shown twice. */
  private static void merge(List<int[]> lists, IntPredicate more) {
    int[] next = new int[lists.size()];
    while (true) {
      int least = Integer.MAX_VALUE;
      int from = -1;
      for (int i = 0; i < next.length; i++) {
        int[] list = lists.get(i);
        if (next[i] < list.length && list[next[i]] < least) {
          least = list[next[i]];
          from = i;
        }
      }
      if (from < 0 || !more.test(least)) {
        return;
      }
      next[from]++;
    }
  }
}
