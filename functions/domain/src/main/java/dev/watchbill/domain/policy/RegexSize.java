package dev.watchbill.domain.policy;

/**
 * How large a regular expression becomes when its counted repetitions are written out, at most:
 * {@code ((a{100}){100}){100}} is eight times seven characters and a million states. Brackets and
 * escapes are not parsed exactly; that only ever counts too much.
 */
final class RegexSize {

  /** Go refuses more than a thousand repeats; room for a few of them. */
  static final long LARGEST = 20_000;

  private static final long ENOUGH = Long.MAX_VALUE / 4096;

  private final String text;
  private int at;

  private RegexSize(String text) {
    this.text = text;
  }

  static long of(String expression) {
    return expression.indexOf('{') < 0 ? expression.length() : new RegexSize(expression).group();
  }

  /*
   * One pass with an explicit stack of open groups: what is inside a group is repeated as one part.
   */
  private long group() {
    long[] open = new long[text.length() + 1];
    int depth = 0;
    long last = 0; // the part a following repeat applies to
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '(' -> {
          open[depth] += last;
          open[++depth] = 1;
          last = 0;
        }
        case ')' -> {
          if (depth > 0) {
            last = open[depth] + last;
            depth--;
          }
        }
        case '{' -> {
          long times = times();
          last = times <= 1 ? last + 1 : Math.min(ENOUGH, Math.max(last, 1) * times);
        }
        case '\\' -> {
          open[depth] += last;
          last = 1;
          at++;
        }
        case '*', '+', '?' -> last++;
        default -> {
          open[depth] += last;
          last = 1;
        }
      }
      open[depth] = Math.min(ENOUGH, open[depth]);
      last = Math.min(ENOUGH, last);
    }
    long all = last;
    for (int i = 0; i <= depth; i++) {
      all = Math.min(ENOUGH, all + open[i]);
    }
    return all;
  }

  /** The larger number of {@code {n}}, {@code {n,}} or {@code {n,m}} at this place; 0 if none. */
  private long times() {
    int close = text.indexOf('}', at);
    if (close < 0 || close - at > 12) {
      return 0;
    }
    long most = 0;
    for (String number : text.substring(at, close).split(",", -1)) {
      if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return 0;
      }
      if (!number.isEmpty()) {
        most = Math.max(most, Long.parseLong(number));
      }
    }
    at = close + 1;
    return most;
  }
}
