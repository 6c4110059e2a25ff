package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Subject;

/**
 * Writes alerts, which are only ever made: the row, the payload beside it if it is long, the count
 * of its group, and, before all of that, the pointer by which lists find it. A pointer to an alert
 * that was never stored leads to nothing.
 */
final class AlertWriter implements RowWriter<Alert> {

  private final AlertDays days;
  private final Payloads payloads;

  AlertWriter(Table table) {
    days = new AlertDays(table);
    payloads = new Payloads(table);
  }

  @Override
  public Class<Alert> type() {
    return Alert.class;
  }

  @Override
  public void write(Step<Alert> step, Writes into) {
    Alert alert = step.after();
    if (step.before() != null || alert == null) {
      throw new IllegalStateException("alerts are only made");
    }
    Item.Builder row = AlertRow.columns(alert);
    into.addAll(payloads.place(alert, row));
    into.add(Write.put(row.build(), absent()));
    count(alert, step.whole(), into);
    String day = AlertRow.day(alert.id(), alert.createdAt());
    days.point(alert.org(), day, alert.id(), alert.groupId());
  }

  /** A new group counts its first alert itself. */
  private static void count(Alert alert, Change whole, Writes into) {
    Subject group = AlertGroup.subject(alert.org(), alert.groupId());
    if (whole.rows().stream()
        .anyMatch(row -> row.before() == null && row.subject().equals(group))) {
      return;
    }
    boolean guarded =
        whole.rows().stream().anyMatch(row -> row.subject().equals(group))
            || whole.expectations().stream().anyMatch(each -> each.row().subject().equals(group));
    if (!guarded) throw new IllegalStateException("an alert joins a group that may be gone");
    into.add(
        Write.update(
            Keys.group(alert.org(), alert.groupId()),
            null,
            Edit.add(GroupRow.ALERTS, 1),
            Edit.set(GroupRow.LAST_ALERT, alert.id())));
  }

  @Override
  public Write.Check check(Alert alert, Expectation expectation) {
    return new Write.Check(
        Keys.alert(alert.org(), alert.groupId(), alert.id()), Condition.exists());
  }
}
