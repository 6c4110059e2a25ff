package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemTest {

  private static final Key KEY = new Key("ORG#1#chain", "F1");

  private static Item.Builder item() {
    return Item.at(KEY, "chain");
  }

  @Test
  void readersOfWhatIsAbsent() {
    Item item = item().build();
    assertThat(item.type()).isEqualTo("chain");
    assertThat(item.version()).isZero();
    assertThat(item.text("a")).isNull();
    assertThat(item.number("a", 5)).isEqualTo(5);
    assertThat(item.flag("a")).isFalse();
    assertThat(item.instant("a")).isNull();
    assertThat(item.bytes("a")).isNull();
    assertThat(item.texts("a")).isEmpty();
    assertThat(item.list("a")).isEmpty();
    assertThat(item.map("a")).isEmpty();
    for (Runnable required :
        List.<Runnable>of(
            () -> item.requiredText("a"),
            () -> item.requiredNumber("a"),
            () -> item.requiredInstant("a"))) {
      assertThatThrownBy(required::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("ORG#1#chain / F1 has no a");
    }
  }

  @Test
  void readersOfAnotherTypeNameTheItemAndTheAttributeButNoValue() {
    Item item = item().set("a", List.of("hunter2")).set("b", "hunter2").build();
    for (Runnable wrong :
        List.<Runnable>of(
            () -> item.text("a"),
            () -> item.number("a", 0),
            () -> item.flag("a"),
            () -> item.map("a"),
            () -> item.bytes("a"))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("ORG#1#chain / F1 has another type than")
          .hasMessageNotContaining("hunter2");
    }
    assertThatThrownBy(() -> item.instant("b")).hasMessage("ORG#1#chain / F1 has no instant in b");
    assertThat(item.toString()).doesNotContain("hunter2").contains("F1", "a");
  }

  @Test
  void instantsAreTextsThatSort() {
    Item item =
        item()
            .set("whole", Instant.parse("2026-01-31T08:00:00Z"))
            .set("nanos", Instant.parse("2026-01-31T08:00:00.123456789Z"))
            .build();
    assertThat(item.requiredText("whole")).isEqualTo("2026-01-31T08:00:00.000000Z");
    assertThat(item.requiredText("nanos")).isEqualTo("2026-01-31T08:00:00.123456Z");
    assertThat(item.requiredInstant("whole")).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
    assertThatThrownBy(() -> item().set("a", Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anItemNeverEndsEarly() {
    Instant end = Instant.parse("2026-01-31T08:00:00.5Z");
    Item item = item().expires(end).build();
    assertThat(item.requiredNumber("expires")).isEqualTo(1769846401);
    assertThat(item.expired(end)).isFalse();
    assertThat(item.expired(end.plusMillis(500))).isTrue();
    assertThat(item.toBuilder().expires(null).build().expired(Instant.MAX)).isFalse();
  }

  @Test
  void equalItemsHaveEqualValuesDeepDown() {
    Item one = item().set("a", List.of(Map.of("b", new byte[] {1}), 2.0)).build();
    Item same = item().set("a", List.of(Map.of("b", new byte[] {1}), 2)).build();
    Item other = item().set("a", List.of(Map.of("b", new byte[] {2}), 2)).build();
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(one).isNotEqualTo(item().build());
  }

  @Test
  void whatIsSetCannotBeChangedFromOutside() {
    byte[] bytes = {1};
    Item item = item().set("a", bytes).build();
    bytes[0] = 2;
    byte[] read = Objects.requireNonNull(item.bytes("a"));
    assertThat(read).containsExactly(1);
    read[0] = 3;
    assertThat(item.bytes("a")).containsExactly(1);
    Item.Builder builder = item.toBuilder().set("b", 1);
    Item first = builder.build();
    builder.set("b", 2).set("c", 3);
    assertThat(first).isEqualTo(item().set("a", new byte[] {1}).set("b", 1).build());
  }

  @Test
  void nullsAreAbsent() {
    var map = new HashMap<String, @Nullable String>();
    map.put("a", null);
    map.put("b", "x");
    Item item = item().set("map", map).set("gone", 1).set("gone", null).build();
    assertThat(item.map("map")).isEqualTo(Map.of("b", "x"));
    assertThat(item.has("gone")).isFalse();
    assertThatThrownBy(() -> item().set("list", Arrays.asList("a", null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheTableHasNoPlaceForIsRefused() {
    List<Runnable> wrong =
        List.of(
            () -> item().set("a", new Object()),
            () -> item().set("a", Map.of(1, 2)),
            () -> item().set("", 1),
            () -> item().set("PK", "x"),
            () -> item().set("SK", null),
            () -> item().set("type", 1),
            () -> item().set("version", "1"),
            () -> item().set("expires", Instant.EPOCH),
            () -> item().set("GSI1PK", ""),
            () -> item().index1("", "x"),
            () -> Edit.set("SK", "x"),
            () -> Edit.set("GSI2SK", 1),
            () -> Condition.all(),
            () -> Write.update(KEY, null),
            () -> new Key("", "x"),
            () -> new Key("x", ""),
            () -> new Key("ä".repeat(1025), "x"),
            () -> new Key("x", "ä".repeat(513)));
    for (Runnable one : wrong) {
      assertThatThrownBy(one::run).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Key("ä".repeat(1024), "ä".repeat(512)).sk()).hasSize(512);
  }
}
