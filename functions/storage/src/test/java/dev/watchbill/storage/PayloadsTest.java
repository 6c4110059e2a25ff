package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Pause;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Alerts.Filter;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Payloads in rows, deflated and in parts (docs/decisions/0017). */
class PayloadsTest {

  private final TestClock clock = new TestClock();
  private final MemoryTable memory = new MemoryTable(clock);
  private final InterposedTable table = new InterposedTable(memory);
  private final WritableGroups groups = new WritableGroups(table);
  private final DynamoAlerts alerts = new DynamoAlerts(table, clock);

  private static Committed open(WritableGroups groups, Alert alert) {
    return groups.open(
        Samples.opening("O1", alert.groupId(), "C1", alert.groupId(), Samples.NOW), alert, true);
  }

  /** Of every length around each border, and of every kind. */
  @Test
  void whatIsWrittenIsRead() {
    long seed = 20_260_401;
    Random random = new Random(seed);
    int[] borders = {0, 700, 8_192, 350 * 1024, 350 * 1024 * 4 / 3, 700 * 1024, 1_000_000};
    open(groups, Samples.alert("O1", "I1", Samples.NOW, "{}"));
    int n = 1;
    for (int border : borders) {
      for (int kind = 0; kind < 3; kind++) {
        int length = Math.max(2, border + random.nextInt(9) - 4);
        String text =
            switch (kind) {
              case 0 -> "x".repeat(length);
              case 1 -> BigPayloads.noise(length + 4, seed + n);
              default -> "ü\uD83D\uDD25".repeat(length / 2);
            };
        Alert alert = Samples.alert("O1", "I1", Samples.NOW.plusSeconds(n++), "\"" + text + "\"");
        assertThat(groups.append(groups.find("O1", "I1").orElseThrow(), alert))
            .isEqualTo(new Committed.Done());
        assertThat(alerts.find("O1", "I1", alert.id()))
            .as("seed %d, %d characters of kind %d", seed, length, kind)
            .contains(alert);
      }
    }
    for (Item item : memory.everything()) {
      assertThat(RowSize.of(item)).as("%s", item).isLessThan(400 * 1024);
    }
  }

  @Test
  void sixMegabytesThatDoNotCompressAreTakenByDynamoDb() {
    DynamoTable dynamo =
        new DynamoTable(
            LocalDynamo.client(),
            LocalDynamo.newTable(),
            clock,
            RandomGenerator.getDefault(),
            Pause.SLEEP,
            Meter.NONE);
    WritableGroups stored = new WritableGroups(dynamo);
    Alert first = BigPayloads.alert("O1", "I1", 0, 6_200_000);
    Alert second = BigPayloads.alert("O1", "I1", 1, 6_200_000);
    assertThat(open(stored, first)).isEqualTo(new Committed.Done());
    AlertGroup group = stored.find("O1", "I1").orElseThrow();
    assertThat(stored.append(group, second)).isEqualTo(new Committed.Done());
    DynamoAlerts read = new DynamoAlerts(dynamo, clock);
    assertThat(read.find("O1", "I1", first.id())).contains(first);
    assertThat(read.ofGroup("O1", "I1", 9)).containsExactly(first, second);

    stored.delete(stored.find("O1", "I1").orElseThrow(), Samples.NOW);
    stored.erase("O1", "I1");
    for (Alert alert : List.of(first, second)) {
      assertThat(read.find("O1", "I1", alert.id())).isEmpty();
    }
  }

  /** Rows as the releases before wrote them. */
  @Test
  void olderRowsAreRead() {
    byte[] deflated = Deflated.deflate("{\"old\":2}".getBytes(UTF_8));
    for (int i = 1; i <= 2; i++) {
      Item.Builder row =
          Item.at(Keys.alert("O1", "I1", "A" + i), "alert")
              .set("at", Samples.NOW)
              .set("title", "t");
      memory.put((i == 1 ? row.set("p", "{\"old\":1}") : row.set("z", deflated)).build(), null);
    }
    assertThat(alerts.ofGroup("O1", "I1", 9))
        .extracting(Alert::payload)
        .containsExactly("{\"old\":1}", "{\"old\":2}");
  }

