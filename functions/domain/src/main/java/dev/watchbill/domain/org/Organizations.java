package dev.watchbill.domain.org;

import dev.watchbill.domain.Saved;
import java.util.List;
import java.util.Optional;

/** The stored organisations. */
public interface Organizations {
  Optional<Organization> find(String id);

  /** All of them, oldest first; for jobs and the first start, never for a request of one tenant. */
  List<Organization> all();

  /** Makes the organisation with its first admin and that admin's token, or nothing of it. */
  Saved create(Organization organization, User admin, ApiToken token);

  /** The next number of a named counter of the organisation, from 1; gaps may occur. */
  long next(String org, Counter counter);

  /** What an organisation counts. */
  enum Counter {
    USERS,
    TEAMS,
    INTEGRATIONS,
    ALERT_GROUPS
  }
}
