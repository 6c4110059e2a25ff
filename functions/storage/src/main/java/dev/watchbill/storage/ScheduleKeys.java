package dev.watchbill.storage;

/**
 * What lies beside a schedule's row, in one partition: what was told of it, what is remembered of
 * it, the copies of its calendars.
 */
final class ScheduleKeys {

  private ScheduleKeys() {}

  static String partition(String org, String schedule) {
    return "ROTA#" + org + "#" + schedule;
  }

  static Key watch(String org, String schedule) {
    return new Key(partition(org, schedule), "WATCH");
  }

  /** Decisions of one instant, by the number of the first. */
  static Key log(String org, String schedule, long number) {
    return new Key(partition(org, schedule), Keys.logPlace(number));
  }

  /** Which copy of a calendar counts. */
  static Key calendar(String org, String schedule, String url) {
    return new Key(partition(org, schedule), "CALENDAR#" + of(url));
  }

  /** Parts of all copies of a calendar, the older ones first. */
  static String parts(String url) {
    return "CALPART#" + of(url) + "#";
  }

  /** Parts of one copy. */
  static String parts(String url, long version, String digest) {
    return parts(url) + padded(version) + "-" + digest + "#";
  }

  static Key part(String org, String schedule, String parts, int number) {
    return new Key(partition(org, schedule), parts + padded(number));
  }

  private static String of(String url) {
    return Keys.sha256(url).substring(0, 32);
  }

  private static String padded(long number) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }
}
