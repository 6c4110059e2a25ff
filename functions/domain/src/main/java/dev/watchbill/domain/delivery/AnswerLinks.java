package dev.watchbill.domain.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links by which whoever got a message answers without logging in (spec delivery §2.3). A token is
 * the id of the delivery and a proof that it was made here: 27 characters, short enough for a text.
 * A forged one is found out before anything is read.
 */
public final class AnswerLinks {
  private static final int ID_BYTES = 10;
  private static final int PROOF_BYTES = 10;

  private final Supplier<byte[]> key;

  /**
   * @param key the deployment's data key; asked when the first link is made or read
   */
  public AnswerLinks(Supplier<byte[]> key) {
    this.key = key;
  }

  /** What stands behind {@code /a/}. */
  public String token(String deliveryId) {
    byte[] id = Delivery.bytes(deliveryId);
    byte[] token = Arrays.copyOf(id, ID_BYTES + PROOF_BYTES);
    System.arraycopy(proof(id), 0, token, ID_BYTES, PROOF_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The delivery that a token is for; empty when it was not made here. */
  public Optional<String> delivery(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != ID_BYTES + PROOF_BYTES) return Optional.empty();
    byte[] id = Arrays.copyOf(bytes, ID_BYTES);
    byte[] proof = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
    return MessageDigest.isEqual(proof, proof(id))
        ? Optional.of(Delivery.idOf(id))
        : Optional.empty();
  }

  /**
   * A proof that a page was looked at before its button is pressed: whoever only follows links has
   * none.
   *
   * @param window counts the ten minutes since 1970
   */
  public String nonce(String token, long window) {
    byte[] mac = mac("nonce\0" + token + "\0" + window);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, 12));
  }

  private byte[] proof(byte[] id) {
    return Arrays.copyOf(mac("answer\0" + new BigInteger(1, id).toString(16)), PROOF_BYTES);
  }

  /** By a key of its own, so that nothing else that the data key seals can be used as a proof. */
  private byte[] mac(String text) {
    try {
      Mac own = Mac.getInstance("HmacSHA256");
      own.init(new SecretKeySpec(key.get(), "HmacSHA256"));
      byte[] links = own.doFinal("answer-links-1".getBytes(UTF_8));
      own.init(new SecretKeySpec(links, "HmacSHA256"));
      return own.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
