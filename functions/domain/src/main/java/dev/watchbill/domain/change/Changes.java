package dev.watchbill.domain.change;

/** Where changes are committed. */
public interface Changes {

  /**
   * Commits all of the change or nothing.
   *
   * <p>A change that creates an alert is committed once, however often it is tried: an alert that
   * stands already says that an earlier try, whose answer was lost, did all of this.
   *
   * @return Stale when a row, an expectation or the timer that ran no longer stands as it was read;
   *     TooBig when one transaction cannot hold it: then the decision has to be made in slices
   */
  Committed commit(Change change);
}
