package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.escalation.ChainSteps;
import dev.watchbill.domain.escalation.EscalationStep;
import dev.watchbill.domain.escalation.PlacedStep;
import dev.watchbill.domain.integration.EscalationChain;
import dev.watchbill.domain.integration.Positions;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoEscalationStepsTest {

  private static final String ORG = "O1";
  private static final String CHAIN = "F1";

  private static final List<EscalationStep> ALL_TYPES =
      List.of(
          new EscalationStep.Untyped(),
          new EscalationStep.Wait(null),
          new EscalationStep.Wait(Duration.ofMinutes(5)),
          new EscalationStep.NotifyUsers(List.of("U2", "U1"), true),
          new EscalationStep.NotifyUsers(List.of(), false),
          new EscalationStep.NotifyNextUser(List.of("U1"), true),
          new EscalationStep.NotifyTeam("T1", false),
          new EscalationStep.NotifyTeam(null, true),
          new EscalationStep.NotifyOnCall("S1", true),
          new EscalationStep.NotifyNextOnCall("S1", false),
          new EscalationStep.NotifyUserGroup("G1", true),
          new EscalationStep.TriggerWebhook("WH1"),
          new EscalationStep.BetweenTimes(LocalTime.of(22, 0), LocalTime.of(6, 0, 1)),
          new EscalationStep.BetweenTimes(null, null),
          new EscalationStep.AboveRate(0, Integer.MAX_VALUE),
          new EscalationStep.AboveRate(null, null),
          new EscalationStep.DeclareIncident("set-from-label"),
          new EscalationStep.NotifyChannel(),
          new EscalationStep.Resolve(),
          new EscalationStep.Repeat());

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final DynamoEscalationSteps steps = new DynamoEscalationSteps(table);
  private final DynamoEscalationChains chains = new DynamoEscalationChains(table, Samples.SECRETS);
  private final EscalationChain chain = Samples.chain(ORG, CHAIN, "chain");

  @BeforeEach
  void aChain() {
    assertThat(chains.create(chain)).isEqualTo(new Saved.Done());
  }

  private static PlacedStep step(String id, EscalationStep does) {
    return new PlacedStep(id, ORG, CHAIN, 0, does, Samples.NOW, 1);
  }

  private static ChainSteps appended(ChainSteps to, String id, EscalationStep does) {
    return to.with(step(id, does), to.positions().append(id));
  }

  private Saved append(String id) {
    return steps.replace(appended(steps.of(ORG, CHAIN), id, new EscalationStep.Wait(null)));
  }

  private List<String> order() {
    return steps.of(ORG, CHAIN).steps().stream().map(step -> step.position() + step.id()).toList();
  }

  @Test
  void everyTypeIsReadAsItWasWritten() {
    List<Class<?>> types = ALL_TYPES.stream().<Class<?>>map(Object::getClass).toList();
    assertThat(types).containsAll(Arrays.asList(EscalationStep.class.getPermittedSubclasses()));

    for (int i = 0; i < ALL_TYPES.size(); i++) {
      ChainSteps next = appended(steps.of(ORG, CHAIN), "E" + i, ALL_TYPES.get(i));
      assertThat(steps.replace(next)).isEqualTo(new Saved.Done());
    }

    assertThat(steps.of(ORG, CHAIN).steps().stream().map(PlacedStep::step).toList())
        .isEqualTo(ALL_TYPES);
    assertThat(steps.find(ORG, "E3").map(PlacedStep::step)).contains(ALL_TYPES.get(3));
    assertThat(steps.find("O2", "E3")).isEmpty();
    assertThat(steps.of("O2", CHAIN).steps()).isEmpty();
  }

  @Test
  void twoStepsPlacedAtOnceNeverGetOnePosition() {
    append("E1");
    ChainSteps read = steps.of(ORG, CHAIN);
    // The first step of a chain too: there is no order yet that could be stale.
    table.interpose(() -> append("E2"));
    assertThat(steps.replace(appended(read, "E3", new EscalationStep.Resolve())))
        .isEqualTo(new Saved.Stale());
    assertThat(order()).containsExactly("0E1", "1E2");

    assertThat(steps.replace(appended(read, "E3", new EscalationStep.Resolve())))
        .isEqualTo(new Saved.Stale());
    append("E3");
    assertThat(order()).containsExactly("0E1", "1E2", "2E3");
  }

  @Test
  void twoFirstStepsAtOnceNeverGetOnePosition() {
    table.interpose(() -> append("E1"));
    assertThat(append("E2")).isEqualTo(new Saved.Stale());
    assertThat(order()).containsExactly("0E1");
  }

  @Test
  void aChainTakesItsStepsWithIt() {
    append("E1");
    append("E2");

    assertThat(chains.delete(chain)).isEqualTo(new Saved.Done());

    assertThat(steps.find(ORG, "E1")).isEmpty();
    assertThat(steps.all(ORG)).isEmpty();
    assertThat(append("E3")).isEqualTo(new Saved.Stale());
    assertThat(steps.all(ORG)).isEmpty();
  }

  @Test
  void aStepPlacedWhileItsChainGoesIsNeverLeftBehind() {
    table.interpose(() -> append("E1"));
    assertThat(chains.delete(chain)).isEqualTo(new Saved.Stale());
    assertThat(order()).containsExactly("0E1");

    table.interpose(() -> append("E2"));
    assertThat(chains.delete(chain)).isEqualTo(new Saved.Stale());
    assertThat(order()).containsExactly("0E1", "1E2");

    table.interpose(() -> chains.delete(chain));
    assertThat(append("E3")).isEqualTo(new Saved.Stale());
    assertThat(steps.all(ORG)).isEmpty();
  }

  @Test
  void aFullChainIsRenumberedAndRemovedInOneTransaction() {
    for (int i = 0; i < ChainSteps.LIMIT; i++) append("E" + i);
    ChainSteps full = steps.of(ORG, CHAIN);
    assertThat(full.isFull()).isTrue();
    String last = "E" + (ChainSteps.LIMIT - 1);
    PlacedStep moved = full.find(last).orElseThrow();

    assertThat(steps.replace(full.with(moved, full.positions().move(last, 0))))
        .isEqualTo(new Saved.Done());

    assertThat(order()).startsWith("0" + last, "1E0", "2E1").hasSize(ChainSteps.LIMIT);
    assertThat(chains.delete(chain)).isEqualTo(new Saved.Done());
    assertThat(steps.all(ORG)).isEmpty();
  }

  @Test
  void whateverIsDoneToAChainItIsStoredAsItWasDecided() {
    long seed = 20261201;
    Random random = new Random(seed);
    List<String> there = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ChainSteps now = steps.of(ORG, CHAIN);
      ChainSteps next;
      if (there.size() < 3 || (random.nextInt(3) == 0 && there.size() < 20)) {
        there.add("E" + i);
        next = appended(now, "E" + i, ALL_TYPES.get(random.nextInt(ALL_TYPES.size())));
      } else {
        String id = there.get(random.nextInt(there.size()));
        Positions at = now.positions();
        PlacedStep one = now.find(id).orElseThrow();
        next =
            switch (random.nextInt(3)) {
              case 0 -> now.with(one, at.move(id, random.nextInt(25)));
              case 1 -> now.with(one, at.swap(id, random.nextInt(25)));
              default -> {
                there.remove(id);
                yield now.without(id);
              }
            };
      }
      assertThat(steps.replace(next)).as("seed %d, round %d", seed, i).isEqualTo(new Saved.Done());
      ChainSteps stored = steps.of(ORG, CHAIN);
      assertThat(stored.positions()).as("seed %d, round %d", seed, i).isEqualTo(next.positions());
      assertThat(stored.positions().byId().values()).doesNotHaveDuplicates();
      assertThat(steps.all(ORG)).hasSize(there.size());
    }
  }
}
