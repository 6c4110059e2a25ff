package dev.watchbill.domain.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** The FNV-1a hash of 64 bits over texts, each followed by a byte 255. */
public final class Fnv64 {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int SEPARATOR = 0xff;

  private long hash = OFFSET;

  public Fnv64 add(String text) {
    for (byte b : text.getBytes(UTF_8)) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    hash = (hash ^ SEPARATOR) * PRIME;
    return this;
  }

  /** 16 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(hash);
  }

  public static String of(String... texts) {
    Fnv64 hash = new Fnv64();
    for (String text : texts) {
      hash.add(text);
    }
    return hash.toString();
  }
}
