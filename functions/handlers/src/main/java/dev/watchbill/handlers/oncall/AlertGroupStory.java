package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Ledger.Head;
import dev.watchbill.domain.delivery.Deliveries;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of an alert group, extensions of ours. {@code …/{id}/decisions}: every decision about
 * it, about its escalation and about whom that paged, oldest first, and whether the chains that
 * hold them together are whole. {@code …/{id}/deliveries}: every message that was written about it.
 */
final class AlertGroupStory {
  private final AlertGroups groups;
  private final Escalations escalations;
  private final Deliveries deliveries;
  private final Settings settings;

  @Inject
  AlertGroupStory(
      AlertGroups groups, Escalations escalations, Deliveries deliveries, Settings settings) {
    this.groups = groups;
    this.escalations = escalations;
    this.deliveries = deliveries;
    this.settings = settings;
  }

  Response page(Call call, String id, int pageLength) {
    String org = call.org();
    Optional<AlertGroup> group = groups.find(org, id);
    if (group.isEmpty()) return Refusals.of(new Problem.NotFound());
    List<CheckedStory> stories = new ArrayList<>();
    stories.add(
        CheckedStory.read(
            CheckedStory.About.GROUP,
            () -> groups.find(org, id).map(AlertGroup::ledger).orElse(Head.EMPTY),
            () -> groups.story(org, id)));
    stories.add(
        CheckedStory.read(
            CheckedStory.About.ESCALATION,
            () -> escalations.find(org, id).map(Escalation::ledger).orElse(Head.EMPTY),
            () -> escalations.story(org, id)));
    List<dev.watchbill.domain.escalation.Paging> paged = escalations.pagings(org, id);
    Map<String, List<Ledger.Entry>> told =
        paged.isEmpty() ? Map.of() : escalations.pagingStories(org, id);
    for (var paging : paged) {
      String user = paging.userId();
      CheckedStory.About about = CheckedStory.About.person(user);
      CheckedStory looked =
          CheckedStory.look(about, paging.ledger(), told.getOrDefault(user, List.of()));
      stories.add(looked.problems().isEmpty() ? looked : again(about, org, id, user));
    }
    return CheckedStory.page(stories, call, settings.baseUrl(), pageLength);
  }

  private CheckedStory again(CheckedStory.About about, String org, String id, String user) {
    return CheckedStory.read(
        about,
        () -> escalations.paging(org, id, user).map(each -> each.ledger()).orElse(Head.EMPTY),
        () -> escalations.pagingStories(org, id).getOrDefault(user, List.of()));
  }

  /** Oldest first. */
  Response deliveries(Call call, String id, int pageLength) {
    if (groups.find(call.org(), id).isEmpty()) return Refusals.of(new Problem.NotFound());
    Set<String> ids = new TreeSet<>();
    List<List<Ledger.Entry>> stories =
        new ArrayList<>(escalations.pagingStories(call.org(), id).values());
    stories.add(groups.story(call.org(), id));
    stories.add(escalations.story(call.org(), id));
    for (List<Ledger.Entry> story : stories) {
      for (Ledger.Entry entry : story) {
        String delivery = entry.decision().inputs().get("delivery");
        if (delivery != null) ids.add(delivery);
      }
    }
    List<Map<String, @Nullable Object>> shown =
        deliveries.those(ids).stream()
            .sorted((a, b) -> a.createdAt().compareTo(b.createdAt()))
            .map(AlertGroupStory::show)
            .toList();
    Paging page = Paging.of(call.request(), pageLength);
    return page.envelope(call.request(), settings.baseUrl(), page.cut(shown));
  }

  private static Map<String, @Nullable Object> show(Delivery delivery) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", delivery.id());
    shown.put("user_id", delivery.userId());
    shown.put("channel", delivery.channel().slug());
    shown.put("to", delivery.to());
    shown.put("rule", delivery.rule());
    shown.put("purpose", delivery.purpose().slug());
    shown.put("state", delivery.state().slug());
    shown.put("reason", delivery.reason());
    shown.put("attempts", delivery.attempt());
    shown.put("created_at", Timestamps.text(delivery.createdAt()));
    shown.put(
        "history",
        delivery.history().stream()
            .map(
                line -> {
                  Map<String, @Nullable Object> one = new LinkedHashMap<>();
                  one.put("at", Timestamps.text(line.at()));
                  one.put("what", line.what());
                  one.put("code", line.code());
                  return one;
                })
            .toList());
    return shown;
  }
}
