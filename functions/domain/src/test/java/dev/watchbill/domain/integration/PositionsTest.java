package dev.watchbill.domain.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionsTest {

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource({
    "'', append a, a0",
    "a0 b1, append c, a0 b1 c2",
    "a0 b100, append c, a0 b100 c101",
    "b1, append c, b1 c2",
    "a5 b2147483647, append c, a5 b2147483646 c2147483647",
    "a2147483646 b2147483647, append c, a2147483645 b2147483646 c2147483647",
    // recorded: positions_a of the escalation policies, routes_order_a of the routes
    "a0 b1 c2 z3, move z 0, z0 a1 b2 c3",
    "z0 a1 b2 c3 y4, move y 100, z0 a1 b2 c3 y100",
    "z0 a1 b2 c3 y100 x101, move z 2, a0 b1 z2 c3 y100 x101",
    "a0 b1 z2 c3 y100 x101, swap x 1, a0 x1 z2 c3 y100 b101",
    "a0 x1 z2 c3 y100 b101, move z -1, a0 x1 c2 y99 b100 z101",
    "a0 c2 y99 b100 z101, move y 0, y0 a1 c3 b100 z101",
    "a0 b1 d2 c3, move a -1, b0 d1 c2 a3",
    "b0 d1 c2 a3, swap b 3, a0 d1 c2 b3",
    "a0 d1 c2 b3, swap b 50, a0 d1 c2 b50",
    "a0 d1 c2 b50, move c 20, a0 d1 c20 b50",
    "a0 b1, move b 1, a0 b1",
    "a0 b1, swap b 1, a0 b1",
    "a0, move a -1, a0",
    "a4, move a -1, a4",
    "a0 b2147483647, move a 2147483647, b2147483646 a2147483647",
  })
  void changes(String before, String change, String after) {
    assertThat(text(apply(positions(before), change))).isEqualTo(after);
  }

  @Test
  void swapsThatArriveInAnyOrderEndAtTheNumbersAskedFor() {
    for (String order : new String[] {"012", "021", "102", "120", "201", "210"}) {
      Positions positions = new Positions(Map.of());
      for (int i = 0; i < order.length(); i++) {
        char wanted = order.charAt(i);
        String id = "r" + wanted;
        positions = positions.append(id).swap(id, wanted - '0');
      }
      assertThat(positions.byId()).as(order).isEqualTo(Map.of("r0", 0, "r1", 1, "r2", 2));
    }
  }

  @Test
  void whateverHappensNoTwoShareAPosition() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    Positions positions = new Positions(Map.of());
    for (int i = 0; i < 5_000; i++) {
      String id = "r" + random.nextInt(12);
      boolean known = positions.byId().containsKey(id);
      int to = random.nextInt(5) == 0 ? Positions.LAST - random.nextInt(3) : random.nextInt(15);
      Positions before = positions;
      if (!known) positions = positions.append(id);
      else if (random.nextInt(4) == 0) positions = without(positions, id);
      else if (random.nextBoolean()) positions = positions.move(id, to);
      else positions = positions.swap(id, to);
      assertThat(positions.byId().values())
          .as("seed %s, change %s of %s to %s in %s", seed, i, id, to, before)
          .doesNotHaveDuplicates()
          .allMatch(position -> position >= 0);
    }
  }

  @Test
  void aMoveKeepsTheOrderOfTheOthers() {
    Positions moved = positions("a0 b3 c4 d9 e10").move("d", 2);
    assertThat(text(moved)).isEqualTo("a0 d2 b4 c5 e10");
  }

  @Test
  void negativePositionsAreNone() {
    assertThatThrownBy(() -> positions("a0").swap("a", -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> positions("a0").move("a", -2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Positions apply(Positions positions, String change) {
    String[] words = change.split(" ", -1);
    return switch (words[0]) {
      case "append" -> positions.append(words[1]);
      case "move" -> positions.move(words[1], Integer.parseInt(words[2]));
      case "swap" -> positions.swap(words[1], Integer.parseInt(words[2]));
      default -> throw new IllegalArgumentException(change);
    };
  }

  private static Positions without(Positions positions, String id) {
    Map<String, Integer> rest = new LinkedHashMap<>(positions.byId());
    rest.remove(id);
    return new Positions(rest);
  }

  private static Positions positions(String text) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(" ")) {
      positions.put(each.substring(0, 1), Integer.parseInt(each.substring(1)));
    }
    return new Positions(positions);
  }

  private static String text(Positions positions) {
    return positions.byId().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(each -> each.getKey() + each.getValue())
        .collect(Collectors.joining(" "));
  }
}
