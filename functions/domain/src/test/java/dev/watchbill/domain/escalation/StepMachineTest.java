package dev.watchbill.domain.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Run;
import dev.watchbill.domain.alert.AlertGroup.Run.Phase;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.escalation.EscalationSnapshot.Step;
import dev.watchbill.domain.escalation.StepMachine.Found;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.timer.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of a chain, each by itself and one after the other, without a table. */
class StepMachineTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final Found NOTHING = new Found.Nothing();

  private AlertGroup group =
      new AlertGroup(
          "I1",
          "O1",
          "C1",
          "R1",
          1,
          "key",
          START,
          START,
          null,
          false,
          AlertGroup.Lock.OF_KEY,
          new Content("T", List.of(), 1, "A1", false),
          Status.NEW.escalating(Run.NONE.anew()),
          Ledger.Head.EMPTY,
          1);

  private final List<String> told = new ArrayList<>();
  private Instant now = START;

  private static Escalation begun(EscalationStep... steps) {
    List<Step> named =
        IntStream.range(0, steps.length).mapToObj(i -> new Step("S" + i, steps[i])).toList();
    return Escalation.begun("O1", "I1", 1, new EscalationSnapshot("F1", named, Map.of()), START);
  }

  private static User user(String id) {
    return new User(id, "O1", 1, id, id + "@example.com", id, Role.EDITOR, null, "", START, 1);
  }

  private static Found people(List<User> all, Escalation state, Map<String, Paging> pagings) {
    List<User> slice = StepMachine.slice(all, state.reached());
    return new Found.People(slice, StepMachine.more(all, slice), null, pagings);
  }

  /** Runs one step and waits for the timer that it sets. */
  private Escalation run(Escalation state, Found found) {
    Change change = StepMachine.run(group, state, state, found, now);
    change.decisions().forEach(each -> told.add(each.decision().kind()));
    group = change.after(group);
    Escalation after = change.after(state);
    List<Timer> timers = change.setTimers();
    timers.stream()
        .filter(timer -> timer.kind().slug().equals("escalation"))
        .forEach(timer -> now = timer.due());
    return after;
  }

  /** However many people, and wherever it stops and is run again: each is told once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 19, 20, 21, 40, 41, 1_000})
  void manyPeopleAreToldInSlicesEachOnce(int count) {
    List<User> all =
        IntStream.range(0, count).mapToObj(i -> user(String.format("U%05d", i))).toList();
    Random random = new Random(count);
    Escalation state = begun(new EscalationStep.NotifyUsers(List.of(), true));
    Map<String, Integer> notified = new HashMap<>();
    for (int turn = 0; state.next() == 0; turn++) {
      assertThat(turn).isLessThan(20 + 2 * count);
      Found found = people(all, state, Map.of());
      Change change = StepMachine.run(group, state, state, found, now);
      if (random.nextInt(3) == 0) continue; // it was not committed, and runs again
      assertThat(change.rows().size() + change.setTimers().size())
          .as("fits a transaction")
          .isLessThan(90);
      for (var row : change.rows()) {
        if (row.after() instanceof Paging paging) {
          notified.merge(paging.userId(), 1, Integer::sum);
          assertThat(paging.important()).isTrue();
        }
      }
      group = change.after(group);
      state = change.after(state);
    }
    assertThat(notified).hasSize(count).allSatisfy((id, times) -> assertThat(times).isOne());
  }

  @Test
  void aChainBeginsAgainFiveTimesForEachStepThatSaysSo() {
    Escalation state = begun(new EscalationStep.Repeat(), new EscalationStep.Repeat());
    while (group.status().escalation().phase() == Phase.RUNNING) state = run(state, NOTHING);
    assertThat(told.stream().filter("repeated"::equals)).hasSize(10);
    assertThat(told).endsWith("not repeated", "not repeated", "escalation finished");
    assertThat(Duration.between(START, now)).isGreaterThan(Duration.ofSeconds(45));
  }

  @Test
  void aStepThatCannotWorkSaysWhyAndTheNextOneRuns() {
    List<EscalationStep> unusable =
        List.of(
            new EscalationStep.Untyped(),
            new EscalationStep.NotifyUserGroup(null, false),
            new EscalationStep.NotifyChannel(),
            new EscalationStep.DeclareIncident(null),
            new EscalationStep.BetweenTimes(null, null));
    for (EscalationStep each : unusable) {
      told.clear();
      now = START;
      Escalation after = run(begun(each, new EscalationStep.Wait(null)), NOTHING);
      assertThat(told).as(each.toString()).containsExactly("escalation failed");
      assertThat(after.next()).isEqualTo(1);
      assertThat(now).isEqualTo(START.plusSeconds(5));
    }
    told.clear();
    run(
        begun(new EscalationStep.NotifyTeam("T1", false), new EscalationStep.Wait(null)),
        new Found.People(List.of(), false, "The team is gone", Map.of()));
    run(
        begun(new EscalationStep.TriggerWebhook("WH1"), new EscalationStep.Wait(null)),
        new Found.Webhook(false));
    assertThat(told).containsExactly("escalation failed", "escalation failed");
  }

  @Test
  void aWaitWaitsToTheSecond() {
    run(
        begun(new EscalationStep.Wait(Duration.ofSeconds(61)), new EscalationStep.Resolve()),
        NOTHING);
    assertThat(now).isEqualTo(START.plusSeconds(61));
    now = START;
    run(begun(new EscalationStep.Wait(null), new EscalationStep.Resolve()), NOTHING);
    assertThat(now).as("not set").isEqualTo(START.plusSeconds(300));
  }

  @ParameterizedTest
  @CsvSource({
    "07:00, 09:00, 2026-03-02T08:00:00Z",
    "09:00, 17:00, 2026-03-02T09:00:00Z",
    "06:00, 08:00, 2026-03-03T06:00:00Z",
    "22:00, 06:00, 2026-03-02T22:00:00Z",
    "22:00, 09:00, 2026-03-02T08:00:00Z",
    "08:00, 08:00, 2026-03-02T08:00:00Z",
  })
  void aGateOpensAtItsTime(LocalTime from, LocalTime to, Instant opens) {
    assertThat(StepMachine.opens(from, to, START)).isEqualTo(opens);
  }

  @Test
  void aGateOfRatePausesUntilEnoughAlertsCameAndSaysSoOnce() {
    Escalation state = begun(new EscalationStep.AboveRate(2, 10), new EscalationStep.Wait(null));
    Escalation paused = run(state, new Found.Alerts(1));
    assertThat(group.status().escalation().phase()).isEqualTo(Phase.PAUSED);
    assertThat(paused.next()).isZero();
    Escalation again = run(paused, new Found.Alerts(2));
    assertThat(told).containsExactly("paused");
    Escalation passed = run(again, new Found.Alerts(3));
    assertThat(told).containsExactly("paused", "gate passed");
    assertThat(passed.next()).isEqualTo(1);
  }

  @Test
  void oneAfterTheOtherTakesTurnsByName() {
    List<User> all = List.of(user("cid"), user("ann"), user("bob"));
    assertThat(StepMachine.turn(all, null)).map(User::id).contains("ann");
    assertThat(StepMachine.turn(all, "ann")).map(User::id).contains("bob");
    assertThat(StepMachine.turn(all, "cid")).map(User::id).contains("ann");
    assertThat(StepMachine.turn(all, "gone")).map(User::id).contains("ann");
    assertThat(StepMachine.turn(List.of(), null)).isEmpty();
  }

  @Test
  void aStepThatResolvesEndsTheEscalation() {
    run(begun(new EscalationStep.Resolve()), NOTHING);
    assertThat(group.state()).isEqualTo(AlertGroup.State.RESOLVED);
    assertThat(group.status().escalation().phase()).isNotEqualTo(Phase.RUNNING);
  }
}
