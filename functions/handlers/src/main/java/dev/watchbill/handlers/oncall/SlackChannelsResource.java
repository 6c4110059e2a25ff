package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.org.Role;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/slack_channels}: an empty list, as without Slack (spec oncall-api §12). */
public final class SlackChannelsResource extends OnCallResource {
  private final Settings settings;

  @Inject
  SlackChannelsResource(OnCallGate gate, Settings settings) {
    super(gate, Role.VIEWER, Role.ADMIN);
    this.settings = settings;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    if (!below.isEmpty()) return null;
    return new Verbs()
        .on(
            "GET",
            reader(),
            call ->
                Paging.of(call.request(), 50)
                    .envelope(call.request(), settings.baseUrl(), new Listing<>(List.of(), 0, 1)));
  }
}
