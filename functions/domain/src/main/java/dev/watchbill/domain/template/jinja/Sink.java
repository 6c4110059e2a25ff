package dev.watchbill.domain.template.jinja;

/**
 * Where a template's text goes: the result, which is cut, or a value of the template, which must
 * not grow too long.
 */
final class Sink {
  private final StringBuilder text = new StringBuilder();
  private final Budget budget;
  private final int keep;

  private Sink(Budget budget, int keep) {
    this.budget = budget;
    this.keep = keep;
  }

  /** The result: what lies beyond its limit is paid for but not kept. */
  static Sink result(Budget budget) {
    return new Sink(budget, budget.limits().outputLength());
  }

  static Sink value(Budget budget) {
    return new Sink(budget, -1);
  }

  void append(String s) {
    if (keep < 0) {
      if ((long) text.length() + s.length() > budget.limits().valueLength()) {
        throw PyError.limit("a value of the template is too long");
      }
      budget.text(s.length());
      text.append(s);
      return;
    }
    budget.text(Math.min(s.length(), budget.limits().valueLength()));
    // A code point takes at most two characters: one more than the limit shows that something was
    // cut.
    long room = 2L * keep + 2 - text.length();
    if (room > 0) {
      text.append(s, 0, (int) Math.min(room, s.length()));
    }
  }

  String text() {
    return text.toString();
  }

  /** The result as its reader gets it (spec §3.6). */
  String cut() {
    if (text.length() <= keep) {
      return text.toString();
    }
    String s = text.toString();
    return Text.length(s) <= keep ? s : Text.head(s, keep) + "..";
  }
}
