package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.org.Limits.Budget;
import dev.watchbill.domain.org.Limits.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamoLimitsTest {

  private static final Duration WINDOW = Duration.ofSeconds(300);

  private final TestClock clock = new TestClock();
  private final MemoryTable memory = new MemoryTable(clock);
  private final DynamoLimits limits = new DynamoLimits(memory);

  private Taken take(String subject, Budget... budgets) {
    return limits.take(subject, WINDOW, clock.instant(), budgets);
  }

  private static boolean allowed(Taken taken) {
    return taken instanceof Taken.Allowed;
  }

  @Test
  void theRequestAfterTheLastOneIsRefusedUntilTheWindowEnds() {
    var budget = new Budget("C1", 3);
    for (int i = 0; i < 3; i++) assertThat(allowed(take("O1", budget))).isTrue();

    assertThat(take("O1", budget))
        .isInstanceOfSatisfying(
            Taken.Refused.class,
            refused -> {
              assertThat(refused.budget()).isEqualTo("C1");
              assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(WINDOW);
              clock.advance(refused.retryAfter().minusNanos(1));
              assertThat(allowed(take("O1", budget))).isFalse();
              clock.advance(Duration.ofNanos(1));
              assertThat(allowed(take("O1", budget))).isTrue();
            });
  }

  @Test
  void aRefusedRequestCountsNowhere() {
    var integration = new Budget("C1", 1);
    var organisation = new Budget("all", 2);
    take("O1", integration, organisation);

    for (int i = 0; i < 10; i++) {
      assertThat(take("O1", integration, organisation))
          .isInstanceOfSatisfying(
              Taken.Refused.class, refused -> assertThat(refused.budget()).isEqualTo("C1"));
    }

    assertThat(allowed(take("O1", new Budget("C2", 1), organisation))).isTrue();
    assertThat(take("O1", new Budget("C3", 1), organisation))
        .isInstanceOfSatisfying(
            Taken.Refused.class, refused -> assertThat(refused.budget()).isEqualTo("all"));
  }

  @Test
  void severalAreTakenTogetherOrNotAtAll() {
    Budget own = new Budget("C1", 10);
    Budget all = new Budget("all", 15);
    Instant now = clock.instant();
    assertThat(allowed(limits.take("O1", WINDOW, now, 7, own, all))).isTrue();
    assertThat(limits.take("O1", WINDOW, now, 4, own, all))
        .isInstanceOfSatisfying(
            Taken.Refused.class, refused -> assertThat(refused.budget()).isEqualTo("C1"));
    assertThat(allowed(limits.take("O1", WINDOW, now, 3, own, all))).isTrue();

    assertThat(limits.take("O1", WINDOW, now, 6, new Budget("C2", 10), all))
        .isInstanceOfSatisfying(
            Taken.Refused.class, refused -> assertThat(refused.budget()).isEqualTo("all"));
    assertThat(allowed(limits.take("O1", WINDOW, now, 5, new Budget("C2", 10), all))).isTrue();
    // Never room for so many, not even in a window of its own.
    assertThat(allowed(limits.take("O2", WINDOW, now, 11, own))).isFalse();
    assertThat(allowed(limits.take("O2", WINDOW, now, 10, own))).isTrue();
  }

  @Test
  void subjectsShareNothing() {
    var budget = new Budget("all", 1);
    take("O1", budget);

    assertThat(allowed(take("O2", budget))).isTrue();
    assertThat(allowed(take("O1", budget))).isFalse();
  }

  @Test
  void nothingIsTakenFromABudgetOfNothing() {
    assertThat(take("O1", new Budget("all", 5), new Budget("C1", 0)))
        .isInstanceOfSatisfying(
            Taken.Refused.class, refused -> assertThat(refused.budget()).isEqualTo("C1"));
    assertThat(memory.everything()).isEmpty();
  }

  @Test
  void manyAtOnceTakeNoMoreThanThereIs() {
    List<Boolean> answers = Collections.synchronizedList(new ArrayList<>());
    Instant now = clock.instant();
    Runnable one =
        () -> answers.add(allowed(limits.take("O1", WINDOW, now, new Budget("all", 30))));

    InParallel.run(4, Collections.nCopies(100, one));

    assertThat(answers).hasSize(100);
    assertThat(answers.stream().filter(yes -> yes).count()).isEqualTo(30);
  }

  @Test
  void anOldWindowGoesByItself() {
    take("O1", new Budget("all", 5));
    assertThat(memory.everything()).hasSize(1);

    clock.advance(Duration.ofHours(1));

    assertThat(memory.everything()).isEmpty();
  }

  @Test
  void windowsOfSubjectsStartAtDifferentSeconds() {
    long[] left =
        List.of("O1", "O2", "O3", "O4").stream()
            .mapToLong(
                subject -> {
                  take(subject, new Budget("all", 1));
                  return take(subject, new Budget("all", 1)) instanceof Taken.Refused refused
                      ? refused.retryAfter().toSeconds()
                      : -1;
                })
            .distinct()
            .toArray();

    assertThat(left).hasSizeGreaterThan(1).doesNotContain(-1);
  }
}
