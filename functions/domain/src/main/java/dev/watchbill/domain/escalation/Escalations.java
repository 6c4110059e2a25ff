package dev.watchbill.domain.escalation;

import dev.watchbill.domain.change.Ledger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored escalations and the people they page. They are written by changes alone. */
public interface Escalations {

  Optional<Escalation> find(String org, String groupId);

  Optional<Paging> paging(String org, String groupId, String userId);

  /** What stands of the group and these people, by user; who was never told of it is left out. */
  Map<String, Paging> pagings(String org, String groupId, Collection<String> userIds);

  /** Everybody who was ever told of the group. */
  List<Paging> pagings(String org, String groupId);

  /** Every decision about the escalation of the group, oldest first. */
  List<Ledger.Entry> story(String org, String groupId);

  /** Every decision about whom it paged, oldest first, by user. */
  Map<String, List<Ledger.Entry>> pagingStories(String org, String groupId);

  /** Whom each of these steps notified last, by step. */
  Map<String, String> pointers(String org, Collection<String> stepIds);
}
