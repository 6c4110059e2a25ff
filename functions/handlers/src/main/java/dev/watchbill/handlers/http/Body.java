package dev.watchbill.handlers.http;

import dev.watchbill.domain.LetterCase;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came in the body, or why it cannot be read (spec oncall-api §1.2). */
public sealed interface Body {

  /**
   * A value; an empty body is an empty object, and of repeated form fields the last one wins.
   *
   * @param files whether files came with a form; they are not kept
   */
  record Value(@Nullable Object value, boolean files) implements Body {
    public Value(@Nullable Object value) {
      this(value, false);
    }
  }

  record Unreadable(Problem problem) implements Body {}

  static Body of(Request request) {
    byte[] bytes = request.body();
    if (bytes.length == 0) return new Value(new LinkedHashMap<String, @Nullable Object>());
    String type = mediaType(request);
    return switch (type) {
      case "application/json" -> json(request, bytes);
      case "application/x-www-form-urlencoded", "multipart/form-data" -> {
        try {
          Form form = form(request);
          yield new Value(form.texts(), form.files());
        } catch (Json.Malformed e) {
          yield new Unreadable(
              new Problem.Refused("Multipart form parse error - " + e.getMessage()));
        }
      }
      default -> new Unreadable(new Problem.UnsupportedMediaType(type));
    };
  }

  /** The media type without parameters, in lower case; empty when none was sent. */
  static String mediaType(Request request) {
    String type = request.header("content-type");
    if (type == null) return "";
    int semicolon = type.indexOf(';');
    return LetterCase.lower((semicolon < 0 ? type : type.substring(0, semicolon)).strip());
  }

  /**
   * The form of a request that says it is one.
   *
   * @throws Json.Malformed when it has parts, and cannot be parted
   */
  static Form form(Request request) throws Json.Malformed {
    String type = Objects.requireNonNullElse(request.header("content-type"), "");
    return mediaType(request).equals("multipart/form-data")
        ? Multipart.read(type, request.body())
        : Form.urlEncoded(request.body(), Charsets.declared(type));
  }

  private static Body json(Request request, byte[] bytes) {
    Optional<Charset> declared =
        Charsets.declared(request.header("content-type")).filter(charset -> !shows(charset));
    try {
      return new Value(
          declared.isPresent() ? Json.read(new String(bytes, declared.get())) : Json.read(bytes));
    } catch (Json.Malformed e) {
      return new Unreadable(new Problem.Refused("JSON parse error - " + e.getMessage()));
    }
  }

  /** Whether bytes of JSON show by themselves that they are in it. */
  private static boolean shows(Charset charset) {
    return charset.name().startsWith("UTF-");
  }
}
