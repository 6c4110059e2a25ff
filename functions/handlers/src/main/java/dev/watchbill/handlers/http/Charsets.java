package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The character set of bytes that came in. A name that nobody knows counts as none; bytes that mean
 * nothing become U+FFFD, so no text is ever refused for them.
 */
public final class Charsets {
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  /**
   * The set of this name in any letter case, with or without quotes; empty when there is none.
   * US-ASCII is read as UTF-8: whoever sends more than it has means that.
   */
  public static Optional<Charset> named(@Nullable String name) {
    if (name == null) return Optional.empty();
    String bare = name.replaceAll("[\"'\\s]", "");
    try {
      Charset charset = Charset.forName(bare);
      return Optional.of(charset.name().equals("US-ASCII") ? UTF_8 : charset);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What the {@code charset} parameter of a Content-Type names. */
  public static Optional<Charset> declared(@Nullable String contentType) {
    if (contentType == null) return Optional.empty();
    String[] parts = contentType.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].split("=", 2);
      boolean charset = LetterCase.lower(parameter[0].strip()).equals("charset");
      if (charset && parameter.length == 2) return named(parameter[1]);
    }
    return Optional.empty();
  }

  /**
   * The text of bytes that begin with a character of ASCII, as JSON does. A byte order mark says
   * more than what was declared, and is left out; UTF-16 and UTF-32 without one show their order by
   * where the zeros are.
   */
  public static String text(byte[] bytes, Optional<Charset> declared) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) return text(bytes, 3, UTF_8);
    if (starts(bytes, 0x00, 0x00, 0xFE, 0xFF)) return text(bytes, 4, UTF_32BE);
    if (starts(bytes, 0xFF, 0xFE, 0x00, 0x00)) return text(bytes, 4, UTF_32LE);
    if (starts(bytes, 0xFE, 0xFF)) return text(bytes, 2, UTF_16BE);
    if (starts(bytes, 0xFF, 0xFE)) return text(bytes, 2, UTF_16LE);
    Charset charset = declared.orElse(UTF_8);
    return text(bytes, 0, bytes.length >= 4 ? byZeros(bytes, charset) : charset);
  }

  private static Charset byZeros(byte[] bytes, Charset otherwise) {
    int zeros = 0;
    for (int i = 0; i < 4; i++) if (bytes[i] == 0) zeros |= 8 >> i;
    return switch (zeros) {
      case 0b1110 -> UTF_32BE;
      case 0b0111 -> UTF_32LE;
      case 0b1010 -> UTF_16BE;
      case 0b0101 -> UTF_16LE;
      default -> otherwise;
    };
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) return false;
    for (int i = 0; i < mark.length; i++) if ((bytes[i] & 0xFF) != mark[i]) return false;
    return true;
  }

  private static String text(byte[] bytes, int from, Charset charset) {
    return new String(bytes, from, bytes.length - from, charset);
  }

  private Charsets() {}
}
