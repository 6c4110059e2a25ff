package dev.watchbill.channels;

import dev.watchbill.domain.delivery.Letter;
import java.net.IDN;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What every mail says beside its text, whoever carries it (spec delivery §1.2). */
final class MailHeaders {

  /** The longest address of RFC 5321 §4.5.3.1.3, without its angle brackets. */
  private static final int LONGEST_ADDRESS = 254;

  /**
   * All but the id, which not every provider takes. Mail programs put the mails of one group
   * together by {@code References}; automatic answers are kept off by {@code Auto-Submitted} (RFC
   * 3834).
   */
  static Map<String, String> of(Letter letter, String messageHost) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (letter.group() != null) {
      headers.put("References", "<" + word(letter.group()) + "@" + domain(messageHost) + ">");
    }
    headers.put("Auto-Submitted", "auto-generated");
    headers.put("X-Watchbill-Delivery", word(letter.delivery()));
    return headers;
  }

  /** {@code <delivery.attempt@host>}: each attempt is a mail of its own. */
  static String messageId(Letter letter, String messageHost) {
    return "<" + word(letter.delivery()) + "." + letter.attempt() + "@" + domain(messageHost) + ">";
  }

  /** A host as mail spells it: an address stands in brackets (RFC 5321 §4.1.3). */
  static String domain(String host) {
    if (!literal(host)) return host;
    return host.indexOf(':') >= 0 ? "[IPv6:" + host + "]" : "[" + host + "]";
  }

  /** Whether the host is an address and no name. */
  static boolean literal(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Control characters and line separators become blanks: a title with a line break is one line.
   */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  /** Letters, digits, {@code -} and {@code _} as they are, the rest as {@code -}. */
  static String word(String text) {
    StringBuilder word = new StringBuilder(text.length());
    text.chars().map(c -> wordCharacter(c) ? c : '-').forEach(c -> word.append((char) c));
    return word.toString();
  }

  private static boolean wordCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /**
   * The address as a mail server is told it, with the domain in ASCII; empty when it cannot be one:
   * names beside the address, lists, quoted parts and blanks are none of ours.
   */
  static Optional<String> address(String to) {
    int at = to.lastIndexOf('@');
    if (at <= 0 || at == to.length() - 1) return Optional.empty();
    String local = to.substring(0, at);
    String domain;
    try {
      domain = IDN.toASCII(to.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String address = local + "@" + domain;
    boolean usable =
        address.length() <= LONGEST_ADDRESS
            && address.chars().allMatch(c -> c > ' ' && c < 127 && "<>()[]\\,;:\"".indexOf(c) < 0)
            && local.indexOf('@') < 0;
    return usable ? Optional.of(address) : Optional.empty();
  }

  private MailHeaders() {}
}
