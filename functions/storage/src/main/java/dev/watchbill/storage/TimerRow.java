package dev.watchbill.storage;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A timer's row: what it is about stands in its key. */
final class TimerRow {

  static final String ATTEMPTS = "attempts";
  private static final String ERROR = "error";

  private TimerRow() {}

  static Item item(Timer timer) {
    return item(Keys.timer(timer), timer);
  }

  static Item item(Key key, Timer timer) {
    return Item.at(key, "timer")
        .version(1)
        .set(ATTEMPTS, timer.attempts())
        .set(ERROR, timer.lastError())
        .build();
  }

  static Timer read(TimerKind kind, int shard, Item item) {
    return read(
        Timer.fromReference(kind, shard, item.key().sk())
            .orElseThrow(() -> new IllegalStateException(item.key() + " is no timer")),
        item);
  }

  /** The timer of this name as its row says. */
  static Timer read(Timer named, Item item) {
    @Nullable String error = item.text(ERROR);
    return named.standing(Math.toIntExact(item.number(ATTEMPTS, 0)), error);
  }

  /** A row under {@link Keys#parked}; empty when this version does not know its kind. */
  static Optional<Timer> readParked(Item item) {
    return Timer.fromMessage(item.key().sk()).map(timer -> read(timer, item));
  }
}
