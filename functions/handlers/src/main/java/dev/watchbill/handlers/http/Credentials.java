package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a request's header {@code Authorization} may mean. There are no passwords: the secret is
 * always a token, bare, as {@code Bearer}, or as the password of Basic authentication under any
 * user name. Clients that take {@code user:token} for what they send in all dialects send it bare
 * to some; then the token is behind the first colon.
 *
 * @param candidates texts of which one may be a token, the likelier one first; none is empty or
 *     longer than {@value #LONGEST} characters
 * @param basic whether a user name and a password were sent by the book
 */
public record Credentials(List<String> candidates, boolean basic) {
  private static final int LONGEST = 500;

  /** Those of a request; without candidates when it has none, or none that could be a token. */
  public static Credentials of(Request request) {
    String header = request.header("authorization");
    String sent = header == null ? "" : header.strip();
    boolean basic = scheme(sent, "basic ");
    if (sent.length() > 2 * LONGEST) return new Credentials(List.of(), basic);
    List<String> candidates = new ArrayList<>();
    if (basic) {
      addPassword(candidates, decoded(sent.substring("basic ".length()).strip()));
    } else {
      String bare = scheme(sent, "bearer ") ? sent.substring("bearer ".length()).strip() : sent;
      add(candidates, bare);
      addPassword(candidates, bare);
    }
    return new Credentials(List.copyOf(candidates), basic);
  }

  private static void addPassword(List<String> candidates, String pair) {
    int colon = pair.indexOf(':');
    if (colon >= 0) add(candidates, pair.substring(colon + 1));
  }

  private static void add(List<String> candidates, String text) {
    if (!text.isEmpty() && text.length() <= LONGEST) candidates.add(text);
  }

  private static boolean scheme(String sent, String scheme) {
    return sent.length() >= scheme.length()
        && LetterCase.lower(sent.substring(0, scheme.length())).equals(scheme);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
