package dev.watchbill.domain.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.change.Subject.Kind;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What several decisions in one make of the world. */
class ChangeTest {
  private static final Instant NOW = Instant.parse("2030-03-01T12:00:00Z");

  private record Thing(String id, int state) implements Row {
    @Override
    public Subject subject() {
      return new Subject(Kind.INTEGRATION, "O1", id);
    }
  }

  private static Timer timer(int n) {
    return Timer.at(TimerKind.SILENCE_EXPIRY, NOW.plusSeconds(n), "O1", "I1");
  }

  /** Once opening starts an escalation, the same alert may acknowledge: its page must not come. */
  @Test
  void aTimerThatIsSetAndThenClearedDoesNotStand() {
    Change opens = Change.at(NOW).set(timer(1));
    Change acknowledges = Change.at(NOW).clear(timer(1));
    assertThat(opens.then(acknowledges).setTimers()).isEmpty();
    assertThat(opens.then(acknowledges).clearedTimers()).containsExactly(timer(1));
    assertThat(acknowledges.then(opens).setTimers()).containsExactly(timer(1));
    assertThat(acknowledges.then(opens).clearedTimers()).isEmpty();
  }

  @Test
  void theLastWordAboutATimerCountsInWhateverOrder() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Map<Integer, Boolean> stands = new HashMap<>();
      Change all = Change.at(NOW);
      for (int i = 0; i < 12; i++) {
        int n = random.nextInt(4);
        boolean set = random.nextBoolean();
        stands.put(n, set);
        Change one = set ? Change.at(NOW).set(timer(n)) : Change.at(NOW).clear(timer(n));
        all = random.nextBoolean() ? all.then(one) : set ? all.set(timer(n)) : all.clear(timer(n));
      }
      List<Timer> set = new ArrayList<>();
      List<Timer> cleared = new ArrayList<>();
      stands.forEach((n, is) -> (is ? set : cleared).add(timer(n)));
      assertThat(all.setTimers()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(set);
      assertThat(all.clearedTimers())
          .as("seed " + seed)
          .containsExactlyInAnyOrderElementsOf(cleared);
    }
  }

  @Test
  void theTimerThatRanIsKeptWhateverFollows() {
    Change first = Change.at(NOW).ran(timer(1));
    assertThat(first.then(Change.at(NOW).set(timer(2))).ran()).isEqualTo(timer(1));
    assertThat(Change.at(NOW).then(first).ran()).isEqualTo(timer(1));
  }

  @Test
  void twoChangesOfOneThingAreOneFromItsFirstStateToItsLast() {
    Thing one = new Thing("C1", 1);
    Thing two = new Thing("C1", 2);
    Thing three = new Thing("C1", 3);
    Change both =
        Change.at(NOW).replace(one, two).then(Change.at(NOW.plusSeconds(1)).replace(two, three));
    assertThat(both.rows()).containsExactly(new RowChange(one, three));
    assertThat(both.after(one)).isEqualTo(three);
    assertThat(both.at()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void whatIsMadeAndChangedIsMadeSoAndWhatIsMadeAndGoesIsNothing() {
    Thing one = new Thing("C1", 1);
    Thing two = new Thing("C1", 2);
    Change made = Change.at(NOW).create(one).replace(one, two);
    assertThat(made.rows()).containsExactly(new RowChange(null, two));
    assertThat(made.delete(two).rows()).isEmpty();
    assertThat(Change.at(NOW).replace(one, two).delete(two).rows())
        .containsExactly(new RowChange(one, null));
  }

  @Test
  void oneThingDoesNotBecomeAnother() {
    assertThatThrownBy(() -> Change.at(NOW).replace(new Thing("C1", 1), new Thing("C2", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void groupsThatFollowASpecialOneAreToldByATimer() {
    Subject special = new Subject(Kind.ALERT_GROUP, "O1", "I1");
    Timer cascade = Timer.at(TimerKind.CASCADE, NOW, "O1", "I1");
    assertThat(followed(special, Happened.Action.RESOLVED, true)).containsExactly(cascade);
    assertThat(followed(special, Happened.Action.RESOLVED, false)).isEmpty();
    assertThat(followed(special, Happened.Action.OPENED, true)).isEmpty();
  }

  private static List<Timer> followed(Subject subject, Happened.Action action, boolean collects) {
    return Subscribers.followed(
            Change.at(NOW).happened(new Happened.ToGroup(subject, action, Actor.SYSTEM, collects)))
        .setTimers();
  }
}
