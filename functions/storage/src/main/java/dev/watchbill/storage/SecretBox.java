package dev.watchbill.storage;

/** Seals secrets before they reach the table. */
public final class SecretBox {

  /** The key has 32 bytes. */
  public SecretBox(byte[] key) {
    if (key.length != 32) throw new IllegalArgumentException("A key has 32 bytes");
  }

  public String seal(String secret) {
    throw new UnsupportedOperationException();
  }

  public String open(String sealed) {
    throw new UnsupportedOperationException();
  }
}
