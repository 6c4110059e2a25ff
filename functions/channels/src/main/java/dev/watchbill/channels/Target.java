package dev.watchbill.channels;

import dev.watchbill.domain.LetterCase;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL taken apart, with the host in its one accepted spelling.
 *
 * @param literal the address when the host is one, so that it is never looked up
 */
record Target(
    boolean https, String host, int port, String pathAndQuery, @Nullable InetAddress literal) {

  /**
   * Reads a URL strictly.
   *
   * <p>Hosts that look like numbers are refused unless they are plain dotted quads: {@code 127.1},
   * {@code 2130706433}, {@code 0x7f.0.0.1} and {@code 0177.0.0.1} mean different addresses to
   * different parsers, and one that means nothing bad to us may mean loopback to the next.
   */
  static Target of(URI uri) throws RefusedTarget {
    String scheme = uri.getScheme() == null ? "" : LetterCase.lower(uri.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new RefusedTarget("only http and https addresses can be called");
    }
    if (uri.getRawUserInfo() != null) throw new RefusedTarget("a user name in the address");
    String host = uri.getHost();
    if (host == null || host.isEmpty()) throw new RefusedTarget("the address has no usable host");
    boolean https = scheme.equals("https");
    int port = uri.getPort() == -1 ? (https ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65_535) throw new RefusedTarget("port " + port + " does not exist");
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String name = LetterCase.lower(host);
    return new Target(https, name, port, path + query, literal(name));
  }

  /** What the Host header says: the port only when it is not the scheme's own. */
  String hostHeader() {
    return port == (https ? 443 : 80) ? host : host + ":" + port;
  }

  boolean sameOrigin(Target other) {
    return https == other.https && host.equals(other.host) && port == other.port;
  }

  private static @Nullable InetAddress literal(String host) throws RefusedTarget {
    if (host.startsWith("[")) {
      if (host.indexOf('%') >= 0) throw new RefusedTarget("an address with a zone");
      return InetAddress.ofLiteral(host.substring(1, host.length() - 1));
    }
    if (!endsInNumber(host)) return null;
    byte[] quad = plainQuad(host);
    if (quad == null) throw new RefusedTarget("an ambiguous spelling of an address: " + host);
    try {
      return InetAddress.getByAddress(quad);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /** The rule browsers use to tell an address from a name: its last label is a number. */
  private static boolean endsInNumber(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = bare.substring(bare.lastIndexOf('.') + 1);
    return last.isEmpty()
        || last.chars().allMatch(c -> c >= '0' && c <= '9')
        || last.startsWith("0x");
  }

  private static byte @Nullable [] plainQuad(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) return null;
    byte[] quad = new byte[4];
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      boolean digits = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || part.length() > 3 || (part.length() > 1 && part.startsWith("0"))) return null;
      int value = Integer.parseInt(part);
      if (value > 255) return null;
      quad[i] = (byte) value;
    }
    return quad;
  }
}
