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

  /** Dates named by EXDATE and RDATE in one event: ten years of every day. */
  static final int DATES = 4_000;

  /** The same of all events of a calendar. */
  static final int DATES_OF_ALL = 40_000;

  /** Changed instances that series look at, over all series of a calendar. */
  static final int CHANGES = 100_000;

  static final int RULE_CHARS = 1_000;

  /** Starts within one hour that a rule may make. */
  static final int STARTS_PER_HOUR = 4;

  /** Starts that one period of a rule may have, a year of a yearly one for instance. */
  static final int STARTS_PER_PERIOD = 500;

  /** From one period of a rule to the next. */
  static final int YEARS = 100;

  /** Periods without a start after which lib-recur gives a rule up. */
  static final int EMPTY_PERIODS = 1_000;

  /** Repetitions of one event that one question looks at, dates and empty periods among them. */
  static final long WORK_PER_EVENT = 200_000;

  /** The same of all events. */
  static final long WORK = 1_000_000;

  /** Events that one answer holds. */
  static final int OCCURRENCES = 100_000;

  /** Problems that are told one by one. */
  static final int PROBLEMS = 50;

  /** Characters of a name that is quoted in a problem. */
  static final int QUOTED = 60;
}
