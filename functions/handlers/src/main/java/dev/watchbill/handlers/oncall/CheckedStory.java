package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.handlers.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about something, oldest first, and what is wrong with the chain that holds them
 * together.
 *
 * @param problems empty = nothing was removed or changed
 */
record CheckedStory(List<Ledger.Entry> entries, List<String> problems) {

  /** A decision may be made between the two reads; that is no damage, and the next look agrees. */
  private static final int LOOKS = 3;

  /**
   * Reads a story, the head always first.
   *
   * @param head as it was read a moment ago
   * @param again the head as it is now
   */
  static CheckedStory read(
      Ledger.Head head, Supplier<Ledger.Head> again, Supplier<List<Ledger.Entry>> story) {
    CheckedStory looked = look(head, story);
    for (int i = 1; i < LOOKS && !looked.problems.isEmpty(); i++) looked = look(again.get(), story);
    return looked;
  }

  private static CheckedStory look(Ledger.Head head, Supplier<List<Ledger.Entry>> story) {
    List<Ledger.Entry> entries = story.get();
    return new CheckedStory(entries, Ledger.verify(entries, head));
  }

  Response page(Call call, String baseUrl, int pageLength) {
    Paging paging = Paging.of(call.request(), pageLength);
    Listing<Ledger.Entry> page = paging.cut(entries);
    return paging.envelope(
        call.request(),
        baseUrl,
        new Listing<>(
            page.rows().stream().map(CheckedStory::show).toList(), page.count(), page.page()),
        Map.of("verified", problems.isEmpty(), "problems", problems));
  }

  private static Map<String, @Nullable Object> show(Ledger.Entry entry) {
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
