package dev.watchbill.handlers.oncall;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/timers}: an extension of ours, for admins. The timers that failed too often and
 * wait for a person, and {@code POST …/{id}/retry}, which has one run again at once.
 */
public final class TimersResource extends OnCallResource {
  private static final int PAGE = 50;

  private final Timers timers;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  TimersResource(OnCallGate gate, Timers timers, Settings settings, InstantSource clock) {
    super(gate, Role.ADMIN, Role.ADMIN);
    this.timers = timers;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    if (below.isEmpty()) return new Verbs().on("GET", reader(), this::list);
    return below.size() == 2 && below.getLast().equals("retry")
        ? new Verbs().on("POST", writer(), call -> retry(call, below.getFirst()))
        : null;
  }

  private Response list(Call call) {
    Paging paging = Paging.of(call.request(), PAGE);
    Listing<Timer> page = paging.cut(timers.parked(call.org()));
    return paging.envelope(
        call.request(),
        settings.baseUrl(),
        new Listing<>(
            page.rows().stream().map(TimersResource::show).toList(), page.count(), page.page()));
  }

  private Response retry(Call call, String id) {
    Optional<String> reference = reference(id);
    return reference.isPresent() && timers.retry(call.org(), reference.get(), clock.instant())
        ? Response.empty(204)
        : notFound();
  }

  /** A reference has dots and number signs, which have no place in a path. */
  private static String id(Timer timer) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(timer.reference().getBytes(UTF_8));
  }

  private static Optional<String> reference(String id) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(id), UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not one of ours
    }
  }

  private static Map<String, @Nullable Object> show(Timer timer) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", id(timer));
    shown.put("kind", timer.kind().slug());
    shown.put("subject", timer.subject());
    shown.put("due_at", Timestamps.text(timer.due()));
    shown.put("attempts", timer.attempts());
    shown.put("last_error", timer.lastError());
    return shown;
  }
}
