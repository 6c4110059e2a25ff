package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatches;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * {@code /api/v1/schedules/{id}/decisions}: an extension of ours. Every handoff, gap and trouble
 * that was told of the schedule, oldest first, as decisions of an alert group are shown.
 */
final class ScheduleStory {
  private static final int PAGE = 50;

  private final ScheduleWatches watches;
  private final Settings settings;

  @Inject
  ScheduleStory(ScheduleWatches watches, Settings settings) {
    this.watches = watches;
    this.settings = settings;
  }

  Response page(Call call, ScheduleRow row) {
    return CheckedStory.page(
        List.of(
            CheckedStory.read(
                CheckedStory.About.SCHEDULE,
                () -> head(call, row),
                () -> watches.story(call.org(), row.id()))),
        call,
        settings.baseUrl(),
        PAGE);
  }

  /** Of what is remembered only the head matters here, whenever it may have begun. */
  private Ledger.Head head(Call call, ScheduleRow row) {
    return watches.find(call.org(), row.id(), Instant.EPOCH).ledger();
  }
}
