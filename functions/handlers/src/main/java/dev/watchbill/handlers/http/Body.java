package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
      case "application/json" -> json(bytes);
      case "application/x-www-form-urlencoded" -> form(new String(bytes, UTF_8));
      case "multipart/form-data" -> multipart(request, bytes);
      default -> new Unreadable(new Problem.UnsupportedMediaType(type));
    };
  }

  /** The media type without parameters, in lower case; empty when none was sent. */
  static String mediaType(Request request) {
    String type = request.header("content-type");
    if (type == null) return "";
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  private static Body json(byte[] bytes) {
    try {
      return new Value(Json.read(bytes));
    } catch (Json.Malformed e) {
      return new Unreadable(new Problem.Refused("JSON parse error - " + e.getMessage()));
    }
  }

  private static Body multipart(Request request, byte[] bytes) {
    String contentType = request.header("content-type");
    try {
      Multipart form = Multipart.read(contentType == null ? "" : contentType, bytes);
      return new Value(form.fields(), form.files());
    } catch (Json.Malformed e) {
      return new Unreadable(new Problem.Refused("Multipart form parse error - " + e.getMessage()));
    }
  }

  private static Body form(String text) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      try {
        String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
        fields.put(name, equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      } catch (IllegalArgumentException e) {
        return new Unreadable(
            new Problem.Refused("Form parse error - a percent sign encodes nothing"));
      }
    }
    return new Value(fields);
  }
}
