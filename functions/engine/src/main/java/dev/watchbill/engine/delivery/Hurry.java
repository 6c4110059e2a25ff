package dev.watchbill.engine.delivery;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.Delivery.Purpose;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.escalation.Paging;
import dev.watchbill.domain.escalation.PagingMachine;
import dev.watchbill.engine.escalation.People;
import dev.watchbill.engine.escalation.SendingRules;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a page has failed, the person's next rule does not wait for its time (delivery §3.7). */
public final class Hurry {
  private final Escalations escalations;
  private final People people;
  private final SendingRules settings;

  @Inject
  public Hurry(Escalations escalations, People people, SendingRules settings) {
    this.escalations = escalations;
    this.people = people;
    this.settings = settings;
  }

  /** The change of a delivery, with what a failure of it brings about. */
  Change with(Change change, Delivery delivery) {
    String user = delivery.userId();
    if (user == null || delivery.purpose() != Purpose.PAGE) return change;
    boolean failed =
        switch (change.after(delivery).state()) {
          case FAILED, UNDELIVERABLE, EXPIRED, SUPPRESSED -> true;
          case PENDING, CLAIMED, SENT, DELIVERED, CANCELLED -> false;
        };
    if (!failed || settings.keepsTime(delivery.org())) return change;
    Change all = change;
    for (String group : delivery.groups()) {
      Optional<Paging> paging = escalations.paging(delivery.org(), group, user);
      if (paging.isEmpty() || paging.get().run() != delivery.run()) continue;
      @Nullable Change hurried =
          PagingMachine.hurry(paging.get(), people.rules(delivery.org(), user), change.at());
      if (hurried != null) all = all.then(hurried);
    }
    return all;
  }
}
