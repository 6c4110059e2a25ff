package dev.watchbill.domain.policy;

import dev.watchbill.domain.GoText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tree of policies made ready to route alerts: inheritance is worked out and the conditions are
 * compiled, once. Immutable.
 *
 * <p>A policy that matches gives the alert to the first of its children that matches, and to the
 * following ones too while a matching child {@code continues}; if none matches it handles the alert
 * itself (spec grafana-alerting §12.1). So an alert may be handled by several policies, but never
 * by both a policy and one below it.
 */
public final class PolicyTree {

  private final PolicyNode root;

  private PolicyTree(PolicyNode root) {
    this.root = root;
  }

  public static PolicyTree of(NotificationPolicy root) {
    return of(root, List.of());
  }

  /**
   * @param generated what stands below the root before the policies of the user, whose paths stay
   *     what they are without it
   */
  static PolicyTree of(NotificationPolicy root, List<NotificationPolicy> generated) {
    List<Matcher> matchers = root.allMatchers();
    RoutedPolicy routed = inherit(root, null, List.of(), false, Matcher.print(matchers));
    List<PolicyNode> children = new ArrayList<>(children(generated, routed, true));
    children.addAll(children(root.policies(), routed, false));
    return new PolicyTree(new PolicyNode(routed, matchers, children));
  }

  private static List<PolicyNode> children(
      List<NotificationPolicy> policies, RoutedPolicy parent, boolean generated) {
    List<PolicyNode> children = new ArrayList<>(policies.size());
    for (NotificationPolicy policy : policies) {
      List<Integer> path = new ArrayList<>(parent.path());
      path.add(children.size());
      List<Matcher> matchers = policy.allMatchers();
      RoutedPolicy routed =
          inherit(policy, parent, List.copyOf(path), generated, Matcher.print(matchers));
      children.add(
          new PolicyNode(routed, matchers, children(policy.policies(), routed, generated)));
    }
    return children;
  }

  private static RoutedPolicy inherit(
      NotificationPolicy policy,
      @Nullable RoutedPolicy parent,
      List<Integer> path,
      boolean generated,
      String key) {
    return new RoutedPolicy(
        path,
        generated,
        parent == null || !policy.receiver().isEmpty() ? policy.receiver() : parent.receiver(),
        parent == null || !policy.groupBy().isEmpty()
            ? inOrder(policy.groupBy())
            : parent.groupBy(),
        or(policy.groupWait(), parent == null ? RoutedPolicy.GROUP_WAIT : parent.groupWait()),
        or(
            policy.groupInterval(),
            parent == null ? RoutedPolicy.GROUP_INTERVAL : parent.groupInterval()),
        or(
            policy.repeatInterval(),
            parent == null ? RoutedPolicy.REPEAT_INTERVAL : parent.repeatInterval()),
        policy.muteTimings(),
        policy.activeTimings(),
        policy.continues(),
        parent == null ? key : parent.routeKey() + "/" + key);
  }

  private static <T> T or(@Nullable T own, T inherited) {
    return own == null ? inherited : own;
  }

  private static SortedSet<String> inOrder(Collection<String> names) {
    SortedSet<String> sorted = new TreeSet<>(GoText.ORDER);
    sorted.addAll(names);
    return Collections.unmodifiableSortedSet(sorted);
  }

  /** The policies that handle an alert with these labels, in order; at least one. */
  public List<RoutedPolicy> route(Map<String, String> labels) {
    List<RoutedPolicy> handling = new ArrayList<>(2);
    root.route(labels, handling);
    return handling;
  }

  /**
   * Every policy that routing looks at, in the order of the original's walk, with the matcher that
   * decided against it.
   */
  public List<PolicyLook> explain(Map<String, String> labels) {
    List<PolicyLook> looks = new ArrayList<>();
    root.explain(labels, looks);
    return looks;
  }

  /** All policies, each before those below it. */
  public List<RoutedPolicy> policies() {
    List<RoutedPolicy> all = new ArrayList<>();
    root.list(all);
    return all;
  }
}
