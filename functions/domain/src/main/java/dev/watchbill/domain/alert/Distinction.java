package dev.watchbill.domain.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What makes two alerts of a route one group: the MD5 of the grouping key as 32 lower-case hex
 * digits (spec oncall-behaviour §4.1). MD5 only shortens the key; nothing is protected by it.
 */
public final class Distinction {

  private Distinction() {}

  /**
   * The distinction of an alert.
   *
   * @param groupingKey as rendered, white space and all; what {@link #isKey is no key} groups with
   *     nothing
   * @param random differs for every alert
   */
  public static String of(@Nullable String groupingKey, String random) {
    return md5(groupingKey != null && isKey(groupingKey) ? groupingKey : random);
  }

  /**
   * Whether a rendered text tells problems apart. It does not if there is none (failed, no
   * template), if it is empty, or if it is what null renders as: all alerts whose id is null are
   * not one problem, and the end of one would end them all.
   */
  static boolean isKey(@Nullable String groupingKey) {
    return groupingKey != null && !groupingKey.isEmpty() && !groupingKey.strip().equals("None");
  }

  /** The distinction of a demo alert, which never groups. */
  public static String ofDemo(@Nullable String groupingKey, String random) {
    return md5((groupingKey == null ? "" : groupingKey) + random);
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
