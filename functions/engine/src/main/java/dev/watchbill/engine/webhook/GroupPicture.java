package dev.watchbill.engine.webhook;

import dev.watchbill.domain.alert.AlertGroup;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert group as the public API shows it, which is how webhooks show it too. */
@FunctionalInterface
public interface GroupPicture {
  Map<String, @Nullable Object> of(AlertGroup group);
}
