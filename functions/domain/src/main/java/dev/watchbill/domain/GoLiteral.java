package dev.watchbill.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Reads the inside of a Go string literal. Byte escapes may spell UTF-8 one byte at a time. */
final class GoLiteral {

  private final String inside;
  private final char quote;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int at;

  GoLiteral(String inside, char quote) {
    this.inside = inside;
    this.quote = quote;
  }

  /** The text; empty if the literal is malformed or its bytes are not UTF-8. */
  Optional<String> text() {
    if (!read()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** The same with a replacement character for each byte that is not UTF-8. */
  Optional<String> nearestText() {
    return read() ? Optional.of(bytes.toString(UTF_8)) : Optional.empty();
  }

  private boolean read() {
    while (at < inside.length()) {
      int c = inside.codePointAt(at);
      at += Character.charCount(c);
      if (c == quote || c == '\n') {
        return false;
      }
      if (c != '\\') {
        write(c);
      } else if (!escape()) {
        return false;
      }
    }
    return true;
  }

  private boolean escape() {
    if (at >= inside.length()) {
      return false;
    }
    char c = inside.charAt(at++);
    switch (c) {
      case 'a' -> write(7);
      case 'b' -> write('\b');
      case 'f' -> write('\f');
      case 'n' -> write('\n');
      case 'r' -> write('\r');
      case 't' -> write('\t');
      case 'v' -> write(11);
      case '\\' -> write('\\');
      case '"', '\'' -> {
        if (c != quote) {
          return false;
        }
        write(c);
      }
      case 'x' -> {
        return oneByte(2, 16, at);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        return oneByte(3, 8, at - 1);
      }
      case 'u' -> {
        return codePoint(4);
      }
      case 'U' -> {
        return codePoint(8);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean oneByte(int digits, int radix, int from) {
    long value = number(digits, radix, from);
    if (value < 0 || value > 255) {
      return false;
    }
    bytes.write((int) value);
    return true;
  }

  private boolean codePoint(int digits) {
    long value = number(digits, 16, at);
    boolean half = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    if (value < 0 || value > Character.MAX_CODE_POINT || half) {
      return false;
    }
    write((int) value);
    return true;
  }

  private long number(int digits, int radix, int from) {
    if (from + digits > inside.length()) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(inside.charAt(i), radix);
      if (digit < 0 || inside.charAt(i) > 127) {
        return -1;
      }
      value = value * radix + digit;
    }
    at = from + digits;
    return value;
  }

  private void write(int c) {
    bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
  }
}
