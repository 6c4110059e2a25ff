package dev.watchbill.storage;

import dev.watchbill.domain.Unopened;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets before they reach the table: AES-256-GCM with a random 96-bit nonce (NIST SP
 * 800-38D). A sealed text is {@code v1.} and the URL-safe Base64 of nonce, cipher text and tag; the
 * prefix is authenticated too, so a later form cannot be passed off as this one.
 */
public final class SecretBox {

  /** What was sealed is not what is there, or another key sealed it. Never holds the value. */
  public static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  private static final String PREFIX = "v1.";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  /** Nobody outside knows it, so what a client sends is never taken for something sealed. */
  private final String unopened;

  /** The key has 32 bytes. */
  public SecretBox(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("The key of secrets has " + KEY_BYTES + " bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
    // Not random: a snapshot of a function is taken after this.
    byte[] labelled = ByteBuffer.allocate(2 * KEY_BYTES).put(key).array();
    this.unopened = Unopened.MARK + HexFormat.of().formatHex(Keys.sha256(labelled));
  }

  /**
   * Seals a text; twice the same text gives two different results. What {@link #openOrKeep} could
   * not open becomes again what it was: whoever has the right key some day can open it.
   */
  public String seal(String secret) {
    if (secret.startsWith(unopened)) return secret.substring(unopened.length());
    byte[] nonce = Unpredictable.bytes(NONCE_BYTES);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot seal with AES-256-GCM", e);
    }
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws Unreadable when another key sealed it or anything of it changed
   */
  public String open(String sealed) {
    if (!sealed.startsWith(PREFIX)) throw new Unreadable("Not a sealed secret of a known form");
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
      if (all.length < NONCE_BYTES + TAG_BITS / 8)
        throw new Unreadable("A sealed secret cut short");
      ByteBuffer rest = ByteBuffer.wrap(all);
      byte[] nonce = new byte[NONCE_BYTES];
      rest.get(nonce);
      byte[] opened =
          cipher(Cipher.DECRYPT_MODE, nonce).doFinal(all, NONCE_BYTES, rest.remaining());
      return new String(opened, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // The cause is left out: it says nothing more and may quote its input.
      throw new Unreadable("A sealed secret that was changed, or sealed with another key");
    }
  }

  /** The text, or an {@link Unopened} that {@link #seal} makes this sealed text of again. */
  String openOrKeep(String sealed) {
    try {
      return open(sealed);
    } catch (Unreadable e) {
      return unopened + sealed;
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(PREFIX.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
