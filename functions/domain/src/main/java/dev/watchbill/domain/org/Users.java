package dev.watchbill.domain.org;

import dev.watchbill.domain.Rows;
import java.util.Collection;
import java.util.List;

/** The stored users; a username is unique in its organisation. */
public interface Users extends Rows<User> {

  /** The ones of these ids that exist, in the order of the ids. */
  List<User> those(String org, Collection<String> ids);
}
