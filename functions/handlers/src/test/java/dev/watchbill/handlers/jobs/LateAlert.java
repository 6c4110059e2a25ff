package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Listing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets something happen right after the alerts of a group were read for the first time. */
final class LateAlert implements Alerts {
  private final JobWorld world;
  private @Nullable Runnable then;

  LateAlert(JobWorld world, Runnable then) {
    this.world = world;
    this.then = then;
  }

  @Override
  public <T> List<T> ofGroup(String org, String groupId, int limit, Function<Alert, T> each) {
    List<T> read = world.alerts.ofGroup(org, groupId, limit, each);
    Runnable now = then;
    then = null;
    if (now != null) now.run();
    return read;
  }

  @Override
  public Optional<Alert> find(String org, String groupId, String alertId) {
    return world.alerts.find(org, groupId, alertId);
  }

  @Override
  public Map<String, Alert> newestOf(Collection<AlertGroup> groups) {
    return world.alerts.newestOf(groups);
  }

  @Override
  public Listing<Alert> list(Filter filter, int page, int perPage) {
    return world.alerts.list(filter, page, perPage);
  }

  @Override
  public void wipe(String org, String groupId, String note) {
    world.alerts.wipe(org, groupId, note);
  }

  @Override
  public long countSince(String org, String groupId, Instant from, int most) {
    return world.alerts.countSince(org, groupId, from, most);
  }
}
