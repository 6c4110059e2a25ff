package dev.watchbill.local;

import dev.watchbill.channels.SmtpSettings;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the runner was asked to run (DESIGN §6).
 *
 * @param port 0 for any free one
 * @param token null to have one made
 * @param data null to keep nothing
 * @param baseUrl null for the address
 * @param limits {@code default} or {@code off}
 * @param inboundDomain the mail domain of inbound_email integrations
 * @param mail the server that mail leaves by; null keeps it in the outbox
 */
public record Settings(
    int port,
    @Nullable String token,
    @Nullable Path data,
    boolean manualClock,
    @Nullable String baseUrl,
    String limits,
    boolean allowLoopback,
    String inboundDomain,
    @Nullable SmtpSettings mail) {

  /** Mail cannot come in here by itself, but its webhook can be called. */
  static final String INBOUND_DOMAIN = "inbound.localhost";

  /** One that is shorter may be guessed. */
  static final int SHORTEST_TOKEN = 20;

  /**
   * Reads the environment; an empty variable counts as absent.
   *
   * @throws StartRefused that names the variable and what it may be
   */
  public static Settings of(Map<String, String> environment) {
    String data = get(environment, "WATCHBILL_DATA", ".watchbill/");
    return new Settings(
        port(get(environment, "WATCHBILL_PORT", "8080")),
        token(get(environment, "WATCHBILL_TOKEN", "")),
        data.equals("memory") ? null : folder(data),
        choice(environment, "WATCHBILL_CLOCK", "system", "manual"),
        baseUrl(get(environment, "WATCHBILL_BASE_URL", "")),
        choice(environment, "WATCHBILL_LIMITS", "default", "off") ? "off" : "default",
        choice(environment, "WATCHBILL_ALLOW_LOOPBACK", "false", "true"),
        domain(get(environment, "WATCHBILL_INBOUND_DOMAIN", INBOUND_DOMAIN)),
        mail(environment));
  }

  private static String get(Map<String, String> environment, String name, String standard) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? standard : value;
  }

  /** Whether the second of two allowed values was chosen. */
  private static boolean choice(
      Map<String, String> environment, String name, String standard, String other) {
    String value = get(environment, name, standard);
    if (value.equals(other)) return true;
    if (value.equals(standard)) return false;
    throw new StartRefused(name + " is " + standard + " or " + other + ", not " + value);
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (port < 0 || port > 65_535) {
      throw new StartRefused("WATCHBILL_PORT is a port, or 0 for any free one, not " + text);
    }
    return port;
  }

  private static @Nullable String token(String text) {
    if (text.isEmpty()) return null;
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!plain || text.length() < SHORTEST_TOKEN || text.length() > 256) {
      throw new StartRefused(
          "WATCHBILL_TOKEN has %d to 256 characters, ASCII without blanks"
              .formatted(SHORTEST_TOKEN));
    }
    return text;
  }

  private static String domain(String text) {
    if (text.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) return text;
    throw new StartRefused("WATCHBILL_INBOUND_DOMAIN is a mail domain, not " + text);
  }

  /** The text may hold a password: what is wrong is told without it. */
  private static @Nullable SmtpSettings mail(Map<String, String> environment) {
    String url = get(environment, "WATCHBILL_SMTP", "");
    if (url.isEmpty()) return null;
    String from = get(environment, "WATCHBILL_MAIL_FROM", "Watchbill <watchbill@localhost>");
    try {
      return SmtpSettings.of(url, from, "localhost");
    } catch (IllegalArgumentException e) {
      throw new StartRefused("WATCHBILL_SMTP or WATCHBILL_MAIL_FROM: " + e.getMessage());
    }
  }

  private static Path folder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new StartRefused("WATCHBILL_DATA is a folder or memory, not " + text);
    }
  }

  private static @Nullable String baseUrl(String text) {
    if (text.isEmpty()) return null;
    try {
      URI uri = URI.create(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) return text.replaceFirst("/+$", "");
    } catch (IllegalArgumentException e) {
      throw new StartRefused("WATCHBILL_BASE_URL is a http or https address, not " + text);
    }
    throw new StartRefused("WATCHBILL_BASE_URL is a http or https address, not " + text);
  }
}
