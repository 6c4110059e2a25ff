package dev.watchbill.domain.alert;

import static dev.watchbill.domain.alert.Shelf.Signal.alerting;
import static dev.watchbill.domain.alert.Shelf.Signal.ok;
import static dev.watchbill.domain.alert.Shelf.Signal.over;
import static dev.watchbill.domain.alert.Shelf.Signal.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Spec oncall-behaviour §4.2 to §4.6 and its examples G1 to G12, without templates and storage. */
class GroupingTest {
  private final Shelf shelf = new Shelf(IntegrationType.FORMATTED_WEBHOOK);

  @Test
  void g1ToG4AlertsOfOneKeyJoinUntilItIsResolvedAndThenOpenAnotherGroup() {
    shelf.receive(alerting("k"));
    shelf.receive(alerting("k"));
    expect(1, State.FIRING, 2);
    shelf.receive(ok("k"));
    expect(1, State.RESOLVED, 3);
    assertThat(Objects.requireNonNull(shelf.group(1).status().resolved()).by())
        .isEqualTo(Actor.SOURCE);
    shelf.receive(ok("k"));
    expect(1, State.RESOLVED, 4);
    assertThat(shelf.told(1)).containsExactly("opened", "resolved");
    shelf.receive(alerting("k"));
    assertThat(shelf.groups).hasSize(2);
    expect(2, State.FIRING, 1);
    assertThat(shelf.group(2).previous()).isEqualTo("I1");
  }

  @Test
  void g5ALoneResolveSignalOpensAResolvedGroupThatIsNotOpenForGrouping() {
    shelf.receive(ok("z"));
    expect(1, State.RESOLVED, 1);
    assertThat(shelf.group(1).status().open()).isFalse();
    assertThat(shelf.told(1)).containsExactly("opened", "resolved");
  }

  @Test
  void g6AnAcknowledgedGroupSwallowsAlertsAndIsResolvedByItsSource() {
    shelf.receive(alerting("k"));
    shelf.act((Change) AlertGroupActions.acknowledge(shelf.group(1), Actor.user("U"), shelf.now));
    shelf.receive(alerting("k"));
    expect(1, State.ACKNOWLEDGED, 2);
    shelf.receive(ok("k"));
    expect(1, State.RESOLVED, 3);
    assertThat(shelf.group(1).status().acknowledged()).isNotNull();
  }

  @Test
  void g7ASilencedGroupStaysSilentAndIsUnsilencedWhenItsSourceResolvesIt() {
    shelf.receive(alerting("k"));
    shelf.act(
        (Change)
            AlertGroupActions.silence(
                shelf.group(1), Duration.ofHours(1), Actor.user("U"), shelf.now));
    shelf.receive(alerting("k"));
    expect(1, State.SILENCED, 2);
    Change resolving =
        Grouping.join(
            shelf.group(1), shelf.arrival(ok("k")), shelf.alert("I1"), shelf.now.plusSeconds(1));
    assertThat(resolving.clearedTimers())
        .extracting(Timer::kind)
        .containsExactly(TimerKind.SILENCE_EXPIRY);
    shelf.receive(ok("k"));
    expect(1, State.RESOLVED, 3);
    assertThat(shelf.told(1)).containsExactly("opened", "silenced", "unsilenced", "resolved");
  }

  @Test
  void g8AnUnresolvedGroupTakesNothingAnyMore() {
    shelf.receive(alerting("k"));
    shelf.receive(ok("k"));
    shelf.act((Change) AlertGroupActions.unresolve(shelf.group(1), Actor.user("U"), shelf.now));
    shelf.receive(alerting("k"));
    assertThat(shelf.groups).hasSize(2);
    shelf.receive(ok("k"));
    expect(1, State.FIRING, 2);
    expect(2, State.RESOLVED, 2);
    shelf.receive(ok("k"));
    expect(1, State.FIRING, 2);
    expect(2, State.RESOLVED, 3);
  }

  @Test
  void theNewestResolvedGroupIsJoinedEvenIfAnUnresolvedOneIsNewer() {
    shelf.receive(ok("k"));
    shelf.receive(alerting("k"));
    shelf.receive(ok("k"));
    shelf.act((Change) AlertGroupActions.unresolve(shelf.group(2), Actor.user("U"), shelf.now));
    shelf.receive(ok("k"));
    expect(1, State.RESOLVED, 2);
    expect(2, State.FIRING, 2);
    assertThat(shelf.groups).hasSize(2);
  }

