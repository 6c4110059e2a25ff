package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Pause;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.schedule.LeftOut;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.RotaWrite;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoRotasTest {

  private static final String ORG = "O1";
  private static final Instant NOW = Rotations.NOW;
  private static final Window WINDOW = new Window(NOW, NOW.plus(Duration.ofDays(7)));

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final DynamoUsers users = new DynamoUsers(memory);
  private final DynamoShifts shifts = new DynamoShifts(memory);
  private final DynamoSchedules schedules = new DynamoSchedules(memory);
  private final DynamoShiftSwaps swaps = new DynamoShiftSwaps(memory);
  private final DynamoRotas rotas = rotas(memory);

  private DynamoRotas rotas(Table table) {
    return new DynamoRotas(table, users, new Rotations.NoCalendars());
  }

  @BeforeEach
  void aScheduleWithOneShift() {
    for (String id : List.of("U1", "U2", "U3")) users.create(Samples.user(ORG, id, id));
    rotas.commit(
        List.of(
            new RotaWrite.NewSchedule(Rotations.calendar(ORG, "S1", "a", "O1")),
            new RotaWrite.NewShift(Rotations.always(ORG, "O1", "U1", "S1"))));
  }

  private ScheduleRow schedule() {
    return schedules.find(ORG, "S1").orElseThrow();
  }

  private ShiftRow shift() {
    return shifts.find(ORG, "O1").orElseThrow();
  }

  private List<String> onCall(Instant at) {
    return OnCall.at(rotas.of(schedule(), new Window(at, at.plusSeconds(1))), at).users();
  }

  /** As the job will do it: read the schedule, then the rest, calculate, commit. */
  private RotaWrite calculation() {
    ScheduleRow read = schedule();
    Rota rota = rotas.of(read, WINDOW);
    return new RotaWrite.PutSchedule(read.withOnCall(OnCallState.of(rota, NOW)));
  }

  private List<RotaWrite> handedTo(String user) {
    Shift.RecurrentEvent old = (Shift.RecurrentEvent) shift().shift();
    ShiftRow changed =
        shift().with(new Shift.RecurrentEvent(old.details(), old.recurrence(), List.of(user)));
    return List.of(
        new RotaWrite.PutShift(changed), new RotaWrite.PutSchedule(schedule().withOnCall(null)));
  }

  @Test
  void aCalculationThatReadBeforeAnEditIsRefused() {
    RotaWrite calculated = calculation();
    assertThat(rotas.commit(handedTo("U2"))).isEqualTo(new Saved.Done());

    assertThat(rotas.commit(List.of(calculated))).isEqualTo(new Saved.Stale());

    assertThat(schedule().onCall()).isNull();
    assertThat(onCall(NOW)).containsExactly("U2");
  }

  @Test
  void anEditThatReadBeforeACalculationIsRefused() {
    List<RotaWrite> edit = handedTo("U2");
    assertThat(rotas.commit(List.of(calculation()))).isEqualTo(new Saved.Done());

    assertThat(rotas.commit(edit)).isEqualTo(new Saved.Stale());

    assertThat(schedule().onCall()).isNotNull();
    assertThat(onCall(NOW)).containsExactly("U1");
    assertThat(rotas.commit(handedTo("U2"))).isEqualTo(new Saved.Done());
    assertThat(schedule().onCall()).isNull();
  }

  @Test
  void usersThatChangeEndACalculationUnderWay() {
    rotas.commit(List.of(calculation()));
    RotaWrite calculated = calculation();

    rotas.usersChanged(ORG);

    assertThat(schedule().onCall()).isNull();
    assertThat(rotas.commit(List.of(calculated))).isEqualTo(new Saved.Stale());
    assertThat(rotas.commit(List.of(calculation()))).isEqualTo(new Saved.Done());
  }

  @Test
  void nothingOfARefusedCommitIsWritten() {
    RotaWrite stale = new RotaWrite.PutSchedule(schedule());
    rotas.commit(List.of(new RotaWrite.PutSchedule(schedule())));
    List<Item> before = memory.everything();

    assertThat(rotas.commit(List.of(new RotaWrite.DropShift(shift()), stale)))
        .isEqualTo(new Saved.Stale());

    assertThat(memory.everything()).isEqualTo(before);
  }

  @Test
  void aCrashLeavesAllOfACommitOrNothing() {
    List<Item> before = memory.everything();
    DynamoRotas dies = rotas(CrashingTable.before(1, memory));
    assertThatThrownBy(() -> dies.commit(handedTo("U2"))).isInstanceOf(Crash.class);
    assertThat(memory.everything()).isEqualTo(before);

    DynamoRotas diesAfter = rotas(CrashingTable.after(1, memory));
    assertThatThrownBy(() -> diesAfter.commit(handedTo("U2"))).isInstanceOf(Crash.class);
    assertThat(onCall(NOW)).containsExactly("U2");
    assertThat(schedule().version()).isEqualTo(2);
  }

  @Test
  void thePastIsKeptAndAskedForOnlyWhereItMatters() {
    Shift old = shift().shift();
    Shift past =
        old.with(old.details().withId("O9").withEffective(Shift.Effective.ALWAYS.endingAt(NOW)));
    rotas.commit(
        List.of(
            new RotaWrite.KeepPast("S1", shift().past(past, "O1")),
            new RotaWrite.DropShift(shift()),
            new RotaWrite.PutSchedule(schedule())));

    assertThat(rotas.past(ORG, "S1")).extracting(ShiftRow::id).containsExactly("O9");
    assertThat(rotas.past(ORG, "S1")).extracting(ShiftRow::copyOf).containsExactly("O1");
    assertThat(onCall(NOW.minusSeconds(1))).containsExactly("U1");
    assertThat(onCall(NOW)).isEmpty();
    Window later = new Window(NOW.plusSeconds(1), NOW.plusSeconds(2));
    assertThat(rotas.of(schedule(), later).shifts()).isEmpty();

    rotas.commit(List.of(new RotaWrite.DropPast("S1", rotas.past(ORG, "S1").getFirst())));
    assertThat(rotas.past(ORG, "S1")).isEmpty();
  }

  @Test
  void ofTwoTakesAtOnceOneWins() {
    ShiftSwap open = Rotations.swap(ORG, "SSR1", "S1", null);
    rotas.commit(List.of(new RotaWrite.NewSwap(open)));

    assertThat(rotas.commit(take(open, "U2"))).isEqualTo(new Saved.Done());
    assertThat(rotas.commit(take(open, "U3"))).isEqualTo(new Saved.Stale());

    assertThat(swaps.find(ORG, "SSR1").orElseThrow().benefactor()).isEqualTo("U2");
    assertThat(onCall(open.start())).containsExactly("U2");
    assertThat(onCall(open.end())).containsExactly("U1");
  }

  private List<RotaWrite> take(ShiftSwap open, String user) {
    ShiftSwap taken = open.takenBy(user, NOW);
    return List.of(
        new RotaWrite.PutSwap(taken),
        new RotaWrite.Taken(taken),
        new RotaWrite.PutSchedule(schedule()));
  }

  @Test
  void aDeletedSwapIsNotFoundAndMeansNothing() {
    ShiftSwap open = Rotations.swap(ORG, "SSR1", "S1", null);
    rotas.commit(List.of(new RotaWrite.NewSwap(open)));
    rotas.commit(take(open, "U2"));
    ShiftSwap taken = swaps.find(ORG, "SSR1").orElseThrow();

    rotas.commit(List.of(new RotaWrite.DropSwap(taken.deleted(NOW)), new RotaWrite.Untaken(taken)));

    assertThat(swaps.find(ORG, "SSR1")).isEmpty();
    assertThat(swaps.all(ORG)).isEmpty();
    assertThat(onCall(open.start())).containsExactly("U1");
  }

  @Test
  void whoMayNotBeNotifiedIsNeitherOnCallNorStandsIn() {
    ShiftSwap open = Rotations.swap(ORG, "SSR1", "S1", null);
    rotas.commit(List.of(new RotaWrite.NewSwap(open)));
    rotas.commit(take(open, "U2"));
    users.delete(users.find(ORG, "U2").orElseThrow());
    assertThat(onCall(open.start())).containsExactly("U1");

    users.replace(withRole(users.find(ORG, "U1").orElseThrow(), Role.VIEWER));
    assertThat(onCall(open.start())).isEmpty();
  }

  private static User withRole(User user, Role role) {
    return new User(
        user.id(),
        user.org(),
        user.grafanaId(),
        user.username(),
        user.email(),
        user.name(),
        role,
        user.timezone(),
        user.avatarUrl(),
        user.createdAt(),
        user.version());
  }

  @Test
  void whatIsForgottenLeavesNothing() {
    ShiftSwap open = Rotations.swap(ORG, "SSR1", "S1", null);
    rotas.commit(List.of(new RotaWrite.NewSwap(open)));
    rotas.commit(take(open, "U2"));

    rotas.forget(ORG, "S1");

    assertThat(memory.everything()).noneMatch(item -> item.key().pk().startsWith("ROTA#"));
  }

  /** Issue: who is on call now is one read of at most one unit. */
  @Test
  void whoIsOnCallNowIsOneUnit() {
    List<Meter.Use> uses = new ArrayList<>();
    Table table =
        new DynamoTable(
            LocalDynamo.client(),
            LocalDynamo.newTable(),
            new TestClock(),
            new Random(1),
            Pause.SLEEP,
            uses::add);
    String[] many = new String[100];
    for (int i = 0; i < many.length; i++) many[i] = "OABCDEFGHIJ" + (10 + i);
    DynamoSchedules rows = new DynamoSchedules(table);
    rows.create(
        Rotations.calendar(ORG, "S1", "n".repeat(200), many).withOnCall(Rotations.state("U1")));
    uses.clear();

    Optional<List<String>> users =
        rows.find(ORG, "S1")
            .flatMap(row -> Optional.ofNullable(row.onCall()).flatMap(s -> s.at(NOW)));

    assertThat(users).contains(List.of("U1"));
    assertThat(uses).hasSize(1);
    assertThat(uses.getFirst().total()).isLessThanOrEqualTo(1);
  }

  @Test
  void whomAShiftNamesInVainIsToldApart() {
    ShiftRow row = shift();
    Shift.RecurrentEvent old = (Shift.RecurrentEvent) row.shift();
    var named =
        new Shift.RecurrentEvent(old.details(), old.recurrence(), List.of("U1", "U2", "U3"));
    rotas.commit(
        List.of(
            new RotaWrite.PutShift(
                new ShiftRow(named, null, row.schedules(), null, List.of("Unobody"))),
            new RotaWrite.PutSchedule(schedule())));
    users.delete(users.find(ORG, "U2").orElseThrow());
    users.replace(withRole(users.find(ORG, "U3").orElseThrow(), Role.VIEWER));

    Rota rota = rotas.of(schedule(), WINDOW);

    List<LeftOut> expected =
        List.of(
            new LeftOut("O1", LeftOut.Why.UNKNOWN, List.of("Unobody")),
            new LeftOut("O1", LeftOut.Why.DELETED, List.of("U2")),
            new LeftOut("O1", LeftOut.Why.ROLE, List.of("U3")));
    assertThat(rota.leftOut()).isEqualTo(expected);
    assertThat(rotas.peopled(ORG, rota).leftOut()).isEqualTo(expected);
    assertThat(onCall(NOW)).containsExactly("U1");
  }

  @Test
  void theMissingOfAPastShiftAreNotTold() {
    ShiftRow row = shift();
    Shift retired =
        row.shift()
            .with(
                row.shift()
                    .details()
                    .withId("O8")
                    .withEffective(new Shift.Effective(null, NOW.plusSeconds(9))));
    rotas.commit(List.of(new RotaWrite.KeepPast("S1", row.past(retired, null))));
    users.delete(users.find(ORG, "U1").orElseThrow());

    assertThat(rotas.of(schedule(), WINDOW).leftOut())
        .containsExactly(new LeftOut("O1", LeftOut.Why.DELETED, List.of("U1")));
  }

  /** More than one transaction takes, and one of them goes while they are looked at. */
  @Test
  void usersThatChangeReachEverySchedule() {
    for (int i = 2; i <= 90; i++) {
      rotas.commit(List.of(new RotaWrite.NewSchedule(Rotations.calendar(ORG, "S" + i, "a", "O1"))));
    }
    for (ScheduleRow row : schedules.all(ORG)) {
      rotas.commit(List.of(new RotaWrite.PutSchedule(row.withOnCall(Rotations.state("U1")))));
      memory.delete(Keys.timer(ShiftEvaluation.asSoonAsPossible(ORG, row.id())), null);
    }
    var races = new InterposedTable(memory);
    races.interpose(() -> schedules.delete(schedule()));

    rotas(races).usersChanged(ORG);

    assertThat(schedules.all(ORG))
        .hasSize(89)
        .allSatisfy(
            row -> {
              assertThat(row.onCall()).isNull();
              assertThat(memory.get(Keys.timer(ShiftEvaluation.asSoonAsPossible(ORG, row.id()))))
                  .isPresent();
            });
  }

  @Test
  void whatALookRemembersComesBack() {
    var watch =
        new ScheduleWatch(
            ORG,
            "S1",
            NOW,
            List.of("U1"),
            List.of(WINDOW),
            List.of("O1@" + NOW),
            NOW,
            "trouble",
            List.of("https://example.org/a.ics"),
            List.of("O1 UNKNOWN Unobody"),
            new ScheduleWatch.Clock("Europe/Berlin", NOW.minusSeconds(5)),
            NOW,
            new Ledger.Head(3, "ab"),
            1);
    DynamoScheduleWatches watches = new DynamoScheduleWatches(memory);
    var begun = ScheduleWatch.begin(ORG, "S1", NOW);
    rotas.commit(List.of(new RotaWrite.Looked(begun, List.of())));
    assertThat(watches.find(ORG, "S1", NOW).version()).isEqualTo(1);

    rotas.commit(List.of(new RotaWrite.Looked(watch, List.of())));

    assertThat(watches.find(ORG, "S1", NOW))
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(watch);
  }
}
