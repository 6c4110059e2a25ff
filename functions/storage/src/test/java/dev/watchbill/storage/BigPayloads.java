package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.alert.Alert;
import java.util.Base64;
import java.util.Random;

/** Payloads that do not become shorter by being deflated, beyond what Base64 adds. */
public final class BigPayloads {

  private BigPayloads() {}

  /** So many characters of noise, always the same for one seed. */
  public static String noise(int characters, long seed) {
    byte[] bytes = new byte[characters / 4 * 3];
    new Random(seed).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Alert alert(String org, String group, int number, int characters) {
    String payload = "{\"noise\":\"" + noise(characters, number) + "\"}";
    return Samples.alert(org, group, Samples.NOW.plusSeconds(number), payload);
  }

  /** In how many rows the payload of an alert lies. */
  static int parts(Alert alert) {
    int bytes = Deflated.deflate(alert.payload().getBytes(UTF_8)).length;
    return (bytes + Payloads.ROW_BYTES - 1) / Payloads.ROW_BYTES;
  }
}
