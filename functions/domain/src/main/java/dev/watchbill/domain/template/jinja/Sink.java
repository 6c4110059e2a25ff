package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/**
 * Where text is made: the result of a template, which is cut, or one of its values, which must not
 * grow too long. Every character is paid for before it is written, apart from a few dozen that are
 * settled together; the room has no other way to make long texts.
 */
final class Sink {
  /** So many characters of short pieces are paid for at once. */
  private static final int SETTLED_TOGETHER = 64;

  /** Longest text made for callers outside a rendering: above any payload we accept. */
  private static final int MOST_UNPAID = 8_000_000;

  /** Longest text made for an error: made once, and for the eye. */
  private static final int MOST_BRIEF = 20_000;

  private final StringBuilder text = new StringBuilder();
  private final @Nullable Budget budget;
  private final int keep;
  private final int most;
  private int owed;

  private Sink(@Nullable Budget budget, int keep, int most) {
    this.budget = budget;
    this.keep = keep;
    this.most = most;
  }

  /** The result: what lies beyond its limit is paid for but not kept. */
  static Sink result(Budget budget) {
    return new Sink(budget, budget.limits().outputLength(), Integer.MAX_VALUE);
  }

  static Sink value(Budget budget) {
    return new Sink(budget, -1, budget.limits().valueLength());
  }

  /** For texts outside a rendering. */
  static Sink unpaid() {
    return new Sink(null, -1, MOST_UNPAID);
  }

  /** For error texts. */
  static Sink brief() {
    return new Sink(null, -1, MOST_BRIEF);
  }

  /** Pays for so many characters more; how many of them shall be written. */
  private int pay(long more) {
    if (keep < 0 && text.length() + more > most) {
      throw PyError.limit("a value of the template is too long");
    }
    if (budget != null) {
      if (owed + more < SETTLED_TOGETHER) {
        owed += (int) more;
      } else {
        budget.text(Math.min(owed + more, budget.limits().valueLength()));
        owed = 0;
      }
    }
    // A code point takes at most two characters: one more than the limit shows that something was
    // cut.
    return (int) (keep < 0 ? more : Math.max(0, Math.min(more, 2L * keep + 2 - text.length())));
  }

  Sink append(String s) {
    text.append(s, 0, pay(s.length()));
    return this;
  }

  Sink append(String s, int from, int to) {
    text.append(s, from, from + pay(to - (long) from));
    return this;
  }

  Sink append(char c) {
    if (pay(1) > 0) {
      text.append(c);
    }
    return this;
  }

  Sink appendCodePoint(int c) {
    if (pay(Character.charCount(c)) > 0) {
      text.appendCodePoint(c);
    }
    return this;
  }

  /** Appends a text so many times; not at all if the number is negative. */
  Sink repeat(String s, long times) {
    long count = s.isEmpty() ? 0 : Math.max(0, Math.min(times, Integer.MAX_VALUE));
    int room = pay(count * s.length());
    if (room == count * s.length()) {
      text.repeat(s, (int) count);
    } else {
      text.append(s.repeat(room / s.length() + 1), 0, room);
    }
    return this;
  }

  /** Pays for work that leaves little text. */
  void step() {
    if (budget != null) {
      budget.step();
    }
  }

  int length() {
    return text.length();
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  String text() {
    return text.toString();
  }

  /** The result as its reader gets it (spec §3.6). */
  String cut() {
    return cut(text.toString(), keep);
  }

  /** A text of at most so many code points, and two dots if there were more. */
  static String cut(String s, int keep) {
    return s.length() <= keep || Text.length(s) <= keep ? s : Text.head(s, keep) + "..";
  }
}
