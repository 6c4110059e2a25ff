package dev.watchbill.domain.schedule.ical;

/** How much of somebody else's calendar is read: enough for any team, too little for a bomb. */
public final class CalendarLimits {

  private CalendarLimits() {}

  /** Characters of a calendar, and bytes of a download. */
  public static final int SIZE = 5 * 1024 * 1024;

  /** Events of a calendar; with more of them none is read. */
  static final int EVENTS = 20_000;

  /** Components within components; RFC 5545 has three. */
  static final int DEPTH = 8;

  /** Lines and characters of one component; a larger one is skipped. */
  static final int COMPONENT_LINES = 5_000;

  static final int COMPONENT_CHARS = 256 * 1024;

  /** Time zones that a calendar defines, and the observances of one of them. */
  static final int ZONES = 200;

  static final int OBSERVANCES = 200;

  /** Days named by EXDATE or RDATE in one event. */
  static final int DATES = 10_000;

  static final int RULE_CHARS = 1_000;

  /** Starts within one hour that a rule may make. */
  static final int STARTS_PER_HOUR = 4;

  /** Instances of one event that one question looks at. */
  static final int STEPS_PER_EVENT = 100_000;

  /** Instances of all events that one question looks at. */
  static final int STEPS = 500_000;

  /** Events that one answer holds. */
  static final int OCCURRENCES = 100_000;

  /** Problems that are told one by one. */
  static final int PROBLEMS = 50;

  /** Characters of a name that is quoted in a problem. */
  static final int QUOTED = 60;
}
