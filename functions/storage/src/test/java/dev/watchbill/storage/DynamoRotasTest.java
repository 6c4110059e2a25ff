package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Pause;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.schedule.LeftOut;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.PastShift;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.TakenSwap;
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
    commit(
        at().create(Rotations.calendar(ORG, "S1", "a", "O1"))
            .create(Rotations.always(ORG, "O1", "U1", "S1")));
  }

  private static Change at() {
    return Change.at(NOW);
  }

  private Committed commit(Change change) {
    return commit(memory, change);
  }

  private static Committed commit(Table table, Change change) {
    return new DynamoChanges(table, Samples.SECRETS).commit(change);
  }

  /** The next version of the schedule, as it is. */
  private Change touched(Change change) {
    return change.replace(schedule(), schedule());
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
  private Change calculation() {
    ScheduleRow read = schedule();
    Rota rota = rotas.of(read, WINDOW);
    return at().replace(read, read.withOnCall(OnCallState.of(rota, NOW)));
  }

  private Change handedTo(String user) {
    Shift.RecurrentEvent old = (Shift.RecurrentEvent) shift().shift();
    ShiftRow changed =
        shift().with(new Shift.RecurrentEvent(old.details(), old.recurrence(), List.of(user)));
    return at().replace(shift(), changed).replace(schedule(), schedule().withOnCall(null));
  }

  @Test
  void aCalculationThatReadBeforeAnEditIsRefused() {
    Change calculated = calculation();
    assertThat(commit(handedTo("U2"))).isEqualTo(new Committed.Done());

    assertThat(commit(calculated)).isEqualTo(new Committed.Stale());

    assertThat(schedule().onCall()).isNull();
    assertThat(onCall(NOW)).containsExactly("U2");
  }

  @Test
  void anEditThatReadBeforeACalculationIsRefused() {
    Change edit = handedTo("U2");
    assertThat(commit(calculation())).isEqualTo(new Committed.Done());

    assertThat(commit(edit)).isEqualTo(new Committed.Stale());

    assertThat(schedule().onCall()).isNotNull();
    assertThat(onCall(NOW)).containsExactly("U1");
    assertThat(commit(handedTo("U2"))).isEqualTo(new Committed.Done());
    assertThat(schedule().onCall()).isNull();
  }

  @Test
  void nothingOfARefusedCommitIsWritten() {
    Change stale = touched(at().delete(shift()));
    commit(touched(at()));
    List<Item> before = memory.everything();

    assertThat(commit(stale)).isEqualTo(new Committed.Stale());

    assertThat(memory.everything()).isEqualTo(before);
  }

  @Test
  void aCrashLeavesAllOfACommitOrNothing() {
    List<Item> before = memory.everything();
    Table dies = CrashingTable.before(1, memory);
    assertThatThrownBy(() -> commit(dies, handedTo("U2"))).isInstanceOf(Crash.class);
    assertThat(memory.everything()).isEqualTo(before);

    Table diesAfter = CrashingTable.after(1, memory);
    assertThatThrownBy(() -> commit(diesAfter, handedTo("U2"))).isInstanceOf(Crash.class);
    assertThat(onCall(NOW)).containsExactly("U2");
    assertThat(schedule().version()).isEqualTo(2);
  }

  @Test
  void thePastIsKeptAndAskedForOnlyWhereItMatters() {
    Shift old = shift().shift();
    Shift past =
        old.with(old.details().withId("O9").withEffective(Shift.Effective.ALWAYS.endingAt(NOW)));
    commit(touched(at().create(new PastShift("S1", shift().past(past, "O1"))).delete(shift())));

    assertThat(rotas.past(ORG, "S1")).extracting(ShiftRow::id).containsExactly("O9");
    assertThat(rotas.past(ORG, "S1")).extracting(ShiftRow::copyOf).containsExactly("O1");
    assertThat(onCall(NOW.minusSeconds(1))).containsExactly("U1");
    assertThat(onCall(NOW)).isEmpty();
    Window later = new Window(NOW.plusSeconds(1), NOW.plusSeconds(2));
    assertThat(rotas.of(schedule(), later).shifts()).isEmpty();

    commit(at().delete(new PastShift("S1", rotas.past(ORG, "S1").getFirst())));
    assertThat(rotas.past(ORG, "S1")).isEmpty();
  }

  @Test
  void ofTwoTakesAtOnceOneWins() {
    ShiftSwap open = Rotations.swap(ORG, "SSR1", "S1", null);
    commit(at().create(open));

    assertThat(commit(take(open, "U2"))).isEqualTo(new Committed.Done());
    assertThat(commit(take(open, "U3"))).isEqualTo(new Committed.Stale());

    assertThat(swaps.find(ORG, "SSR1").orElseThrow().benefactor()).isEqualTo("U2");
    assertThat(onCall(open.start())).containsExactly("U2");
    assertThat(onCall(open.end())).containsExactly("U1");
  }

  private Change take(ShiftSwap open, String user) {
    ShiftSwap taken = open.takenBy(user, NOW);
    return touched(at().replace(open, taken).create(new TakenSwap(taken)));
  }

  @Test
  void aDeletedSwapIsNotFoundAndMeansNothing() {
    ShiftSwap open = Rotations.swap(ORG, "SSR1", "S1", null);
    commit(at().create(open));
    commit(take(open, "U2"));
    ShiftSwap taken = swaps.find(ORG, "SSR1").orElseThrow();

    commit(at().delete(taken.deleted(NOW)).delete(new TakenSwap(taken)));

    assertThat(swaps.find(ORG, "SSR1")).isEmpty();
    assertThat(swaps.all(ORG)).isEmpty();
    assertThat(onCall(open.start())).containsExactly("U1");
  }

  @Test
  void whoMayNotBeNotifiedIsNeitherOnCallNorStandsIn() {
    ShiftSwap open = Rotations.swap(ORG, "SSR1", "S1", null);
    commit(at().create(open));
    commit(take(open, "U2"));
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
    commit(at().create(open));
    commit(take(open, "U2"));

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
    commit(
        touched(
            at().replace(
                    row, new ShiftRow(named, null, row.schedules(), null, List.of("Unobody")))));
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
    commit(at().create(new PastShift("S1", row.past(retired, null))));
    users.delete(users.find(ORG, "U1").orElseThrow());

    assertThat(rotas.of(schedule(), WINDOW).leftOut())
        .containsExactly(new LeftOut("O1", LeftOut.Why.DELETED, List.of("U1")));
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
    commit(at().create(begun));
    assertThat(watches.find(ORG, "S1", NOW).version()).isEqualTo(1);

    commit(at().replace(watch, watch));

    assertThat(watches.find(ORG, "S1", NOW))
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(watch);
  }
}
