package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamoAlertGroupsTest {

  private static final Actor ANN = Actor.user("U1");

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final WritableGroups groups = new WritableGroups(table);
  private final WritableGroups others = new WritableGroups(memory);
  private final DynamoAlerts alerts = new DynamoAlerts(memory, new TestClock());
  private final DynamoTimers timers = new DynamoTimers(memory);

  @AfterEach
  void everythingAddsUp() {
    Audit.of(memory, "O1").isSound();
  }

  private static Change opening(String id) {
    return Samples.opening("O1", id, "C1", Samples.KEY, Samples.NOW);
  }

  private AlertGroup open(String id) {
    return open(groups, id);
  }

  private AlertGroup open(WritableGroups groups, String id) {
    assertThat(groups.open(opening(id), Samples.alert("O1", id, 0), true))
        .isEqualTo(new Committed.Done());
    return stored(id);
  }

  private AlertGroup stored(String id) {
    return others.find("O1", id).orElseThrow();
  }

  private Optional<AlertGroup> newest() {
    return others.newest("O1", "C1", Samples.ROUTE, Samples.KEY);
  }

  private static Change change(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Change.class);
    return (Change) outcome;
  }

  private static Change some(@Nullable Change change) {
    return Optional.ofNullable(change).orElseThrow();
  }

  private Committed commit(Outcome outcome) {
    return groups.commit(change(outcome), null, Samples.NOW.plusSeconds(60));
  }

  private Committed resolve(WritableGroups groups, String id) {
    Change change = change(AlertGroupActions.resolve(stored(id), ANN, Samples.NOW));
    return groups.commit(change, null, Samples.NOW.plusSeconds(60));
  }

  private List<String> decisions(String id) {
    return others.story("O1", id).stream().map(entry -> entry.decision().kind()).toList();
  }

  @Test
  void anOpenedGroupIsFoundWithItsAlertItsStoryAndItsTimer() {
    Timer timer = Timer.at(TimerKind.AUTO_RESOLVE, Samples.NOW.plusSeconds(5), "O1", "I1");
    Alert first = Samples.alert("O1", "I1", 0);

    assertThat(groups.open(opening("I1").set(timer), first, true)).isEqualTo(new Committed.Done());

    AlertGroup group = groups.find("O1", "I1").orElseThrow();
    AlertGroup asked = WritableGroups.group(opening("I1"));
    assertThat(group)
        .usingRecursiveComparison()
        .ignoringFields("content.lastAlert", "ledger")
        .isEqualTo(asked);
    assertThat(group.content().alertsCount()).isEqualTo(1);
    assertThat(group.content().lastAlert()).isEqualTo(first.id());
    assertThat(group.state()).isEqualTo(State.FIRING);
    assertThat(newest()).contains(group);
    assertThat(alerts.find("O1", "I1", first.id())).contains(first);
    assertThat(timers.find(timer)).contains(timer);
    assertThat(decisions("I1")).containsExactly("opened", "routed");
  }

  @Test
  void anotherOrganisationFindsNothing() {
    AlertGroup group = open("I1");

    assertThat(groups.find("O2", "I1")).isEmpty();
    assertThat(groups.find("O1", "I1#")).isEmpty();
    assertThat(groups.find("O1", "")).isEmpty();
    assertThat(groups.newest("O2", "C1", Samples.ROUTE, Samples.KEY)).isEmpty();
    assertThat(groups.story("O2", "I1")).isEmpty();
    assertThat(alerts.ofGroup("O2", "I1", 10)).isEmpty();
    assertThat(alerts.find("O2", "I1", String.valueOf(group.content().lastAlert()))).isEmpty();
  }

  @Test
  void twoFirstAlertsOfOneKeyOpenOneGroup() {
    table.interpose(() -> open(others, "I1"));

    assertThat(groups.open(opening("I2"), Samples.alert("O1", "I2", 0), true))
        .isEqualTo(new Committed.Stale());

    assertThat(newest().orElseThrow().id()).isEqualTo("I1");
    assertThat(groups.find("O1", "I2")).isEmpty();
    assertThat(alerts.ofGroup("O1", "I2", 10)).isEmpty();
  }

  @Test
  void groupsNothingMayJoinDoNotMeet() {
    groups.open(opening("I1"), Samples.alert("O1", "I1", 0), false);
    groups.open(opening("I2"), Samples.alert("O1", "I2", 0), false);

    assertThat(groups.find("O1", "I1")).isPresent();
    assertThat(groups.find("O1", "I2")).isPresent();
    assertThat(newest()).isEmpty();
    assertThat(resolve(groups, "I1")).isEqualTo(new Committed.Done());
  }

  @Test
  void anotherRouteIntegrationOrKeyIsAnotherGroup() {
    open("I1");

    assertThat(groups.newest("O1", "C1", "R2", Samples.KEY)).isEmpty();
    assertThat(groups.newest("O1", "C2", Samples.ROUTE, Samples.KEY)).isEmpty();
    assertThat(groups.newest("O1", "C1", Samples.ROUTE, "other")).isEmpty();
  }

  @Test
  void furtherAlertsJoinWithoutANewVersion() {
    AlertGroup group = open("I1");
    Alert second = Samples.alert("O1", "I1", 1);
    Alert third = Samples.alert("O1", "I1", 2);

    assertThat(groups.append(group, second)).isEqualTo(new Committed.Done());
    assertThat(groups.append(group, third)).isEqualTo(new Committed.Done());

    AlertGroup now = stored("I1");
    assertThat(now.content().alertsCount()).isEqualTo(3);
    assertThat(now.content().lastAlert()).isEqualTo(third.id());
    assertThat(now.version()).isEqualTo(group.version());
    assertThat(alerts.ofGroup("O1", "I1", 2)).hasSize(2).last().isEqualTo(second);
    assertThat(alerts.newestOf(List.of(now))).containsEntry("I1", third);
  }

  @Test
  void anAlertAppendedTwiceCountsOnce() {
    AlertGroup group = open("I1");
    Alert second = Samples.alert("O1", "I1", 1);

    groups.append(group, second);

    assertThat(groups.append(group, second)).isEqualTo(new Committed.Done());
    assertThat(stored("I1").content().alertsCount()).isEqualTo(2);
  }

  @Test
  void anAlertDoesNotJoinAGroupResolvedMeanwhile() {
    AlertGroup group = open("I1");
    table.interpose(() -> resolve(others, "I1"));

    assertThat(groups.append(group, Samples.alert("O1", "I1", 1))).isEqualTo(new Committed.Stale());

    assertThat(stored("I1").content().alertsCount()).isEqualTo(1);
  }

  @Test
  void anAlertThatJoinsMeanwhileDoesNotHinderResolving() {
    AlertGroup group = open("I1");
    table.interpose(() -> others.append(group, Samples.alert("O1", "I1", 1)));

    assertThat(resolve(groups, "I1")).isEqualTo(new Committed.Done());

    assertThat(stored("I1").content().alertsCount()).isEqualTo(2);
    assertThat(stored("I1").state()).isEqualTo(State.RESOLVED);
  }

  @Test
  void aResolvedGroupTakesAnAlertThatKnowsIt() {
    open("I1");
    resolve(groups, "I1");

    assertThat(groups.append(stored("I1"), Samples.alert("O1", "I1", 1)))
        .isEqualTo(new Committed.Done());
  }

  @Test
  void afterResolvingTheKeyOpensAnotherGroupAndStillLeadsToTheNewest() {
    open("I1");
    resolve(groups, "I1");
    assertThat(newest().orElseThrow().state()).isEqualTo(State.RESOLVED);

    Change second = Samples.opening("O1", "I2", "C1", Samples.KEY, Samples.NOW, "I1");
    assertThat(groups.open(second, Samples.alert("O1", "I2", 9), true))
        .isEqualTo(new Committed.Done());

    assertThat(newest().orElseThrow().id()).isEqualTo("I2");
    assertThat(newest().orElseThrow().previous()).isEqualTo("I1");
  }

  private static Change onRoute(String id, String route, int seconds) {
    Change made =
        Samples.opening("O1", id, "C1", Samples.KEY, Samples.NOW.plusSeconds(seconds), null);
    AlertGroup group = WritableGroups.group(made);
    return made.replace(
        group,
        new AlertGroup(
            group.id(),
            group.org(),
            group.integrationId(),
            route,
            group.number(),
            group.distinction(),
            group.createdAt(),
            group.receivedAt(),
            group.previous(),
            group.maintenance(),
            group.lock(),
            group.content(),
            group.status(),
            group.ledger(),
            group.version()));
  }

  private void open(Change change) {
    String id = WritableGroups.group(change).id();
    assertThat(groups.open(change, Samples.alert("O1", id, 0), true))
        .isEqualTo(new Committed.Done());
  }

  private List<String> ofKey() {
    return others.ofKey("O1", "C1", Samples.KEY).stream().map(AlertGroup::id).toList();
  }

  @Test
  void aKeyKnowsItsNewestGroupOnEveryRoute() {
    assertThat(ofKey()).isEmpty();
    open(onRoute("I1", "R1", 0));
    open(onRoute("I2", "R2", 1));
    assertThat(ofKey()).containsExactly("I2", "I1");
    resolve(groups, "I1");
    open(onRoute("I3", "R1", 2));
    assertThat(ofKey()).containsExactly("I3", "I2");
    assertThat(others.ofKey("O1", "C2", Samples.KEY)).isEmpty();
    assertThat(others.ofKey("O2", "C1", Samples.KEY)).isEmpty();
  }

  @Test
  void wipedAndDeletedGroupsAreNotOfTheirKeyAnyMore() {
    open(onRoute("I1", "R1", 0));
    open(onRoute("I2", "R2", 1));
    commit(AlertGroupActions.wipe(stored("I2"), ANN, Samples.NOW));
    groups.delete(stored("I1"), Samples.NOW);
    assertThat(ofKey()).isEmpty();
  }

  @Test
  void theLoserOfAnOpeningHidesNobody() {
    open(onRoute("I1", "R1", 0));
    assertThat(groups.open(onRoute("I2", "R1", 1), Samples.alert("O1", "I2", 0), true))
        .isEqualTo(new Committed.Stale());
    assertThat(ofKey()).containsExactly("I1");
  }

  /** As an earlier release left it: the row that leads to the group in a partition of its own. */
  private void openedByAnEarlierRelease(String id) {
    open(id);
    Key now = Keys.open("O1", "C1", Samples.ROUTE, Samples.KEY);
    Item row = memory.get(now).orElseThrow();
    Item.Builder before =
        Item.at(Keys.openByRoute("O1", "C1", Samples.ROUTE, Samples.KEY), row.type());
    row.attributes().forEach((name, value) -> before.set(name, value));
    memory.put(before.build(), null);
    memory.delete(now, null);
    memory.update(Keys.group("O1", id), List.of(Edit.remove(GroupRow.BY_KEY)), null);
  }

  @Test
  void aGroupOfAnEarlierReleaseIsFoundAndClosed() {
    openedByAnEarlierRelease("I1");
    assertThat(newest().orElseThrow().id()).isEqualTo("I1");
    assertThat(groups.append(newest().orElseThrow(), Samples.alert("O1", "I1", 1)))
        .isEqualTo(new Committed.Done());
    assertThat(resolve(groups, "I1")).isEqualTo(new Committed.Done());
    assertThat(newest().orElseThrow().state()).isEqualTo(State.RESOLVED);

    Change second = Samples.opening("O1", "I2", "C1", Samples.KEY, Samples.NOW, "I1");
    assertThat(groups.open(second, Samples.alert("O1", "I2", 9), true))
        .isEqualTo(new Committed.Done());
    assertThat(newest().orElseThrow().id()).isEqualTo("I2");
    groups.delete(stored("I2"), Samples.NOW);
    assertThat(newest().orElseThrow().id()).isEqualTo("I1");
  }

  @Test
  void aGroupOfAnEarlierReleaseIsWipedAndDeleted() {
    openedByAnEarlierRelease("I1");
    assertThat(commit(AlertGroupActions.wipe(stored("I1"), ANN, Samples.NOW)))
        .isEqualTo(new Committed.Done());
    assertThat(newest()).isEmpty();
    openedByAnEarlierRelease("I2");
    assertThat(groups.delete(stored("I2"), Samples.NOW)).isEqualTo(new Committed.Done());
    assertThat(newest()).isEmpty();
    assertThat(memory.get(Keys.openByRoute("O1", "C1", Samples.ROUTE, Samples.KEY))).isEmpty();
  }

  @Test
  void unresolvingDoesNotTakeTheKeyBack() {
    open("I1");
    resolve(groups, "I1");
    open("I2");

    assertThat(commit(AlertGroupActions.unresolve(stored("I1"), ANN, Samples.NOW)))
        .isEqualTo(new Committed.Done());
    assertThat(resolve(groups, "I1")).isEqualTo(new Committed.Done());

    assertThat(newest().orElseThrow().id()).isEqualTo("I2");
    assertThat(newest().orElseThrow().status().open()).isTrue();
  }

  @Test
  void everyAttributeOfAStatusIsKept() {
    open("I1");
    Instant now = Samples.NOW.plusSeconds(7);
    Duration hour = Duration.ofHours(1);
    commit(AlertGroupActions.silence(stored("I1"), hour, ANN, now));
    AlertGroup silenced = stored("I1");
    assertThat(silenced.status().silence())
        .isEqualTo(new AlertGroup.Silence(now, now.plus(hour), ANN));
    assertThat(silenced.state()).isEqualTo(State.SILENCED);
    Timer expiry = Timer.at(TimerKind.SILENCE_EXPIRY, now.plus(hour), "O1", "I1");
    assertThat(timers.find(expiry)).isPresent();

    commit(AlertGroupActions.acknowledge(silenced, ANN, now.plusSeconds(1)));
    AlertGroup acknowledged = stored("I1");
    assertThat(acknowledged.status().silence()).isNull();
    assertThat(acknowledged.status().acknowledged())
        .isEqualTo(new AlertGroup.Mark(now.plusSeconds(1), ANN));
    assertThat(acknowledged.status().respondedAt()).isEqualTo(now);
    assertThat(timers.find(expiry)).isEmpty();

    commit(AlertGroupActions.unacknowledge(acknowledged, ANN, now.plusSeconds(2)));
    assertThat(stored("I1").status().restartedAt()).isEqualTo(now.plusSeconds(2));
    assertThat(decisions("I1"))
        .containsExactly(
            "opened", "routed", "silenced", "unsilenced", "acknowledged", "unacknowledged");
  }

  @Test
  void ofTwoChangesAtOnceOneWins() {
    AlertGroup read = open("I1");
    table.interpose(() -> resolve(others, "I1"));

    assertThat(commit(AlertGroupActions.acknowledge(read, ANN, Samples.NOW)))
        .isEqualTo(new Committed.Stale());
    assertThat(commit(AlertGroupActions.acknowledge(read, ANN, Samples.NOW)))
        .isEqualTo(new Committed.Stale());

    assertThat(stored("I1").status().acknowledged()).isNull();
    assertThat(decisions("I1")).containsExactly("opened", "routed", "resolved");
  }

  @Test
  void aTimerHasItsEffectOnce() {
    open("I1");
    commit(AlertGroupActions.silence(stored("I1"), Duration.ofSeconds(30), ANN, Samples.NOW));
    AlertGroup silenced = stored("I1");
    Instant end = Samples.NOW.plusSeconds(30);
    Timer expiry = Timer.at(TimerKind.SILENCE_EXPIRY, end, "O1", "I1");
    // It has failed once before, and still is the timer that the silence set.
    Timer due = timers.failed(expiry, "no answer").orElseThrow();
    Change ended = some(AlertGroupActions.silenceEnded(silenced, due, end));

    assertThat(groups.commit(ended.ran(due), null, end)).isEqualTo(new Committed.Done());
    assertThat(timers.find(due)).isEmpty();

    // Run again by a second message that had read the group before.
    assertThat(groups.commit(ended.ran(due), null, end)).isEqualTo(new Committed.Stale());
    // A change of the newest version, but of a timer that is gone.
    AlertGroup now = stored("I1");
    Change late = Change.at(end).replace(now, now).ran(due);
    assertThat(groups.commit(late, null, end)).isEqualTo(new Committed.Stale());
    assertThat(stored("I1")).isEqualTo(now);
  }

  @Test
  void anAlertThatResolvesIsStoredWithWhatItDoes() {
    open("I1");
    Alert ok = Samples.alert("O1", "I1", 1);
    Change change = some(AlertGroupActions.resolvedBySource(stored("I1"), Samples.NOW));

    assertThat(groups.commit(change, ok, Samples.NOW)).isEqualTo(new Committed.Done());

    AlertGroup resolved = stored("I1");
    assertThat(resolved.content().alertsCount()).isEqualTo(2);
    assertThat(resolved.content().lastAlert()).isEqualTo(ok.id());
    assertThat(alerts.find("O1", "I1", ok.id())).contains(ok);
    assertThat(resolved.status().open()).isFalse();
  }

  @Test
  void aWipedGroupIsNeverFoundByItsKeyAgain() {
    open("I1");
    resolve(groups, "I1");
    groups.open(
        Samples.opening("O1", "I2", "C1", Samples.KEY, Samples.NOW, "I1"),
        Samples.alert("O1", "I2", 3),
        true);

    assertThat(commit(AlertGroupActions.wipe(stored("I2"), ANN, Samples.NOW)))
        .isEqualTo(new Committed.Done());
    alerts.wipe("O1", "I2", "Wiped by ann");

    AlertGroup wiped = stored("I2");
    assertThat(wiped.distinction()).isEmpty();
    assertThat(wiped.content().title()).isNull();
    assertThat(wiped.state()).isEqualTo(State.RESOLVED);
    assertThat(newest().orElseThrow().id()).isEqualTo("I1");
    Alert alert = alerts.ofGroup("O1", "I2", 10).getFirst();
    assertThat(alert.payload()).isEqualTo("{}");
    assertThat(alert.title()).isEqualTo("Wiped by ann");
    assertThat(alert.link()).isNull();

    commit(AlertGroupActions.wipe(stored("I1"), ANN, Samples.NOW));
    assertThat(newest()).isEmpty();
  }

  @Test
  void wipingAnOlderGroupLeavesTheKeyToTheNewer() {
    open("I1");
    resolve(groups, "I1");
    groups.open(
        Samples.opening("O1", "I2", "C1", Samples.KEY, Samples.NOW, "I1"),
        Samples.alert("O1", "I2", 3),
        true);

    commit(AlertGroupActions.wipe(stored("I1"), ANN, Samples.NOW));
    assertThat(newest().orElseThrow().id()).isEqualTo("I2");

    // Then the newer one goes as well: what came before it is wiped and does not match.
    groups.delete(stored("I2"), Samples.NOW);
    groups.erase("O1", "I2");
    assertThat(newest()).isEmpty();
  }

  @Test
  void groupsAttachedToAnotherAreListedUnderIt() {
    open("I9");
    AlertGroup free = WritableGroups.group(opening("I1"));
    AlertGroup attached = Attached.to("I9", free);
    groups.open(opening("I1").replace(free, attached), Samples.alert("O1", "I1", 0), false);

    assertThat(groups.attachedTo("O1", "I9")).containsExactly("I1");
    assertThat(groups.attachedTo("O2", "I9")).isEmpty();

    groups.delete(stored("I1"), Samples.NOW);
    groups.erase("O1", "I1");
    assertThat(groups.attachedTo("O1", "I9")).isEmpty();
  }

  @Test
  void aDeletedGroupIsGoneAtOnceAndItsRemainsLater() {
    AlertGroup group = open("I1");
    groups.append(group, Samples.alert("O1", "I1", 1));
    new DynamoResolutionNotes(memory)
        .create(new DynamoResolutionNotesTest().row("O1", "M1", "note"));

    assertThat(groups.delete(group, Samples.NOW)).isEqualTo(new Committed.Done());

    assertThat(groups.find("O1", "I1")).isEmpty();
    assertThat(groups.story("O1", "I1")).isEmpty();
    assertThat(newest()).isEmpty();
    assertThat(groups.append(group, Samples.alert("O1", "I1", 2))).isEqualTo(new Committed.Stale());
    assertThat(commit(AlertGroupActions.acknowledge(group, ANN, Samples.NOW)))
        .isEqualTo(new Committed.Stale());
    assertThat(groups.delete(group, Samples.NOW)).isEqualTo(new Committed.Stale());
    Timer erase = Timer.at(TimerKind.ERASE, Samples.NOW, "O1", "I1");
    assertThat(timers.find(erase)).isPresent();

    groups.erase("O1", "I1");
    groups.erase("O1", "I1");
    timers.clear(erase);

    assertThat(memory.everything())
        .allSatisfy(item -> assertThat(item.type()).isIn("counter", "alert-day", "alert-pointer"))
        // The pointer of the alert that was refused.
        .filteredOn(item -> item.type().equals("alert-pointer"))
        .hasSize(1);
  }

  @Test
  void aLivingGroupIsNotErased() {
    open("I1");

    groups.erase("O1", "I1");

    assertThat(alerts.ofGroup("O1", "I1", 10)).hasSize(1);
  }

  @Test
  void aDeleteOfWhatChangedMeanwhileIsStale() {
    AlertGroup read = open("I1");
    table.interpose(() -> resolve(others, "I1"));

    assertThat(groups.delete(read, Samples.NOW)).isEqualTo(new Committed.Stale());
    assertThat(groups.find("O1", "I1")).isPresent();
  }

  @Test
  void aChangedStoryIsNoticed() {
    open("I1");
    resolve(groups, "I1");
    Item row = memory.get(Keys.log("O1", "I1", 3)).orElseThrow();
    memory.put(row.toBuilder().set("at", Samples.NOW.plusSeconds(1)).build(), null);

    assertThat(Ledger.verify(groups.story("O1", "I1"), stored("I1").ledger()))
        .containsExactly("entry 3 was changed");
    memory.put(row, null);
  }
}
