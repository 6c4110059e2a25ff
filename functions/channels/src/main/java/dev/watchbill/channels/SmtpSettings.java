package dev.watchbill.channels;

import dev.watchbill.domain.LetterCase;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which mail server carries, and who sends (spec delivery §1.2).
 *
 * @param host name or address, as the server's certificate says it; an IPv6 address without
 *     brackets
 * @param user null = nobody logs in
 * @param password null exactly when the user is
 * @param from {@code alerts@example.com} or {@code Watchbill <alerts@example.com>}
 * @param messageHost the host of the base URL, also without brackets: the right side of message
 *     ids, and how we introduce ourselves
 */
public record SmtpSettings(
    String host,
    int port,
    Tls tls,
    @Nullable String user,
    @Nullable String password,
    String from,
    String messageHost) {

  /** When the conversation is encrypted. */
  public enum Tls {
    /** After STARTTLS; a server without it is not used. */
    REQUIRED,
    /** After STARTTLS where the server offers it; a password is never sent without. */
    OPPORTUNISTIC,
    /** From the first byte. */
    IMPLICIT,
    /** Never: only to loopback and private addresses. */
    NONE
  }

  private static final String FORM =
      "a mail server is given as smtp://host:port or smtps://user:password@host";

  /**
   * Checks what can be checked without a connection.
   *
   * @throws IllegalArgumentException naming the field, never its value
   */
  public SmtpSettings {
    if (!plain(host)) throw new IllegalArgumentException("host");
    if (port < 1 || port > 65_535) throw new IllegalArgumentException("port");
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("user and password belong together");
    }
    if (user != null && (user.isEmpty() || user.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException("user");
    }
    if (from.indexOf('@') < 0 || from.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("from");
    }
    if (!plain(messageHost)) throw new IllegalArgumentException("messageHost");
  }

  /**
   * Reads {@code smtp://host:port} and {@code smtps://user:password@host}, user and password
   * percent-encoded. {@code smtps} is encrypted from the first byte, port 465. {@code smtp} is port
   * 587 and {@code ?tls=required}, {@code opportunistic} or {@code none}; without a word it is none
   * for a server named by a loopback or private address or {@code localhost}, else required.
   *
   * @throws IllegalArgumentException with a text that quotes nothing, since it may hold a password
   */
  public static SmtpSettings of(String url, String from, String messageHost) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(FORM); // without its cause, whose text is the whole value
    }
    String scheme = uri.getScheme() == null ? "" : LetterCase.lower(uri.getScheme());
    boolean implicit = scheme.equals("smtps");
    String path = uri.getRawPath();
    if ((!implicit && !scheme.equals("smtp"))
        || uri.getHost() == null
        || (path != null && !path.isEmpty() && !path.equals("/"))
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(FORM);
    }
    String host = uri.getHost().startsWith("[") ? unbracketed(uri.getHost()) : uri.getHost();
    int port = uri.getPort() == -1 ? (implicit ? 465 : 587) : uri.getPort();
    Tls tls = implicit ? Tls.IMPLICIT : near(host) ? Tls.NONE : Tls.REQUIRED;
    if (uri.getRawQuery() != null) tls = chosen(uri.getRawQuery(), implicit);
    String login = uri.getRawUserInfo();
    if (login == null) return new SmtpSettings(host, port, tls, null, null, from, messageHost);
    int colon = login.indexOf(':');
    if (colon <= 0) throw new IllegalArgumentException(FORM);
    String user = decoded(login.substring(0, colon));
    String password = decoded(login.substring(colon + 1));
    return new SmtpSettings(host, port, tls, user, password, from, messageHost);
  }

  private static Tls chosen(String query, boolean implicit) {
    Optional<Tls> chosen =
        Arrays.stream(Tls.values())
            .filter(tls -> query.equals("tls=" + LetterCase.lower(tls.name())))
            .findFirst();
    if (chosen.isEmpty() || implicit != (chosen.get() == Tls.IMPLICIT)) {
      throw new IllegalArgumentException("tls is one of required, opportunistic and none");
    }
    return chosen.get();
  }

  private static String unbracketed(String host) {
    return host.substring(1, host.length() - 1);
  }

  /** Without a look-up: a name other than localhost is far. */
  private static boolean near(String host) {
    if (LetterCase.lower(host).equals("localhost")) return true;
    try {
      return privateOrLoopback(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return false; // a name
    }
  }

  /** Loopback, 10/8, 172.16/12, 192.168/16 and fc00::/7: where a relay of one's own stands. */
  static boolean privateOrLoopback(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean private4 = bytes.length == 4 && address.isSiteLocalAddress();
    return address.isLoopbackAddress() || private4 || uniqueLocal;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM); // without its cause, which quotes the text
    }
  }

  /** What a host may be made of, so that it can stand in a command and in a header. */
  private static boolean plain(String host) {
    return !host.isEmpty()
        && host.length() <= 255
        && host.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-._:".indexOf(c) >= 0);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SmtpSettings[" + host + ":" + port + ", tls=" + LetterCase.lower(tls.name()) + "]";
  }
}
