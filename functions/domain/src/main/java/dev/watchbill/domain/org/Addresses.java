package dev.watchbill.domain.org;

import dev.watchbill.domain.Saved;
import java.util.List;

/** The stored addresses of people. They go with their person. */
public interface Addresses {

  /** Those of a person; none for one who never had any. */
  PersonAddresses of(String org, String userId);

  /** Those of everybody who has some. */
  List<PersonAddresses> all(String org);

  /** Stale when others changed them meanwhile, or the person is gone. */
  Saved replace(PersonAddresses addresses);

  Saved delete(PersonAddresses addresses);
}
