package dev.watchbill.domain.escalation;

import dev.watchbill.domain.Saved;
import java.util.List;
import java.util.Optional;

/** The stored rules of people. They go with their person. */
public interface NotificationRules {

  /** The rules of a person; none for one who never had any. */
  PersonRules of(String org, String userId);

  /** The rules of the person who has this one. */
  Optional<PersonRules> holding(String org, String ruleId);

  /** The rules of everybody who has some, whoever had the first ones first. */
  List<PersonRules> all(String org);

  /** Stale when others changed them meanwhile, or the person is gone. */
  Saved replace(PersonRules rules);

  /** Removes them all, when the person goes; stale when others changed them meanwhile. */
  Saved delete(PersonRules rules);
}
