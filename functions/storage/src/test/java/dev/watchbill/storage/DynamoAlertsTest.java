package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Alerts.Filter;
import dev.watchbill.domain.alert.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoAlertsTest {

  private final TestClock clock = new TestClock();
  private final MemoryTable table = new MemoryTable(clock);
  private final WritableGroups groups = new WritableGroups(table);
  private final DynamoAlerts alerts = new DynamoAlerts(table, clock);
  private final List<Alert> all = new ArrayList<>();

  /** Two groups, forty alerts, five hours apart. */
  @BeforeEach
  void someAlerts() {
    Instant first = Samples.NOW.minus(Duration.ofHours(200));
    for (int i = 0; i < 40; i++) {
      String id = i % 2 == 0 ? "I1" : "I2";
      Instant at = first.plus(Duration.ofHours(5L * i));
      String payload = "{\"name\":\"Disk " + i + "\",\"text\":\"" + "x".repeat(i * 100) + "\"}";
      Alert alert = Samples.alert("O1", id, at, payload);
      all.add(alert);
      if (i < 2) groups.open(Samples.opening("O1", id, "C1", id, at), alert, true);
      else groups.append(group(id), alert);
    }
    all.sort(Comparator.comparing(Alert::id).reversed());
  }

  private AlertGroup group(String id) {
    return groups.find("O1", id).orElseThrow();
  }

  private static Filter filter(
      @Nullable String id, @Nullable String group, @Nullable String search) {
    return new Filter("O1", id, group, search);
  }

  private List<Alert> pages(Filter filter) {
    List<Alert> listed = new ArrayList<>();
    Listing<Alert> listing = alerts.list(filter, 1, 7);
    for (int page = 1; listed.size() < listing.count(); page++) {
      listing = alerts.list(filter, page, 7);
      assertThat(listing.page()).isEqualTo(page);
      assertThat(listing.rows()).isNotEmpty();
      listed.addAll(listing.rows());
    }
    return listed;
  }

  @Test
  void allOfAnOrganisationNewestFirst() {
    assertThat(pages(filter(null, null, null))).isEqualTo(all);
    assertThat(alerts.list(new Filter("O2", null, null, null), 1, 7).count()).isZero();
    assertThat(alerts.list(filter(null, null, null), 99, 7).page()).isEqualTo(6);
  }

  @Test
  void thoseOfAGroup() {
    assertThat(pages(filter(null, "I1", null)))
        .isEqualTo(all.stream().filter(alert -> alert.groupId().equals("I1")).toList())
        .hasSize(20);
    assertThat(alerts.list(filter(null, "I3", null), 1, 7).rows()).isEmpty();
    assertThat(alerts.list(filter(null, "#", null), 1, 7).rows()).isEmpty();
  }

  @Test
  void oneByItsIdAlone() {
    Alert alert = all.get(13);

    assertThat(alerts.list(filter(alert.id(), null, null), 1, 7).rows()).containsExactly(alert);
    assertThat(alerts.list(filter(alert.id(), alert.groupId(), null), 1, 7).rows())
        .containsExactly(alert);
    assertThat(alerts.list(filter(alert.id(), "I9", null), 1, 7).rows()).isEmpty();
    assertThat(alerts.list(filter(alert.id(), null, "no such"), 1, 7).rows()).isEmpty();
    assertThat(alerts.list(new Filter("O2", alert.id(), null, null), 1, 7).rows()).isEmpty();
    for (String id : List.of("", "A", "#", "A00000000000XXXXX", "A1234567890112345")) {
      assertThat(alerts.list(filter(id, null, null), 1, 7).rows()).isEmpty();
    }
  }

  @Test
  void aSearchIgnoresLetterCase() {
    List<Alert> expected =
        all.stream().filter(alert -> alert.payload().contains("Disk 1")).toList();

    assertThat(pages(filter(null, null, "dISK 1"))).isEqualTo(expected).hasSize(11);
    assertThat(pages(filter(null, "I2", "disk 1")))
        .isEqualTo(expected.stream().filter(alert -> alert.groupId().equals("I2")).toList());
    assertThat(alerts.list(filter(null, null, "floppy"), 1, 7).count()).isZero();
  }

  @Test
  void aPointerWhoseAlertNeverCameIsLeftOut() {
    Alert never = Samples.alert("O1", "I1", Samples.NOW.plusSeconds(9), "{}");
    new AlertDays(table).point("O1", AlertRow.day(never.id(), Samples.NOW), never.id(), "I1");

    assertThat(alerts.list(filter(never.id(), null, null), 1, 7).rows()).isEmpty();
    assertThat(alerts.list(filter(null, null, null), 1, 50).rows()).isEqualTo(all);
  }

  @Test
  void aDayThatIsOverIsCountedOnce() {
    String oldest = Keys.day(all.getLast().createdAt());
    clock.advance(Duration.ofDays(3));
    assertThat(alerts.list(filter(null, null, null), 1, 7).count()).isEqualTo(40);

    var kept = table.get(Keys.alertDay("O1", oldest)).orElseThrow();
    assertThat(kept.number("n", -1)).isPositive();

    groups.delete(group("I1"), clock.instant());
    groups.erase("O1", "I1");
    assertThat(alerts.list(filter(null, null, null), 1, 50).count()).isEqualTo(20);
    assertThat(alerts.list(filter(null, null, null), 1, 50).rows())
        .isEqualTo(all.stream().filter(alert -> alert.groupId().equals("I2")).toList());
  }

  @Test
  void longPayloadsComeBackAsTheyWere() {
    String text = "{\"ä\":\"" + "Übergröße \\u0000 🔥 ".repeat(5_000) + "\"}";
    Alert alert = Samples.alert("O1", "I1", Samples.NOW.plusSeconds(1), text);

    groups.append(group("I1"), alert);

    assertThat(alerts.find("O1", "I1", alert.id())).contains(alert);
  }
}
