package dev.watchbill.domain.org;

import dev.watchbill.domain.Saved;
import java.util.List;
import java.util.Optional;

/** The stored organisations. */
public interface Organizations {
  Optional<Organization> find(String id);

  Optional<Organization> byNumber(long number);

  /**
   * All of them, oldest first; for jobs, the first start and the lists of the first organisation's
   * admins, never for a request of one tenant.
   */
  List<Organization> all();

  /** Makes the organisation with its first admin and that admin's token, or nothing of it. */
  Saved create(Organization organization, User admin, ApiToken token);

  /** The same without a token: whoever made it acts in it by a token of the first organisation. */
  Saved create(Organization organization, User admin);

  /** Writes the organisation as its next version. */
  Saved replace(Organization organization);

  /** Removes the organisation itself; what it holds must be gone already. */
  Saved delete(Organization organization);

  /** A number for a new organisation; gaps may occur. */
  long nextNumber();

  /** The next number of a named counter of the organisation, from 1; gaps may occur. */
  default long next(String org, Counter counter) {
    return next(org, counter, 1);
  }

  /** The first of so many following numbers. */
  long next(String org, Counter counter, int count);

  /** What an organisation counts. */
  enum Counter {
    USERS,
    TEAMS,
    INTEGRATIONS,
    ALERT_GROUPS,
    FOLDERS,
    DATA_SOURCES,
    ALERT_RULES,
    DASHBOARDS,
    CHANNELS
  }
}
