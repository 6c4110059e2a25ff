package dev.watchbill.storage;

import java.nio.charset.StandardCharsets;

/**
 * The address of an item: partition and place in it. Both are non-empty; DynamoDB takes at most
 * 2048 bytes of partition and 1024 bytes of sort key in UTF-8.
 */
public record Key(String pk, String sk) {

  public static final int PK_BYTES = 2048;
  public static final int SK_BYTES = 1024;

  public Key {
    requireFits("partition key", pk, PK_BYTES);
    requireFits("sort key", sk, SK_BYTES);
  }

  private static void requireFits(String what, String value, int most) {
    if (value.isEmpty()) throw new IllegalArgumentException("The " + what + " is empty");
    // A character is at most three bytes, so short keys need no encoding.
    if (value.length() * 3 > most && value.getBytes(StandardCharsets.UTF_8).length > most) {
      throw new IllegalArgumentException("The " + what + " is longer than " + most + " bytes");
    }
  }

  @Override
  public String toString() {
    return pk + " / " + sk;
  }
}
