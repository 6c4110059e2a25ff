package dev.watchbill.handlers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text fields of {@code multipart/form-data} (RFC 7578). Files and a form without a boundary
 * are refused; of repeated fields the last one wins.
 */
final class Multipart {
  private static final int PARTS = 1_000;

  static Body read(Request request) {
    String type = request.header("content-type");
    String boundary = type == null ? null : parameter(type, "boundary");
    if (boundary == null || boundary.isEmpty()) return refused("no boundary");
    // One character per byte, so that positions in the text are positions in the body.
    String text = "\r\n" + new String(request.body(), ISO_8859_1);
    String line = "\r\n--" + boundary;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    int at = text.indexOf(line);
    for (int parts = 0; at >= 0 && parts < PARTS; parts++) {
      int start = at + line.length();
      if (text.startsWith("--", start)) return new Body.Value(fields);
      int end = text.indexOf(line, start);
      int blank = text.indexOf("\r\n\r\n", start);
      if (end < 0 || blank < 0 || blank > end) return refused("a part does not end");
      String name = null;
      for (String header : text.substring(start, blank).split("\r\n", -1)) {
        if (!header.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) continue;
        if (parameter(header, "filename") != null) return refused("files are not accepted");
        name = parameter(header, "name");
      }
      if (name == null) return refused("a part has no name");
      fields.put(decoded(name), decoded(text.substring(Math.min(blank + 4, end), end)));
      at = end;
    }
    return refused(at < 0 ? "the form does not end" : "too many parts");
  }

  /** {@code ; name="value"} or {@code ; name=value}. */
  private static @Nullable String parameter(String header, String name) {
    for (String part : header.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0 || !part.substring(0, equals).strip().equalsIgnoreCase(name)) continue;
      String value = part.substring(equals + 1).strip();
      boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
      return quoted ? value.substring(1, value.length() - 1) : value;
    }
    return null;
  }

  private static String decoded(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  private static Body refused(String why) {
    return new Body.Unreadable(new Problem.Refused("Multipart form parse error - " + why));
  }

  private Multipart() {}
}
