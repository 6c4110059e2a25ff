package dev.watchbill.domain.contact;

import dev.watchbill.domain.GoText;
import dev.watchbill.domain.LetterCase;
import java.util.Optional;

/**
 * Whether a text is an address at all, as Go's parser sees it: much more than Java's is one. Only
 * what it refuses is looked for.
 */
final class WebAddress {

  private WebAddress() {}

  /** Why the text is no address; empty if it is one. The empty text is one. */
  static Optional<String> flaw(String text) {
    return reason(text).map(reason -> "parse " + GoText.quote(text) + ": " + reason);
  }

  private static Optional<String> reason(String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return Optional.of("net/url: invalid control character in URL");
    }
    int fragment = text.indexOf('#');
    String rest = fragment < 0 ? text : text.substring(0, fragment);
    int colon = rest.indexOf(':');
    int slash = rest.indexOf('/');
    boolean scheme = colon > 0 && scheme(rest.substring(0, colon));
    if (colon == 0) {
      return Optional.of("missing protocol scheme");
    }
    if (colon > 0 && !scheme && (slash < 0 || colon < slash)) {
      return Optional.of("first path segment in URL cannot contain colon");
    }
    String path = scheme ? rest.substring(colon + 1) : rest;
    int query = path.indexOf('?');
    path = query < 0 ? path : path.substring(0, query);
    if (path.startsWith("//")) {
      int end = path.indexOf('/', 2);
      String authority = path.substring(2, end < 0 ? path.length() : end);
      path = end < 0 ? "" : path.substring(end);
      Optional<String> flaw = host(authority.substring(authority.lastIndexOf('@') + 1));
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return escapes(path);
  }

  private static boolean scheme(String text) {
    return Character.isLetter(text.charAt(0))
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0));
  }

  private static Optional<String> host(String host) {
    if (host.startsWith("[")) {
      int end = host.lastIndexOf(']');
      return end < 0 ? Optional.of("missing ']' in host") : port(host.substring(end + 1));
    }
    int colon = host.lastIndexOf(':');
    Optional<String> port = colon < 0 ? Optional.empty() : port(host.substring(colon));
    if (port.isPresent()) {
      return port;
    }
    return host.chars().anyMatch(c -> c < 128 && " \"<>\\^`{|}".indexOf(c) >= 0)
        ? Optional.of("invalid character in host name")
        : Optional.empty();
  }

  private static Optional<String> port(String text) {
    boolean valid =
        text.isEmpty()
            || (text.charAt(0) == ':' && text.substring(1).chars().allMatch(Character::isDigit));
    return valid
        ? Optional.empty()
        : Optional.of("invalid port " + GoText.quote(text) + " after host");
  }

  private static Optional<String> escapes(String path) {
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      boolean valid =
          i + 2 < path.length()
              && Character.digit(path.charAt(i + 1), 16) >= 0
              && Character.digit(path.charAt(i + 2), 16) >= 0;
      if (!valid) {
        String escape = path.substring(i, Math.min(path.length(), i + 3));
        return Optional.of("invalid URL escape " + GoText.quote(escape));
      }
    }
    return Optional.empty();
  }

  /** Whether it is an http or https address with a host. */
  static boolean isWeb(String text) {
    String lower = LetterCase.lower(text);
    int host = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    return host > 0
        && text.length() > host
        && "/?#".indexOf(text.charAt(host)) < 0
        && flaw(text).isEmpty();
  }
}
