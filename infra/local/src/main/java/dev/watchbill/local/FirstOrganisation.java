package dev.watchbill.local;

import java.util.List;

/** Makes the runner usable from the first minute. */
public interface FirstOrganisation {

  /**
   * Makes sure that there is a first organisation with an admin, and that this token is that
   * admin's. Called at every start; what is there already stays as it is.
   *
   * @param replaced tokens that were it before: they do not work any more
   */
  void ensure(String token, List<String> replaced);
}
