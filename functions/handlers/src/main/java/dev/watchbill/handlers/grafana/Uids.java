package dev.watchbill.handlers.grafana;

/** Ids of alerting objects, which clients may choose (spec grafana-alerting §1.6). */
public final class Uids {
  public static final int LONGEST = 40;

  /** Whether a text is 1 to 40 letters, digits, {@code -} and {@code _}. */
  public static boolean isUid(String text) {
    if (text.isEmpty() || text.length() > LONGEST) return false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && c != '-' && c != '_') return false;
    }
    return true;
  }

  private Uids() {}
}
