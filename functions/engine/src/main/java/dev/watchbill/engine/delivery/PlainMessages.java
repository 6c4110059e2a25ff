package dev.watchbill.engine.delivery;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.escalation.NotifyBy;
import dev.watchbill.domain.org.User;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import dev.watchbill.engine.escalation.People;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Messages to one person that are about no alert group; they leave as pages do. */
public final class PlainMessages {
  private final People people;
  private final PublicIds ids;
  private final Commits commits;

  @Inject
  PlainMessages(People people, PublicIds ids, Commits commits) {
    this.people = people;
    this.ids = ids;
    this.commits = commits;
  }

  /** The person's address for it; empty when there is none. */
  public Optional<String> address(User user, NotifyBy by) {
    return people.reach(user.org(), user.id()).address(by);
  }

  /**
   * Writes the message; sending it is somebody else's work.
   *
   * @return the delivery; empty when the table was contended
   */
  public Optional<Delivery> write(
      User user, DeliveryChannel channel, String to, String text, String reason) {
    String id = Delivery.id(user.org(), "plain", ids.unique());
    return commits.decide(
        now -> {
          Delivery delivery =
              Delivery.plain(
                  id,
                  user.org(),
                  Delivery.Purpose.TEST,
                  channel,
                  to,
                  user.id(),
                  List.of(),
                  text,
                  reason,
                  now);
          return Step.commit(Change.at(now).create(delivery).set(delivery.timer()), delivery);
        });
  }
}
