package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatches;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code /api/v1/schedules/{id}/decisions}: an extension of ours. Every handoff, gap and trouble
 * that was told of the schedule, oldest first, as decisions of an alert group are shown.
 */
final class ScheduleStory {
  private static final int PAGE = 50;

  /** A decision may be made between the two reads; that is no damage. */
  private static final int TRIES = 3;

  private final ScheduleWatches watches;
  private final Settings settings;

  @Inject
  ScheduleStory(ScheduleWatches watches, Settings settings) {
    this.watches = watches;
    this.settings = settings;
  }

  Response page(Call call, ScheduleRow row) {
    List<Ledger.Entry> story = List.of();
    List<String> problems = List.of();
    for (int i = 0; i < TRIES; i++) {
      // Of what is remembered only the head matters here, whenever it may have begun.
      Ledger.Head head = watches.find(call.org(), row.id(), Instant.EPOCH).ledger();
      story = watches.story(call.org(), row.id());
      problems = Ledger.verify(story, head);
      if (problems.isEmpty()) break;
    }
    Paging paging = Paging.of(call.request(), PAGE);
    Listing<Ledger.Entry> page = paging.cut(story);
    return paging.envelope(
        call.request(),
        settings.baseUrl(),
        new Listing<>(
            page.rows().stream().map(AlertGroupStory::show).toList(), page.count(), page.page()),
        Map.of("verified", problems.isEmpty(), "problems", problems));
  }
}