  @Test
  void anAnswerShowsTheFirstLongPayloadAndWhatFitsBesideIt() {
    Alert small = Samples.alert("O1", "I1", Samples.NOW.plusSeconds(3), "{\"small\":1}");
    List<Alert> big =
        List.of(
            BigPayloads.alert("O1", "I1", 0, 3_000_000),
            BigPayloads.alert("O1", "I1", 1, 3_000_000),
            BigPayloads.alert("O1", "I1", 2, 6_000_000));
    open(groups, big.getFirst());
    for (Alert alert : List.of(big.get(1), big.get(2), small)) {
      groups.append(groups.find("O1", "I1").orElseThrow(), alert);
    }
    Filter all = new Filter("O1", null, null, null);
    // newest first: the small one, none of six million beside it, then one of three million
    assertThat(alerts.list(all, 1, 50).rows())
        .extracting(Alert::payload)
        .containsExactly(small.payload(), Alert.LEFT_OUT, big.get(1).payload(), Alert.LEFT_OUT);
    assertThat(alerts.list(all, 2, 1).rows()).containsExactly(big.get(2));
    assertThat(alerts.list(new Filter("O1", big.get(0).id(), null, null), 1, 50).rows())
        .containsExactly(big.get(0));
    String sought = big.get(2).payload().substring(5_000_000, 5_000_040);
    assertThat(alerts.list(new Filter("O1", null, null, sought), 1, 50).rows())
        .containsExactly(big.get(2));
  }

  @Test
  void aPageOfGroupsShowsSomeNewestAlertsAndNamesAll() {
    for (int i = 0; i < 4; i++) open(groups, BigPayloads.alert("O1", "I" + i, i, 1_500_000));
    List<AlertGroup> page =
        groups
            .list(
                new dev.watchbill.domain.alert.AlertGroups.Filter(
                    "O1", null, null, null, null, List.of(), null, null),
                1,
                10)
            .rows();
    var newest = alerts.newestOf(page);
    assertThat(newest).hasSize(4);
    assertThat(newest.values().stream().filter(each -> each.payload().equals(Alert.LEFT_OUT)))
        .hasSize(2);
  }

  private Timer eraser() {
    return new DynamoTimers(memory)
        .due(TimerKind.ERASE, Samples.NOW.plus(Payloads.UNCLAIMED), 9)
        .getFirst();
  }

  private long parts() {
    return memory.everything().stream().filter(each -> each.type().equals("payload-part")).count();
  }

  /** Whoever writes slept for an hour before the last step: what is erased cannot be claimed. */
  @Test
  void erasedBeforeItIsClaimed() {
    Alert big = BigPayloads.alert("O1", "I1", 0, 900_000);
    table.interpose(() -> {}); // before the draft
    table.interpose(
        () -> {
          assertThat(parts()).isEqualTo(BigPayloads.parts(big));
          groups.erase("O1", eraser().subject());
        });
    assertThat(open(groups, big)).isEqualTo(new Committed.Stale());
    assertThat(parts()).isZero();
    assertThat(groups.find("O1", "I1")).isEmpty();
    // tried again it has parts of its own
    assertThat(open(groups, big)).isEqualTo(new Committed.Done());
    assertThat(alerts.find("O1", "I1", big.id())).contains(big);
  }

  /** The timer was read before the alert came, and does its work after it. */
  @Test
  void claimedBeforeItIsErased() {
    Alert big = BigPayloads.alert("O1", "I1", 0, 900_000);
    Timer[] read = new Timer[1];
    table.interpose(() -> {}); // before the draft
    table.interpose(() -> read[0] = eraser());
    assertThat(open(groups, big)).isEqualTo(new Committed.Done());
    groups.erase("O1", read[0].subject());
    assertThat(alerts.find("O1", "I1", big.id())).contains(big);
    assertThat(new DynamoTimers(memory).find(read[0])).isEmpty();
  }

  @Test
  void anEraserThatDiesBeginsAgain() {
    for (int at = 1; at <= 3; at++) {
      for (boolean late : List.of(false, true)) {
        MemoryTable left = new MemoryTable(clock);
        Payloads payloads = new Payloads(left);
        Alert big = BigPayloads.alert("O1", "I1", 0, 900_000);
        payloads.place(big, AlertRow.columns(big));
        Timer timer =
            new DynamoTimers(left)
                .due(TimerKind.ERASE, Samples.NOW.plus(Payloads.UNCLAIMED), 9)
                .getFirst();
        CrashingTable dying = late ? CrashingTable.after(at, left) : CrashingTable.before(at, left);
        try {
          new Payloads(dying).erase("O1", timer.subject());
        } catch (Crash expected) {
          assertThat(dying.crashed()).isTrue();
        }
        new Payloads(left).erase("O1", timer.subject());
        assertThat(left.everything()).extracting(Item::type).containsOnly("timer");
      }
    }
  }
}
