package dev.watchbill.domain.rule;

import java.util.Optional;

/**
 * Identifiers that users may choose: of rules, contact points, folders (spec grafana-alerting
 * §1.6).
 */
public final class Uids {

  /** Longest uid, in characters. */
  public static final int LONGEST = 40;

  private Uids() {}

  /** Why a text is no uid; empty if it is one. */
  public static Optional<String> flaw(String uid) {
    if (uid.isEmpty()) {
      return Optional.of("uid is empty");
    }
    if (uid.length() > LONGEST) {
      return Optional.of("uid is longer than " + LONGEST + " symbols");
    }
    return uid.chars().allMatch(Uids::allowed)
        ? Optional.empty()
        : Optional.of("uid contains illegal characters");
  }

  private static boolean allowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
