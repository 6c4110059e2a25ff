package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.org.Role;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/slack_channels} and {@code /api/v1/user_groups}: empty lists, as without Slack
 * (spec oncall-api §11 and §12).
 */
public final class EmptyListResource extends OnCallResource {
  private final Settings settings;

  @Inject
  EmptyListResource(OnCallGate gate, Settings settings) {
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
