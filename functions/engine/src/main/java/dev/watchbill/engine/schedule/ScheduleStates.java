package dev.watchbill.engine.schedule;

import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Window;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** Who is on call now, from what a schedule's row says or, where it does not, calculated. */
public final class ScheduleStates {
  private final Rotas rotas;
  private final InstantSource clock;

  @Inject
  public ScheduleStates(Rotas rotas, InstantSource clock) {
    this.rotas = rotas;
    this.clock = clock;
  }

  /** Now, as far as shifts are concerned: their times have no fractions of a second. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The users on call now. */
  public List<String> onCallNow(ScheduleRow row) {
    Instant now = now();
    OnCallState state = row.onCall();
    return (state == null ? java.util.Optional.<List<String>>empty() : state.at(now))
        .orElseGet(() -> OnCall.at(rotas.of(row, ahead(now)), now).users());
  }

  /** The row with who is on call now and next, as the rota will be after the change. */
  public ScheduleRow calculated(ScheduleRow row, UnaryOperator<Rota> change) {
    Instant now = now();
    Rota after = rotas.peopled(row.org(), change.apply(rotas.of(row, ahead(now))));
    return row.withOnCall(OnCallState.of(after, now));
  }

  private static Window ahead(Instant now) {
    return new Window(now, now.plus(OnCall.HORIZON));
  }
}
