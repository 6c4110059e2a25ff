package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.ShiftSwap.Status;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.schedule.SwapWrites;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/shift_swaps}: spec oncall-api §18. Lists show what starts from now on unless
 * {@code starting_after} says otherwise; one swap is found whenever it starts.
 */
public final class ShiftSwapsResource extends ConfigResource<ShiftSwap> {
  private final SwapWrites swaps;
  private final SwapFields fields;
  private final SwapView view;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  ShiftSwapsResource(
      OnCallGate gate,
      SwapWrites swaps,
      SwapFields fields,
      SwapView view,
      Commits commits,
      Settings settings,
      PublicIds ids,
      InstantSource clock) {
    super(gate, Role.VIEWER, Role.EDITOR, swaps, settings, commits);
    this.swaps = swaps;
    this.fields = fields;
    this.view = view;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    if (below.size() == 2 && below.get(1).equals("take")) {
      String id = below.getFirst();
      return new Verbs().on("POST", writer(), call -> take(call, id));
    }
    return super.verbs(below);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  protected ShiftSwap create(Call call, Fields in) {
    return fields.create(call, in, ids.next("SSR"), now());
  }

  @Override
  protected ShiftSwap update(Call call, ShiftSwap old, Fields in) {
    return fields.update(call, old, in, now());
  }

  private Response take(Call call, String id) {
    if (swaps.find(call.org(), id).isEmpty()) return notFound();
    return withFields(call, (c, in) -> take(c, id, in));
  }

  private Response take(Call call, String id, Fields in) {
    Optional<String> benefactor = fields.person(call, in, "benefactor");
    if (benefactor.isEmpty()) return refuse(in.problem().orElseThrow());
    return untilDone(() -> taken(call, id, benefactor.get()));
  }

  /** Empty: somebody was faster. */
  private Optional<Response> taken(Call call, String id, String benefactor) {
    Optional<ShiftSwap> open = swaps.find(call.org(), id);
    if (open.isEmpty()) return Optional.of(notFound());
    Instant now = now();
    if (open.get().status(now) != Status.OPEN) {
      return Optional.of(
          refuse(
              new Problem.Refused(
                  "The shift swap request is not in a state which allows it to be taken")));
    }
    if (open.get().beneficiary().equals(benefactor)) {
      return Optional.of(
          refuse(
              new Problem.Refused(
                  "A shift swap request cannot be created and taken by the same user")));
    }
    ShiftSwap taken = open.get().takenBy(benefactor, now);
    return switch (swaps.replace(taken)) {
      case Saved.Done _ -> Optional.of(Response.json(200, show(call, taken)));
      case Saved.Full full -> Optional.of(refuse(full(full)));
      case Saved.TooLarge large -> Optional.of(refuse(tooLarge(large)));
      case Saved.Duplicate _ -> Optional.of(refuse(duplicate()));
      case Saved.Stale _ -> Optional.empty();
    };
  }

  @Override
  protected List<ShiftSwap> filter(Call call, List<ShiftSwap> all, Fields in) {
    Request request = call.request();
    Instant now = now();
    String asked = request.parameter("starting_after");
    Instant from = now;
    if (asked != null && !asked.isEmpty()) {
      Optional<Instant> instant = QueryTimes.instant(asked);
      if (instant.isEmpty()) {
        in.refuse(new Problem.Listed(QueryTimes.WRONG_INSTANT));
        return List.of();
      }
      from = instant.get();
    }
    Instant first = from;
    boolean openOnly = "true".equalsIgnoreCase(request.parameter("open_only"));
    return all.stream()
        .filter(swap -> !swap.start().isBefore(first))
        .filter(swap -> isAsked(request.parameter("schedule_id"), swap.schedule()))
        .filter(swap -> isAsked(request.parameter("beneficiary"), swap.beneficiary()))
        .filter(swap -> isAsked(request.parameter("benefactor"), swap.benefactor()))
        .filter(swap -> !openOnly || swap.status(now) == Status.OPEN)
        .sorted(Comparator.comparing(ShiftSwap::start))
        .toList();
  }

  private static boolean isAsked(@Nullable String asked, @Nullable String value) {
    return asked == null || asked.isEmpty() || asked.equals(value);
  }

  @Override
  protected List<Map<String, @Nullable Object>> showAll(Call call, List<ShiftSwap> page) {
    return view.brief(page, expanded(call), now(), call.org());
  }

  @Override
  protected Map<String, @Nullable Object> show(Call call, ShiftSwap swap) {
    return view.whole(swap, expanded(call), now());
  }

  @Override
  protected Map<String, @Nullable Object> show(ShiftSwap swap) {
    return view.whole(swap, false, now());
  }

  private static boolean expanded(Call call) {
    return "true".equalsIgnoreCase(call.request().parameter("expand_users"));
  }

  @Override
  protected Problem duplicate() {
    return new Problem.Refused(
        "These hours of this user are already asked for or taken by another shift swap request");
  }
}
