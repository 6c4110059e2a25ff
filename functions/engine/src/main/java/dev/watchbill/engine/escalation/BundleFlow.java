package dev.watchbill.engine.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.delivery.SendWindow;
import dev.watchbill.domain.delivery.SendWindows;
import dev.watchbill.domain.escalation.PagingMachine;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.engine.TimerFlow;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends what was collected for a person as one message. */
public final class BundleFlow implements TimerFlow {
  private final AlertGroups groups;
  private final People people;
  private final SendWindows windows;

  @Inject
  public BundleFlow(AlertGroups groups, People people, SendWindows windows) {
    this.groups = groups;
    this.people = people;
    this.windows = windows;
  }

  @Override
  public Optional<Change> decide(Timer due, Instant now) {
    Optional<SendWindow> named = SendWindow.named(due);
    if (named.isEmpty()) return Optional.empty();
    SendWindow window =
        windows.of(due.org(), named.get().userId(), named.get().channel(), named.get().important());
    if (window.due() == null || due.due().isBefore(window.due())) return Optional.empty();
    Map<String, AlertGroup> about = new HashMap<>();
    for (SendWindow.Waiting each : window.waiting()) {
      if (about.containsKey(each.groupId())) continue;
      groups.find(due.org(), each.groupId()).ifPresent(group -> about.put(group.id(), group));
    }
    return Optional.of(
        PagingMachine.bundle(window, about, people.reach(due.org(), window.userId()), now));
  }
}
