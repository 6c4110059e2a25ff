package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.org.Role;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/info}: where this deployment is (spec oncall-api §21). */
public final class InfoResource extends OnCallResource {
  private final Settings settings;

  @Inject
  InfoResource(OnCallGate gate, Settings settings) {
    super(gate, Role.VIEWER, Role.ADMIN);
    this.settings = settings;
  }

  @Override
  protected OnCallGate.Throttle throttle() {
    return OnCallGate.Throttle.INFO;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return below.isEmpty()
        ? new Verbs()
            .on("GET", reader(), call -> Response.json(200, Map.of("url", settings.baseUrl())))
        : null;
  }
}
