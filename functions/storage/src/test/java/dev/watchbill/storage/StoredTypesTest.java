package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.SendWindow;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.Paging;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.schedule.CalendarCopies.Copy;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.timer.Timer;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code read(write(x)) = x} for every type that is stored, over values made at random; the rows go
 * through the form in which DynamoDB has them. A type that is stored without being tried here or in
 * a test named here fails {@link #everyStoredTypeIsTried}.
 */
@Timeout(300) // thousands of generated values
class StoredTypesTest {
  private static final long SEED = 20_261_201;
  private static final int EACH = 400;
  private static final String ORG = "O1";

  private final MemoryTable table = new MemoryTable(() -> Samples.NOW);

  /** Every value made of a type, one after the other; a failure names the seed. */
  private static <T> void each(Class<T> type, Consumer<T> test) {
    Generated generated = new Generated(new Random(SEED));
    for (int i = 0; i < EACH; i++) {
      T one = generated.one(type);
      try {
        test.accept(one);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + SEED + ", number " + i + ": " + one, e);
      }
    }
  }

  /** As it comes back from DynamoDB. */
  private static Item stored(Item item) {
    return Objects.requireNonNull(AttributeValues.item(AttributeValues.of(item)));
  }

  @Test
  void rowsOfConfiguration() throws ReflectiveOperationException {
    Set<String> tried = new TreeSet<>();
    for (Class<?> type : classes()) {
      if (RowShape.class.isAssignableFrom(type) && !type.isInterface()) {
        shape(type);
        tried.add(type.getName());
      }
    }
    System.out.println("stored types: " + tried.size() + " shapes, " + EACH + " values each");
    assertThat(tried).hasSizeGreaterThan(14);
  }

  private <T> void shape(Class<?> type) throws ReflectiveOperationException {
    @SuppressWarnings("unchecked") // the type says itself what it is a shape of
    RowShape<T> shape = (RowShape<T>) made(type);
    Type row = null;
    for (Type each : type.getGenericInterfaces()) {
      if (each instanceof ParameterizedType of && of.getRawType() == RowShape.class) {
        row = of.getActualTypeArguments()[0];
      }
    }
    @SuppressWarnings("unchecked")
    Class<T> of = (Class<T>) Objects.requireNonNull(row);
    ConfigRows<T> rows = new ConfigRows<>(table, shape);
    each(
        of,
        one -> {
          Item item = stored(rows.item(one, shape.version(one)));
          assertThat(shape.read(shape.org(one), item)).isEqualTo(one);
        });
  }

  private static Object made(Class<?> type) throws ReflectiveOperationException {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      List<Class<?>> takes = List.of(constructor.getParameterTypes());
      constructor.setAccessible(true);
      if (takes.isEmpty()) return constructor.newInstance();
      if (takes.equals(List.of(SecretBox.class))) return constructor.newInstance(Samples.SECRETS);
    }
    throw new AssertionError(type + " is made in a way that is not known here");
  }

  @Test
  void whatShiftsAndSwapsLeaveBehind() {
    ShiftShape shifts = new ShiftShape();
    each(
        ShiftRow.class,
        one -> {
          if (one.shift().details().effective().to() == null) return;
          Item item = stored(shifts.past("S1", one));
          assertThat(shifts.readPast(one.org(), item)).isEqualTo(one);
        });
    SwapShape swaps = new SwapShape();
    each(
        ShiftSwap.class,
        one -> assertThat(swaps.readTaken(one.org(), stored(swaps.taken(one)))).isEqualTo(one));
  }

  @Test
  void alertsAndGroups() {
    each(
        AlertGroup.class,
        one ->
            assertThat(GroupRow.read(one.org(), stored(GroupRow.item(one, one.ledger()))))
                .isEqualTo(one));
    each(
        Alert.class,
        one -> {
          Item item = stored(AlertRow.columns(one).build());
          assertThat(AlertRow.read(one.org(), one.groupId(), item, one.payload())).isEqualTo(one);
        });
  }

  @Test
  void decisions() {
    List<Decision> together = new ArrayList<>();
    each(
        Decision.class,
        one -> {
          together.add(one);
          List<Ledger.Entry> entries =
              Ledger.append(new Ledger.Head(7, "ab"), Samples.NOW, List.copyOf(together));
          assertThat(LedgerRow.read(stored(LedgerRow.item(ORG, "G1", entries)))).isEqualTo(entries);
          if (together.size() > 3) together.clear();
        });
  }

  @Test
  void timers() {
    each(
        Timer.class,
        any -> {
          Timer one =
              Timer.at(any.kind(), any.due(), any.org(), any.subject(), 4)
                  .ofGeneration(Math.floorMod(any.generation(), 1_000))
                  .standing(any.attempts(), any.lastError());
          Item item = stored(TimerRow.item(one));
          assertThat(TimerRow.read(one.kind(), one.shard(), item)).isEqualTo(one);
          Item parked = stored(TimerRow.item(Keys.parked(one), one));
          assertThat(TimerRow.readParked(parked)).contains(one);
        });
  }

  @Test
  void whatIsRememberedOfSchedules() {
    each(
        ScheduleWatch.class,
        one ->
            assertThat(
                    WatchRow.read(
                        one.org(), one.schedule(), stored(WatchRow.item(one, one.version()))))
                .isEqualTo(one));
    DynamoCalendarCopies copies = new DynamoCalendarCopies(table);
    each(
        Copy.class,
        one -> {
          copies.keep(ORG, "S1", "https://a.example", one);
          assertThat(copies.find(ORG, "S1", "https://a.example")).contains(one);
        });
  }

  @Test
  void escalationsAndPages() {
    each(
        Escalation.class,
        one -> {
          Item item = stored(EscalationRows.item(one, one.ledger(), one.version()));
          assertThat(EscalationRows.escalation(one.org(), one.groupId(), item)).isEqualTo(one);
        });
    each(
        Paging.class,
        one -> {
          Item item = stored(EscalationRows.item(one, one.ledger(), one.version()));
          assertThat(EscalationRows.paging(one.org(), one.groupId(), item)).isEqualTo(one);
        });
    each(
        Delivery.class,
        one ->
            assertThat(DeliveryRow.read(stored(DeliveryRow.item(one, one.version()))))
                .isEqualTo(one));
    each(
        SendWindow.class,
        one -> {
          Item item = stored(WindowRow.item(one, one.version()));
          assertThat(WindowRow.read(one.org(), one.userId(), one.channel(), one.important(), item))
              .isEqualTo(one);
        });
  }

  @Test
  void heartbeats() {
    each(
        Heartbeat.class,
        one -> {
          table.put(stored(DynamoHeartbeats.item(one, one.version())), null);
          assertThat(new DynamoHeartbeats(table).find(one.org(), one.integrationId()))
              .contains(one);
        });
  }

  @Test
  void organisations() {
    DynamoOrganizations organizations = new DynamoOrganizations(table);
    Generated others = new Generated(new Random(SEED + 1));
    each(
        Organization.class,
        one -> {
          if (one.first()) return; // there is one
          organizations.create(one, others.one(User.class));
          assertThat(organizations.find(one.id())).contains(one);
        });
  }

  /** Where a type is tried that is not tried here. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "DynamoNotificationConfigs", // StoredAsAcceptedTest
          "DynamoRuleGroups", // StoredAsAcceptedTest
          "RuleGroupRows", // StoredAsAcceptedTest
          "DynamoAlerts", // these read by what is tried here
          "DynamoAlerts$Shown",
          "DynamoAlertGroups",
          "DynamoEscalations",
          "DynamoSendWindows",
          "DynamoIntegrations",
          "DynamoRotas",
          "DynamoScheduleWatches",
          "DynamoTimers",
          "GroupLists");

  private static final Set<String> HERE =
      Set.of(
          "AlertRow",
          "DeliveryRow",
          "EscalationRows",
          "GroupRow",
          "LedgerRow",
          "TimerRow",
          "WatchRow",
          "WindowRow",
          "DynamoCalendarCopies",
          "DynamoHeartbeats",
          "DynamoOrganizations");

  @Test
  void everyStoredTypeIsTried() {
    Set<String> untried = new TreeSet<>();
    Set<String> known = new TreeSet<>(HERE);
    known.addAll(ELSEWHERE);
    for (Class<?> type : classes()) {
      String name = type.getName().substring(type.getPackageName().length() + 1);
      boolean reads = Arrays.stream(type.getDeclaredMethods()).anyMatch(StoredTypesTest::reads);
      boolean shape = RowShape.class.isAssignableFrom(type);
      if (reads && !shape && !known.contains(name)) untried.add(name);
    }
    assertThat(untried).isEmpty();
  }

  /** Whether it makes something of the domain from a row. */
  private static boolean reads(Method method) {
    return Stream.of(method.getGenericParameterTypes())
            .anyMatch(type -> type.getTypeName().contains(Item.class.getName()))
        && method.getGenericReturnType().getTypeName().contains("dev.watchbill.domain.")
        && !method.getGenericReturnType().getTypeName().contains("domain.Saved");
  }

  private static List<Class<?>> classes() {
    List<Class<?>> classes = new ArrayList<>();
    try {
      Path root =
          Path.of(RowShape.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(root.resolve("dev/watchbill/storage"))) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (!name.endsWith(".class") || name.equals("package-info.class")) continue;
          classes.add(
              Class.forName(
                  RowShape.class.getPackageName() + "." + name.substring(0, name.length() - 6)));
        }
      }
    } catch (IOException | URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    assertThat(classes).hasSizeGreaterThan(50);
    return classes;
  }
}
