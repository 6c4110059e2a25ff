package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Python bytes: what {@code encode} gives. They can be printed, measured and decoded. */
final class Bytes implements PyObject {
  final byte[] data;

  Bytes(byte[] data) {
    this.data = data;
  }

  static Bytes encode(Rendering run, String text, String encoding) {
    run.budget().text(3L * text.length());
    Charset charset = charset(encoding);
    try {
      ByteBuffer out =
          charset
              .newEncoder()
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(java.nio.CharBuffer.wrap(text));
      return new Bytes(Arrays.copyOf(out.array(), out.limit()));
    } catch (CharacterCodingException e) {
      throw PyError.value(PythonText.shown(encoding) + " codec can't encode the text");
    }
  }

  String decode(Rendering run, String encoding) {
    run.budget().text(data.length);
    try {
      return charset(encoding)
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(data))
          .toString();
    } catch (CharacterCodingException e) {
      throw PyError.value(PythonText.shown(encoding) + " codec can't decode the bytes");
    }
  }

  private static Charset charset(String name) {
    return switch (name.length() > 20 ? "" : LetterCase.lower(name).replace('_', '-')) {
      case "utf-8", "utf8" -> StandardCharsets.UTF_8;
      case "ascii", "us-ascii" -> StandardCharsets.US_ASCII;
      case "latin-1", "latin1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
      case "utf-16", "utf16" -> StandardCharsets.UTF_16;
      default -> throw PyError.other("unknown encoding: " + name);
    };
  }

  @Override
  public String typeName() {
    return "bytes";
  }

  Iterator<@Nullable Object> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < data.length;
      }

      @Override
      public @Nullable Object next() {
        return (long) (data[next++] & 0xff);
      }
    };
  }

  @Override
  public String repr() {
    Sink out = Sink.unpaid();
    print(out);
    return out.text();
  }

  void print(Sink out) {
    out.append("b'");
    for (byte b : data) {
      int c = b & 0xff;
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\'' -> out.append("\\'");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c >= 0x7f) {
            out.append("\\x")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append((char) c);
          }
        }
      }
    }
    out.append('\'');
  }

  @Override
  public boolean truthy() {
    return data.length > 0;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "decode" ->
          Method.of(
              this,
              "decode",
              (run, self, a) -> decode(run, a.count() > 0 ? Python.text(a.get(0)) : "utf-8"));
      case "hex" ->
          Method.of(
              this,
              "hex",
              (run, self, a) -> {
                run.budget().text(2L * data.length);
                return java.util.HexFormat.of().formatHex(data);
              });
      default -> MISSING;
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes b && Arrays.equals(data, b.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }
}
