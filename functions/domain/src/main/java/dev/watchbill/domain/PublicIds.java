package dev.watchbill.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The one maker of ids and tokens. Public ids are a prefix and twelve characters without the letter
 * O and the digit 0 (spec oncall-api §1.9); 34¹² of them, so a collision is left to the "must not
 * exist yet" condition of the write.
 */
public final class PublicIds {
  private static final String ALPHABET = "123456789ABCDEFGHIJKLMNPQRSTUVWXYZ";
  private static final String ALPHANUMERIC =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int TIME_CHARACTERS = 11;

  private final Supplier<? extends RandomGenerator> random;

  /** The generator is asked for at first use: nothing random may be made before a snapshot. */
  public PublicIds(Supplier<? extends RandomGenerator> random) {
    this.random = random;
  }

  /** A new id, for instance {@code next("C")} for an integration. */
  public String next(String prefix) {
    return prefix + characters(ALPHABET, 12);
  }

  /**
   * An id that sorts by its instant: {@code A}, eleven characters of microseconds since 1970 and
   * five random ones. Alerts have such ids so that one can be found by its id alone and a list of
   * them is in order of arrival without an index.
   */
  public String nextAlert(Instant at) {
    return firstAlertId(at) + characters(ALPHABET, 5);
  }

  /** What the ids of all alerts of an instant begin with. */
  public static String firstAlertId(Instant at) {
    long micros =
        Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
    char[] time = new char[TIME_CHARACTERS];
    for (int i = TIME_CHARACTERS - 1; i >= 0; i--) {
      time[i] = ALPHABET.charAt((int) (micros % ALPHABET.length()));
      micros /= ALPHABET.length();
    }
    return "A" + new String(time);
  }

  /** The instant inside an alert's id, or empty when this is not one. */
  public static Optional<Instant> alertInstant(String id) {
    if (id.length() < 1 + TIME_CHARACTERS || id.charAt(0) != 'A') return Optional.empty();
    long micros = 0;
    for (int i = 1; i <= TIME_CHARACTERS; i++) {
      int digit = ALPHABET.indexOf(id.charAt(i));
      // 34^11 microseconds end in the year 4194; anything below fits a long.
      if (digit < 0) return Optional.empty();
      micros = micros * ALPHABET.length() + digit;
    }
    return Optional.of(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000));
  }

  /** An id of an alerting object: a lower-case letter and thirteen letters and digits. */
  public String uid() {
    return characters("abcdefghijklmnopqrstuvwxyz", 1)
        + characters("0123456789abcdefghijklmnopqrstuvwxyz", 13);
  }

  /** A random suffix for a group that nothing may join. */
  public String unique() {
    return characters(ALPHANUMERIC, 32);
  }

  /** What a page by name is told apart by: 32 lower-case hexadecimal characters. */
  public String pageUid() {
    return characters("0123456789abcdef", 32);
  }

  /** The secret part of an integration's link: 25 characters (spec oncall-api §2.5). */
  public String integrationToken() {
    return characters(ALPHANUMERIC, 25);
  }

  /** An API token: 64 lower-case hexadecimal characters (spec oncall-api §1.3). */
  public String apiToken() {
    return characters("0123456789abcdef", 64);
  }

  /** A key to a calendar feed: 32 lower-case hexadecimal characters (spec oncall-api §8.6). */
  public String exportToken() {
    return characters("0123456789abcdef", 32);
  }

  private String characters(String alphabet, int count) {
    RandomGenerator generator = random.get();
    char[] made = new char[count];
    for (int i = 0; i < count; i++) made[i] = alphabet.charAt(generator.nextInt(alphabet.length()));
    return new String(made);
  }
}
