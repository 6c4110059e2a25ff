package dev.watchbill.domain.contact;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.policy.MuteTiming;
import dev.watchbill.domain.policy.NotificationPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All notification objects of an organisation. They refer to each other by name, so they change
 * together, as one version (spec grafana-alerting §1.7): a policy can never name a contact point
 * that a request at the same moment took away.
 *
 * @param policies the root of the tree
 * @param policiesProvenance that of the tree, which has one for all of it
 * @param contactPoints by name; those of one name in the order in which they came to it, which is
 *     that of the list they are made from
 * @param timings by name, like the templates
 * @param version 0 when nothing was stored yet
 */
public record NotificationConfig(
    String org,
    NotificationPolicy policies,
    Provenance policiesProvenance,
    List<ContactPoint> contactPoints,
    List<MuteTiming> timings,
    List<MessageTemplate> templates,
    long version) {
  public NotificationConfig {
    // Never by uid: that is random, and would put a new integration before those that are there.
    contactPoints = sorted(contactPoints, Comparator.comparing(ContactPoint::name));
    timings = sorted(timings, Comparator.comparing(MuteTiming::name));
    templates = sorted(templates, Comparator.comparing(MessageTemplate::name));
  }

  /** What a new organisation has (§3.6, §4.4). */
  public static NotificationConfig initial(String org) {
    return new NotificationConfig(
        org,
        NotificationPolicy.DEFAULT,
        Provenance.NONE,
        List.of(defaultContactPoint(org)),
        List.of(),
        List.of(),
        0);
  }

  /** Its uid is made from the organisation's id: it is shown before anything is stored. */
  private static ContactPoint defaultContactPoint(String org) {
    return ContactPoint.initial().withUid(LetterCase.lower(org));
  }

  // Policies

  public NotificationConfig withPolicies(NotificationPolicy tree, Provenance provenance) {
    return new NotificationConfig(
        org, tree, provenance, contactPoints, timings, templates, version);
  }

  /** The default tree, and the default contact point again if it was deleted (§4.1). */
  public NotificationConfig reset() {
    NotificationConfig reset = withPolicies(NotificationPolicy.DEFAULT, Provenance.NONE);
    return receivers().contains(ContactPoint.DEFAULT_NAME)
        ? reset
        : reset.with(defaultContactPoint(org));
  }

  // Contact points

  /** Names of all contact points. */
  public Set<String> receivers() {
    Set<String> names = new TreeSet<>();
    contactPoints.forEach(point -> names.add(point.name()));
    return names;
  }

  public Optional<ContactPoint> contactPoint(String uid) {
    return contactPoints.stream().filter(point -> point.uid().equals(uid)).findFirst();
  }

  /** Whether it is the last integration of its contact point. */
  public boolean isLast(ContactPoint point) {
    return contactPoints.stream().filter(each -> each.name().equals(point.name())).count() == 1;
  }

  public NotificationConfig with(ContactPoint added) {
    return withContactPoints(policies, plus(contactPoints, added));
  }

  /**
   * With another integration under the same uid. If it was the last one of its contact point and
   * has another name now, policies follow it; one of several is split off and they stay (§3.5). It
   * keeps its place among those of its name, and comes last among those of another.
   */
  public NotificationConfig with(ContactPoint old, ContactPoint changed) {
    boolean renamed = !old.name().equals(changed.name()) && isLast(old);
    List<ContactPoint> points =
        old.name().equals(changed.name())
            ? contactPoints.stream()
                .map(point -> point.uid().equals(old.uid()) ? changed : point)
                .toList()
            : replaced(contactPoints, ContactPoint::uid, old.uid(), changed);
    return withContactPoints(
        renamed ? policies.withReceiverRenamed(old.name(), changed.name()) : policies, points);
  }

  public NotificationConfig without(ContactPoint point) {
    return withContactPoints(
        policies, replaced(contactPoints, ContactPoint::uid, point.uid(), null));
  }

  private NotificationConfig withContactPoints(NotificationPolicy tree, List<ContactPoint> points) {
    return new NotificationConfig(
        org, tree, policiesProvenance, points, timings, templates, version);
  }

  // Mute timings

  /** Names of all mute timings. */
  public Set<String> timingNames() {
    Set<String> names = new TreeSet<>();
    timings.forEach(timing -> names.add(timing.name()));
    return names;
  }

  public Optional<MuteTiming> timing(String name) {
    return timings.stream().filter(timing -> timing.name().equals(name)).findFirst();
  }

  public NotificationConfig with(MuteTiming added) {
    return withTimings(policies, plus(timings, added));
  }

  /** With another one in its place; policies follow a new name. */
  public NotificationConfig with(MuteTiming old, MuteTiming changed) {
    return withTimings(
        old.name().equals(changed.name())
            ? policies
            : policies.withTimingRenamed(old.name(), changed.name()),
        replaced(timings, MuteTiming::name, old.name(), changed));
  }

  public NotificationConfig without(MuteTiming timing) {
    return withTimings(policies, replaced(timings, MuteTiming::name, timing.name(), null));
  }

  private NotificationConfig withTimings(NotificationPolicy tree, List<MuteTiming> changed) {
    return new NotificationConfig(
        org, tree, policiesProvenance, contactPoints, changed, templates, version);
  }

  // Templates

  public Optional<MessageTemplate> template(String name) {
    return templates.stream().filter(template -> template.name().equals(name)).findFirst();
  }

  /** With this file in place of any that has its name. */
  public NotificationConfig with(MessageTemplate file) {
    return withTemplates(plus(replaced(templates, MessageTemplate::name, file.name(), null), file));
  }

  public NotificationConfig without(MessageTemplate file) {
    return withTemplates(replaced(templates, MessageTemplate::name, file.name(), null));
  }

  private NotificationConfig withTemplates(List<MessageTemplate> changed) {
    return new NotificationConfig(
        org, policies, policiesProvenance, contactPoints, timings, changed, version);
  }

  private static <T> List<T> plus(List<T> rows, T added) {
    List<T> more = new ArrayList<>(rows);
    more.add(added);
    return more;
  }

  private static <T> List<T> replaced(
      List<T> rows, Function<T, String> key, String wanted, @Nullable T by) {
    List<T> others = new ArrayList<>(rows);
    others.removeIf(row -> key.apply(row).equals(wanted));
    if (by != null) others.add(by);
    return others;
  }

  private static <T> List<T> sorted(List<T> rows, Comparator<T> order) {
    return rows.stream().sorted(order).toList();
  }
}
