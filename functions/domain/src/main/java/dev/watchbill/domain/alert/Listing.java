package dev.watchbill.domain.alert;

import java.util.List;

/**
 * One page of a list.
 *
 * @param count of everything that passes the filter
 * @param page the number of the page really given, from 1
 */
public record Listing<T>(List<T> rows, long count, int page) {

  /**
   * The page that is shown when {@code asked} is asked for: never beyond the last one, never below
   * 1.
   */
  public static int served(long count, int asked, int perPage) {
    long last = Math.max(1, (count + perPage - 1) / perPage);
    return (int) Math.max(1, Math.min(asked, last));
  }
}
