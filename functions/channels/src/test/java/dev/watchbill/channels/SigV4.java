package dev.watchbill.channels;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS's signature version 4 worked out from a request as it came, by the steps of its guide. */
final class SigV4 {

  /** The signature that the request should carry: of its signed headers, its path and its body. */
  static String of(
      String secret,
      String scope,
      String method,
      String path,
      Map<String, String> headers,
      List<String> signedHeaders,
      String body)
      throws GeneralSecurityException {
    StringBuilder canonical = new StringBuilder(method).append('\n').append(path).append("\n\n");
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), value));
    for (String name : signedHeaders) {
      canonical.append(name).append(':').append(lower.get(name)).append('\n');
    }
    canonical.append('\n').append(String.join(";", signedHeaders)).append('\n');
    canonical.append(sha256(body));
    String text =
        "AWS4-HMAC-SHA256\n"
            + lower.get("x-amz-date")
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.toString());
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(scope.split("/"))) key = hmac(key, part);
    return HexFormat.of().formatHex(hmac(key, text));
  }

  /** The same for a request as bytes on the wire. */
  static String of(String secret, String request) throws GeneralSecurityException {
    String head = request.substring(0, request.indexOf("\r\n\r\n"));
    List<String> lines = new ArrayList<>(List.of(head.split("\r\n")));
    String[] first = lines.removeFirst().split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    String authorization = headers.getOrDefault("Authorization", "");
    String scope = between(authorization, "Credential=", ",");
    return of(
        secret,
        scope.substring(scope.indexOf('/') + 1),
        first[0],
        first[1].replace("%", "%25"),
        headers,
        List.of(between(authorization, "SignedHeaders=", ",").split(";")),
        request.substring(head.length() + 4));
  }

  static String claimed(String request) {
    return between(request, "Signature=", "\r\n");
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String sha256(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private SigV4() {}
}
