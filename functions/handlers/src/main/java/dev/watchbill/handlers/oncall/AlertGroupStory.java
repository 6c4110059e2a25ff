package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * {@code /api/v1/alert_groups/{id}/decisions}: an extension of ours. Every decision about the
 * group, oldest first, and whether the chain that holds them together is whole.
 */
final class AlertGroupStory {
  private final AlertGroups groups;
  private final Settings settings;

  @Inject
  AlertGroupStory(AlertGroups groups, Settings settings) {
    this.groups = groups;
    this.settings = settings;
  }

  Response page(Call call, String id, int pageLength) {
    Optional<AlertGroup> group = groups.find(call.org(), id);
    if (group.isEmpty()) return Refusals.of(new Problem.NotFound());
    return CheckedStory.read(
            group.get().ledger(),
            () -> groups.find(call.org(), id).map(AlertGroup::ledger).orElse(Ledger.Head.EMPTY),
            () -> groups.story(call.org(), id))
        .page(call, settings.baseUrl(), pageLength);
  }
}
