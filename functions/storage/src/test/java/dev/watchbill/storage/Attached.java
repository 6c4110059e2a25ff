package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.alert.AlertGroup.Status;

/** Groups that follow another. */
final class Attached {

  private Attached() {}

  static AlertGroup to(String root, AlertGroup group) {
    Status own = group.status();
    return with(
        group,
        new Status(
            own.open(),
            own.acknowledged(),
            own.resolved(),
            own.silence(),
            root,
            own.wipedAt(),
            own.restartedAt(),
            own.respondedAt(),
            own.escalation()));
  }

  static AlertGroup with(AlertGroup group, Status status) {
    return with(group, status, group.lock(), group.content());
  }

  static AlertGroup with(AlertGroup group, Status status, Lock lock, Content content) {
    return new AlertGroup(
        group.id(),
        group.org(),
        group.integrationId(),
        group.routeId(),
        group.number(),
        group.distinction(),
        group.createdAt(),
        group.receivedAt(),
        group.previous(),
        group.maintenance(),
        lock,
        content,
        status,
        group.ledger(),
        group.version());
  }
}
