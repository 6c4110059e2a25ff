package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.handlers.http.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about something, oldest first, and what is wrong with the chain that holds them
 * together.
 *
 * @param about what it is about
 * @param problems empty = nothing was removed or changed
 */
record CheckedStory(About about, List<Ledger.Entry> entries, List<String> problems) {

  /**
   * What a story is about.
   *
   * @param userId of whom, for one about a person
   */
  record About(String type, @Nullable String userId) {
    static final About SCHEDULE = new About("schedule", null);
    static final About GROUP = new About("alert_group", null);
    static final About ESCALATION = new About("escalation", null);

    static About person(String userId) {
      return new About("person", userId);
    }
  }

  private record Told(About about, Ledger.Entry entry) {}

  /** A decision may be made between the two reads; that is no damage, and the next look agrees. */
  private static final int LOOKS = 3;

  /**
   * Reads a story, the head always first.
   *
   * @param head of what it is about, as it is now
   */
  static CheckedStory read(
      About about, Supplier<Ledger.Head> head, Supplier<List<Ledger.Entry>> story) {
    CheckedStory looked = look(about, head.get(), story.get());
    for (int i = 1; i < LOOKS && !looked.problems.isEmpty(); i++) {
      looked = look(about, head.get(), story.get());
    }
    return looked;
  }

  static CheckedStory look(About about, Ledger.Head head, List<Ledger.Entry> entries) {
    return new CheckedStory(about, entries, Ledger.verify(entries, head));
  }

  /** Several stories as one. */
  static Response page(List<CheckedStory> stories, Call call, String baseUrl, int pageLength) {
    List<Told> told = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (CheckedStory story : stories) {
      for (Ledger.Entry entry : story.entries) told.add(new Told(story.about, entry));
      for (String problem : story.problems) problems.add(story.about.type + ": " + problem);
    }
    told.sort(Comparator.comparing(each -> each.entry().at())); // stable: a story keeps its order
    Paging paging = Paging.of(call.request(), pageLength);
    Listing<Told> page = paging.cut(told);
    return paging.envelope(
        call.request(),
        baseUrl,
        new Listing<>(
            page.rows().stream().map(CheckedStory::show).toList(), page.count(), page.page()),
        Map.of("verified", problems.isEmpty(), "problems", problems));
  }

  private static Map<String, @Nullable Object> show(Told told) {
    Ledger.Entry entry = told.entry();
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("type", told.about().type());
    about.put("user_id", told.about().userId());
    Actor actor = entry.decision().actor();
    Map<String, @Nullable Object> by = new LinkedHashMap<>();
    by.put("type", actor.kind().slug());
    by.put("user_id", actor.userId());
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("about", about);
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
