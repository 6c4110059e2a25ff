package dev.watchbill.handlers.grafana;

import dev.watchbill.handlers.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers in paths and queries. */
final class Numbers {
  private static final int MOST = 5_000;

  /** The positive number that a text is, or 0. */
  static long of(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 18) return 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return 0;
    }
    return Long.parseLong(text);
  }

  /**
   * The rows of the page that {@code page} and {@code perpage} name; empty beyond the end, which is
   * how clients know that they have all.
   *
   * @param first the number of the first page
   */
  static <T> List<T> page(Request request, int first, List<T> rows) {
    long asked = of(request.parameter("perpage"));
    long length = asked == 0 || asked > MOST ? 1_000 : asked;
    long page = Math.min(Math.max(of(request.parameter("page")), first) - first, MOST);
    long from = Math.min(page * length, rows.size());
    long to = Math.min(from + length, rows.size());
    return rows.subList((int) from, (int) to);
  }

  private Numbers() {}
}