  @Test
  void g9APerAlertTypeSetsACheckAfterEveryAlertAndResolvesNothingAtOnce() {
    Shelf legacy = new Shelf(IntegrationType.LEGACY_ALERTMANAGER);
    legacy.receive(alerting("L"));
    legacy.receive(ok("L"));
    assertThat(legacy.group(1).state()).isEqualTo(State.FIRING);
    assertThat(legacy.timers)
        .extracting(Timer::kind, Timer::due)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(TimerKind.AUTO_RESOLVE, Shelf.START.plusSeconds(6)),
            org.assertj.core.groups.Tuple.tuple(
                TimerKind.AUTO_RESOLVE, Shelf.START.plusSeconds(7)));
  }

  @Test
  void aPerAlertGroupThatIsTooBigIsNotCheckedAnyMore() {
    Shelf legacy = new Shelf(IntegrationType.LEGACY_ALERTMANAGER);
    legacy.receive(alerting("L"));
    legacy.act(AlertGroupActions.autoResolveDisabled(legacy.group(1), 500, legacy.now));
    legacy.timers.clear();
    legacy.receive(ok("L"));
    assertThat(legacy.timers).isEmpty();
    assertThat(legacy.group(1).content().alertsCount()).isEqualTo(2);
  }

  @Test
  void g10WithoutAKeyEveryAlertIsItsOwnGroup() {
    shelf.receive(alerting(""));
    shelf.receive(alerting(""));
    assertThat(shelf.groups).hasSize(2);
  }

  @Test
  void g11OneKeyOnTwoRoutesIsTwoGroups() {
    shelf.receive(alerting("k").by("RA"));
    shelf.receive(alerting("k").by("RB"));
    assertThat(shelf.groups).extracting(AlertGroup::routeId).containsExactly("RA", "RB");
  }

  @Test
  void anEndByAnotherRouteEndsTheOpenGroupOfItsKey() {
    shelf.receive(alerting("k").by("RA"));
    shelf.receive(alerting("other").by("RA"));
    shelf.receive(ok("k").by("RB"));
    expect(1, State.RESOLVED, 2);
    expect(2, State.FIRING, 1);
    shelf.receive(ok("k").by("RB"));
    expect(1, State.RESOLVED, 3);
    assertThat(shelf.groups).hasSize(2);
    assertThat(shelf.told(1)).containsExactly("opened", "resolved");
  }

  @Test
  void anAcknowledgementByAnotherRouteFindsOnlyAnOpenGroup() {
    shelf.receive(alerting("k").by("RA"));
    shelf.receive(seen("k").by("RB"));
    expect(1, State.ACKNOWLEDGED, 2);
    shelf.receive(ok("k").by("RB"));
    shelf.receive(seen("k").by("RB"));
    expect(1, State.RESOLVED, 3);
    expect(2, State.ACKNOWLEDGED, 1);
  }

  @Test
  void anOpenGroupComesBeforeAResolvedOneAndTheOwnRouteBeforeOthers() {
    shelf.receive(ok("k").by("RB"));
    shelf.receive(alerting("k").by("RA"));
    shelf.receive(ok("k").by("RB"));
    expect(1, State.RESOLVED, 1);
    expect(2, State.RESOLVED, 2);
    shelf.receive(alerting("k").by("RA"));
    shelf.receive(alerting("k").by("RB"));
    shelf.receive(ok("k").by("RA"));
    expect(3, State.RESOLVED, 2);
    expect(4, State.FIRING, 1);
    shelf.receive(alerting("k").by("RA"));
    expect(5, State.FIRING, 1);
    // Two are open on other routes: the newest one is meant.
    shelf.receive(ok("k"));
    expect(4, State.FIRING, 1);
    expect(5, State.RESOLVED, 2);
  }

  @Test
  void whereTheSourceMayNotResolveAnEndByAnotherRouteIsAnAlertThere() {
    Shelf paging = new Shelf(IntegrationType.DIRECT_PAGING);
    paging.receive(alerting("k").by("RA"));
    paging.receive(ok("k").by("RB"));
    assertThat(paging.groups)
        .extracting(AlertGroup::state)
        .containsExactly(State.FIRING, State.FIRING);
  }

  @Test
  void anAnswerTellsByWhichRouteItCame() {
    shelf.receive(alerting("k").by("RA"));
    assertThat(join(ok("k").by("RB")).inputs()).containsEntry("came_by_route", "RB");
    assertThat(join(ok("k").by("RA")).inputs()).doesNotContainKey("came_by_route");
  }

  private Decision join(Shelf.Signal signal) {
    return joined(signal).decisions().getLast().decision();
  }

  private Change joined(Shelf.Signal signal) {
    return Grouping.join(shelf.group(1), shelf.arrival(signal), shelf.alert("I1"), shelf.now);
  }

  @Test
  void g12WhereTheSourceMayNotResolveASignalIsAnOrdinaryAlert() {
    Shelf paging = new Shelf(IntegrationType.DIRECT_PAGING);
    paging.receive(alerting("k"));
    paging.receive(ok("k"));
    assertThat(paging.groups).hasSize(1);
    assertThat(paging.group(1).state()).isEqualTo(State.FIRING);
    assertThat(paging.group(1).content().alertsCount()).isEqualTo(2);
  }

  @Test
  void anAcknowledgeSignalAcknowledgesOnce() {
    shelf.receive(alerting("k"));
    shelf.receive(seen("k"));
    shelf.receive(seen("k"));
    expect(1, State.ACKNOWLEDGED, 3);
    assertThat(shelf.told(1)).containsExactly("opened", "acknowledged");
    shelf.receive(seen("h2"));
    expect(2, State.ACKNOWLEDGED, 1);
  }

  @Test
  void oneAlertMayAcknowledgeAndResolveInThisOrder() {
    shelf.receive(over("k"));
    assertThat(shelf.told(1)).containsExactly("opened", "acknowledged", "resolved");
    shelf.receive(alerting("j"));
    shelf.receive(over("j"));
    assertThat(shelf.told(2)).containsExactly("opened", "acknowledged", "resolved");
  }

  @Test
  void anAcknowledgeSignalThatJoinsAResolvedGroupAcknowledgesIt() {
    shelf.receive(ok("k"));
    shelf.receive(over("k"));
    assertThat(shelf.groups).hasSize(1);
    assertThat(shelf.group(1).status().acknowledged()).isNotNull();
    expect(1, State.RESOLVED, 2);
  }

  @Test
  void aResolvedGroupIsJoinedUnderItsVersionButAnOpenOneIsNot() {
    shelf.receive(alerting("k"));
    assertThat(joined(alerting("k")).expectations())
        .containsExactly(new Expectation.AsOpen(shelf.group(1)));
    assertThat(joined(alerting("k")).rows()).as("the alert alone").hasSize(1);
    shelf.receive(ok("k"));
    assertThat(joined(ok("k")).expectations())
        .containsExactly(new Expectation.Unchanged(shelf.group(1)));
    assertThat(joined(ok("k")).decisions()).isEmpty();
  }

  @Test
  void aWipedGroupTakesNothing() {
    shelf.receive(alerting("k"));
    shelf.act(AlertGroupActions.wipe(shelf.group(1), Actor.user("U"), shelf.now));
    assertThat(Grouping.takes(shelf.group(1), shelf.arrival(ok("k")))).isFalse();
  }

  @Test
  void inMaintenanceANewGroupFollowsTheSpecialOne() {
    shelf.maintenance(Maintenance.Mode.MAINTENANCE, "ISPECIAL");
    shelf.receive(alerting("k"));
    assertThat(shelf.group(1).status().attachedTo()).isEqualTo("ISPECIAL");
    shelf.receive(ok("lone"));
    assertThat(shelf.group(2).status().attachedTo()).isEqualTo("ISPECIAL");
    expect(2, State.RESOLVED, 1);
    assertThat(Grouping.followsAnother(shelf.group(1), shelf.integration, shelf.now)).isFalse();
    shelf.maintenance(null, null);
    assertThat(Grouping.followsAnother(shelf.group(1), shelf.integration, shelf.now)).isTrue();
    shelf.receive(alerting("after"));
    assertThat(shelf.group(3).status().attachedTo()).isNull();
  }

  @Test
  void aMaintenancePastItsEndIsOverEvenIfItsJobIsLate() {
    shelf.maintenance(Maintenance.Mode.MAINTENANCE, "ISPECIAL");
    shelf.now = shelf.now.plusSeconds(3600);
    shelf.receive(alerting("k"));
    assertThat(shelf.group(1).status().attachedTo()).isNull();
  }

  @Test
  void theFirstRowTellsWhetherAndWhyNobodyIsPaged() {
    assertThat(opened().reason()).contains("no escalation chain");
    assertThat(opened().inputs())
        .containsEntry("route", "RDEFAULT")
        .containsEntry("default_route", "true")
        .containsEntry("escalation_chain", "none")
        .containsEntry("escalates", "false");
    shelf.integration =
        shelf.integration.withRoute(shelf.integration.defaultRoute().withChain("FCHAIN"));
    assertThat(opened().reason()).contains("its escalation begins");
    assertThat(opened().inputs()).containsEntry("escalation_chain", "FCHAIN");
    shelf.maintenance(Maintenance.Mode.DEBUG, null);
    assertThat(opened().reason()).contains("debug mode");
    assertThat(opened().inputs()).containsEntry("maintenance", "debug");
    shelf.maintenance(Maintenance.Mode.MAINTENANCE, "ISPECIAL");
    assertThat(opened().reason()).contains("in maintenance");
    assertThat(opened().inputs()).containsEntry("attached_to", "ISPECIAL");
  }

  private Decision opened() {
    return Grouping.open(shelf.arrival(alerting("k")), 1, shelf.alert("I"), null, shelf.now)
        .decisions()
        .getFirst()
        .decision();
  }

  private void expect(int number, State state, long alerts) {
    assertThat(shelf.group(number).state()).isEqualTo(state);
    assertThat(shelf.group(number).content().alertsCount()).isEqualTo(alerts);
  }
}
