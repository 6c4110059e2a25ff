package dev.watchbill.domain.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One policy of a {@link PolicyTree}, with what lies below it and how to find it. */
final class PolicyNode {

  private final RoutedPolicy policy;
  private final boolean continues;

  /** All conditions, in order. */
  private final LabelTest[] tests;

  /** Those that the parent's index has not answered already. */
  private final LabelTest[] others;

  private final @Nullable LabelTest key;
  private final PolicyNode[] children;
  private final ChildIndex index;

  PolicyNode(RoutedPolicy policy, List<Matcher> matchers, List<PolicyNode> children) {
    this.policy = policy;
    this.continues = policy.continues();
    this.tests = matchers.stream().map(Matcher::test).toArray(LabelTest[]::new);
    this.key = key(tests);
    List<LabelTest> unanswered = new ArrayList<>(List.of(tests));
    if (key != null) {
      unanswered.remove(key);
    }
    this.others = unanswered.toArray(LabelTest[]::new);
    this.children = children.toArray(PolicyNode[]::new);
    this.index = ChildIndex.of(children);
  }

  /** The first condition that only a few known values fulfil; an absent label is none of them. */
  private static @Nullable LabelTest key(LabelTest[] tests) {
    for (LabelTest test : tests) {
      Set<String> values = test.onlyValues();
      if (values != null && !values.contains("")) {
        return test;
      }
    }
    return null;
  }

  /** The condition by which the parent finds this policy, or null if it must always be asked. */
  @Nullable LabelTest key() {
    return key;
  }

  /** Adds the policies that handle the alert, this one having matched. */
  void route(Map<String, String> labels, List<RoutedPolicy> handling) {
    boolean below = false;
    if (children.length > 0) {
      for (int place : index.candidates(labels)) {
        PolicyNode child = children[place];
        if (child.othersHold(labels)) {
          below = true;
          child.route(labels, handling);
          if (!child.continues) {
            break;
          }
        }
      }
    }
    if (!below) {
      handling.add(policy);
    }
  }

  private boolean othersHold(Map<String, String> labels) {
    for (LabelTest test : others) {
      if (!test.holds(labels)) {
        return false;
      }
    }
    return true;
  }

  /** The same walk without the index. Says whether this policy matched. */
  boolean explain(Map<String, String> labels, List<PolicyLook> looks) {
    for (LabelTest test : tests) {
      if (!test.holds(labels)) {
        looks.add(new PolicyLook(policy, false, test.matcher(), false));
        return false;
      }
    }
    int place = looks.size();
    looks.add(new PolicyLook(policy, true, null, true));
    boolean below = false;
    for (PolicyNode child : children) {
      if (child.explain(labels, looks)) {
        below = true;
        if (!child.continues) {
          break;
        }
      }
    }
    if (below) {
      looks.set(place, new PolicyLook(policy, true, null, false));
    }
    return true;
  }

  void list(List<RoutedPolicy> all) {
    all.add(policy);
    for (PolicyNode child : children) {
      child.list(all);
    }
  }
}
