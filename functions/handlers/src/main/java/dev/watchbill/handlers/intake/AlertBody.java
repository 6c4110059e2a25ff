package dev.watchbill.handlers.intake;

import dev.watchbill.handlers.http.Body;
import dev.watchbill.handlers.http.Charsets;
import dev.watchbill.handlers.http.Form;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Json.Malformed;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of an alert. Whoever sends it often cannot be changed, and a refusal is a page that
 * nobody gets, so whatever can be understood is:
 *
 * <ul>
 *   <li>JSON may have NaN, infinities, numbers beyond a double, and bytes that mean nothing;
 *   <li>a form that is JSON, as {@code curl -d '{…}'} sends it, is that JSON;
 *   <li>what declares another type, or none, is JSON, else a form, else a text, which becomes
 *       {@code {"message": text}}.
 * </ul>
 *
 * <p>What says that it is JSON or has parts, and is broken, is refused as by the original.
 */
final class AlertBody {

  static Body of(Request request) {
    byte[] bytes = request.body();
    if (bytes.length == 0) return empty();
    String type = Body.mediaType(request);
    if (type.equals("multipart/form-data")) return Body.of(request);
    String text = Charsets.text(bytes, Charsets.declared(request.header("content-type")));
    return switch (type) {
      case "application/json" -> json(text);
      case "application/x-www-form-urlencoded" ->
          container(text).<Body>map(Body.Value::new).orElseGet(() -> form(request));
      default -> unknown(request, text);
    };
  }

  private static Body empty() {
    return new Body.Value(new LinkedHashMap<String, @Nullable Object>());
  }

  private static Body json(String text) {
    try {
      return new Body.Value(Json.readPayload(text));
    } catch (Malformed e) {
      return new Body.Unreadable(new Problem.Refused("JSON parse error - " + e.getMessage()));
    }
  }

  private static Body form(Request request) {
    Form form = Form.urlEncoded(request.body(), Charsets.declared(request.header("content-type")));
    Map<String, @Nullable Object> fields = form.texts();
    Optional<Object> only =
        fields.size() == 1
            ? fields.entrySet().stream()
                .filter(field -> "".equals(field.getValue()))
                .findFirst()
                .flatMap(field -> container(field.getKey()))
            : Optional.empty();
    return new Body.Value(only.orElse(fields));
  }

  private static Body unknown(Request request, String text) {
    if (text.isBlank()) return empty();
    try {
      return new Body.Value(Json.readPayload(text));
    } catch (Malformed e) {
      if (isForm(text)) return form(request);
      Map<String, @Nullable Object> message = new LinkedHashMap<>();
      message.put("message", text);
      return new Body.Value(message);
    }
  }

  /** An object or array; any other JSON is more likely the name of a field. */
  private static Optional<Object> container(String text) {
    String bare = text.stripLeading();
    if (!bare.startsWith("{") && !bare.startsWith("[")) return Optional.empty();
    try {
      Object value = Json.readPayload(text);
      return value instanceof Map || value instanceof List ? Optional.of(value) : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty(); // so it is the form that it says it is
    }
  }

  /** Whether a text is pairs as URL encoding leaves them: each has a name, none has a blank. */
  private static boolean isForm(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || "\"<>{}\\^`|".indexOf(c) >= 0) return false;
    }
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('&', from);
      if (end < 0) end = text.length();
      int equals = text.indexOf('=', from);
      if (end > from && (equals <= from || equals > end)) return false;
      from = end + 1;
    }
    return true;
  }

  private AlertBody() {}
}
