package dev.watchbill.storage;

import java.security.SecureRandom;

/**
 * Random bytes that must never repeat: nonces and tokens of transactions. Their source is made at
 * the first use, not at init: functions restored from one snapshot must not share its state. Two
 * that did would seal with one nonce, which breaks GCM, or send different transactions under one
 * token, which DynamoDB takes for one.
 */
final class Unpredictable {

  private static final class Source {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  private Unpredictable() {}

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Source.RANDOM.nextBytes(bytes);
    return bytes;
  }
}
