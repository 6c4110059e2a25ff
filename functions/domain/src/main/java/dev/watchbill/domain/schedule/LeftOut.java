package dev.watchbill.domain.schedule;

import java.util.List;

/**
 * Users whom a shift names, or was asked to name, and who are never on call by it.
 *
 * @param users never empty; unknown ones as they were written, cut to {@link #LONGEST} characters
 */
public record LeftOut(String shift, Why why, List<String> users) {

  /** A longer text cannot be an id. */
  public static final int LONGEST = 40;

  public LeftOut {
    users = List.copyOf(users);
  }

  /** Why they are not on call. */
  public enum Why {
    /** Nobody has this id; it was dropped when the shift was written (corrections, schedules). */
    UNKNOWN,
    /** The user was deleted after the shift was written. The shift still names them. */
    DELETED,
    /** The user's role: viewers, and those without a role. */
    ROLE
  }

  /** An id as it was written, short enough to be kept. */
  public static String shortened(String id) {
    return id.length() <= LONGEST ? id : id.substring(0, LONGEST) + "…";
  }
}
