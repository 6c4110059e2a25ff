package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form as bytes: in which character set they are may stand in the form itself. Of
 * repeated fields the last one wins.
 *
 * @param files whether files came with it; they are not kept
 */
public record Form(Map<String, Field> fields, Optional<Charset> declared, boolean files) {

  /** Where a form says its own character set (RFC 7578 §4.6, and HTML forms of any kind). */
  private static final String CHARSET_FIELD = "_charset_";

  /**
   * One value.
   *
   * @param charset what its own part names
   */
  public record Field(byte[] value, Optional<Charset> charset) {}

  /**
   * Reads an URL-encoded form. A percent sign that encodes nothing stands for itself.
   *
   * @param declared the character set that the request names
   */
  public static Form urlEncoded(byte[] body, Optional<Charset> declared) {
    // ISO 8859-1 keeps every byte as a character of its own; a form in UTF-16 is one only as text.
    boolean wide = declared.filter(Form::hidesAscii).isPresent();
    String text = wide ? new String(body, declared.orElse(UTF_8)) : new String(body, ISO_8859_1);
    Charset plain = wide ? UTF_8 : ISO_8859_1;
    Map<String, Field> raw = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      raw.put(
          new String(decoded(name, plain), ISO_8859_1),
          new Field(decoded(value, plain), Optional.empty()));
    }
    Form named = new Form(raw, wide ? Optional.of(UTF_8) : declared, false);
    Charset charset = named.charset();
    Map<String, Field> fields = new LinkedHashMap<>();
    raw.forEach((name, field) -> fields.put(new String(name.getBytes(ISO_8859_1), charset), field));
    return new Form(fields, named.declared, false);
  }

  /** Whether the signs that part a form are other bytes in it than in ASCII. */
  private static boolean hidesAscii(Charset charset) {
    String signs = "%&+=";
    return charset.canEncode() && !Arrays.equals(signs.getBytes(charset), signs.getBytes(US_ASCII));
  }

  /** The bytes that percent signs, plus signs and other characters stand for. */
  private static byte[] decoded(String text, Charset plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int octet = c == '+' ? ' ' : c == '%' ? octet(text, i + 1) : -1;
      if (octet < 0) continue;
      bytes.writeBytes(text.substring(from, i).getBytes(plain));
      bytes.write(octet);
      if (c == '%') i += 2;
      from = i + 1;
    }
    bytes.writeBytes(text.substring(from).getBytes(plain));
    return bytes.toByteArray();
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) return -1;
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  /** The values as texts, each in its own character set. */
  public Map<String, @Nullable Object> texts() {
    Map<String, @Nullable Object> texts = new LinkedHashMap<>();
    Charset others = charset();
    fields.forEach((name, field) -> texts.put(name, text(field, others)));
    return texts;
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** One value; null when the field did not come. */
  public @Nullable String text(String name) {
    Field field = fields.get(name);
    return field == null ? null : text(field, charset());
  }

  /**
   * One value whose character set is told elsewhere.
   *
   * @param charset empty takes what the form says
   */
  public @Nullable String text(String name, Optional<Charset> charset) {
    Field field = fields.get(name);
    return field == null || charset.isEmpty() ? text(name) : text(field.value, charset.get());
  }

  /** The bytes of one value; null when the field did not come. */
  public byte @Nullable [] bytes(String name) {
    Field field = fields.get(name);
    return field == null ? null : field.value;
  }

  private Charset charset() {
    Field named = fields.get(CHARSET_FIELD);
    return Optional.ofNullable(named)
        .flatMap(field -> Charsets.named(new String(field.value, US_ASCII)))
        .or(() -> declared)
        .orElse(UTF_8);
  }

  private static String text(Field field, Charset others) {
    return text(field.value, field.charset.orElse(others));
  }

  private static String text(byte[] value, Charset charset) {
    return Json.whole(new String(value, charset));
  }
}
