package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.LetterCase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Calendars are UTF-8 (RFC 5545 §3.1.4) unless their server says otherwise. Some say nothing and send what Windows writes, and some
 * fold lines between the bytes of one character. So what is not said to be something else is unfolded first, as bytes, and read as
 * UTF-8; a line that is none is windows-1252, which every byte is. One odd line does not spoil the others.
 */
/** The text of a calendar as it came over the wire. Never fails: a wrong letter costs no shift. */
public final class CalendarBytes {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private CalendarBytes() {}

  /**
   * @param contentType the header of the answer; null = it had none
   */
  public static String text(byte[] body, @Nullable String contentType) {
    Charset declared = charset(contentType).orElse(StandardCharsets.UTF_8);
    if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
      return new String(body, StandardCharsets.UTF_16);
    }
    if (!declared.equals(StandardCharsets.UTF_8)) return new String(body, declared);
    Optional<String> whole = utf8(body, 0, body.length);
    return whole.orElseGet(() -> byLines(unfolded(body)));
  }

  private static boolean startsWith(byte[] body, int first, int second) {
    return body.length > 1 && (body[0] & 0xFF) == first && (body[1] & 0xFF) == second;
  }

  /** The parameter of a media type; a name that nobody knows is as good as none. */
  private static Optional<Charset> charset(@Nullable String contentType) {
    if (contentType == null) return Optional.empty();
    for (String parameter : contentType.split(";", -1)) {
      String text = parameter.strip();
      int equals = text.indexOf('=');
      if (equals < 0 || !text.substring(0, equals).strip().equalsIgnoreCase("charset")) continue;
      String name = text.substring(equals + 1).replace("\"", "").strip();
      // As browsers read it (WHATWG Encoding): who says Latin-1 and sends a euro sign means this.
      if (LetterCase.lower(name).matches("iso-8859-1|latin1|us-ascii")) {
        return Optional.of(WINDOWS);
      }
      try {
        return Optional.of(Charset.forName(name));
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> utf8(byte[] bytes, int from, int to) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String byLines(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n' && i + 1 < bytes.length) continue;
      int begin = from;
      int end = i + 1;
      text.append(
          utf8(bytes, begin, end).orElseGet(() -> new String(bytes, begin, end - begin, WINDOWS)));
      from = end;
    }
    return text.toString();
  }

  /** Without the line breaks that a blank or a tab follows, and that blank. */
  private static byte[] unfolded(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int newline = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n' ? i + 1 : i;
      boolean folds =
          bytes[newline] == '\n'
              && newline + 1 < bytes.length
              && (bytes[newline + 1] == ' ' || bytes[newline + 1] == '\t');
      if (folds) i = newline + 1;
      else out.write(bytes[i]);
    }
    return out.toByteArray();
  }
}
