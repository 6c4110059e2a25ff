package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/alert_groups/{id}/decisions}: an extension of ours. Every decision about the
 * group, oldest first, and whether the chain that holds them together is whole.
 */
final class AlertGroupStory {
  /** A decision may be made between the two reads; that is no damage. */
  private static final int TRIES = 3;

  private final AlertGroups groups;
  private final Settings settings;

  @Inject
  AlertGroupStory(AlertGroups groups, Settings settings) {
    this.groups = groups;
    this.settings = settings;
  }

  Response page(Call call, String id, int pageLength) {
    List<Ledger.Entry> story = List.of();
    List<String> problems = List.of();
    for (int i = 0; i < TRIES; i++) {
      Optional<AlertGroup> group = groups.find(call.org(), id);
      if (group.isEmpty()) return Refusals.of(new Problem.NotFound());
      story = groups.story(call.org(), id);
      problems = Ledger.verify(story, group.get().ledger());
      if (problems.isEmpty()) break;
    }
    Paging paging = Paging.of(call.request(), pageLength);
    Listing<Ledger.Entry> page = paging.cut(story);
    return paging.envelope(
        call.request(),
        settings.baseUrl(),
        new Listing<>(
            page.rows().stream().map(AlertGroupStory::show).toList(), page.count(), page.page()),
        Map.of("verified", problems.isEmpty(), "problems", problems));
  }

  static Map<String, @Nullable Object> show(Ledger.Entry entry) {
    Actor actor = entry.decision().actor();
    Map<String, @Nullable Object> by = new LinkedHashMap<>();
    by.put("type", actor.kind().slug());
    by.put("user_id", actor.userId());
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("number", entry.number());
    shown.put("created_at", Timestamps.text(entry.at()));
    shown.put("kind", entry.decision().kind());
    shown.put("actor", by);
    shown.put("reason", entry.decision().reason());
    shown.put("inputs", entry.decision().inputs());
    shown.put("previous_hash", entry.previousHash());
    shown.put("hash", entry.hash());
    return shown;
  }
}
