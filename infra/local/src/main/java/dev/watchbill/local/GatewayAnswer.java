package dev.watchbill.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.LetterCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An answer on its way to the client. Header names may repeat. */
record GatewayAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

  private static final String TYPE = "content-type";
  private static final String JSON = "application/json";

  /** An answer of the gateway itself. */
  static GatewayAnswer message(int status, String message) {
    return json(status, Json.object().put("message", message));
  }

  static GatewayAnswer json(int status, JsonNode body) {
    return new GatewayAnswer(status, List.of(Map.entry(TYPE, JSON)), Json.bytes(body));
  }

  /** Nothing can be kept just now; the sentence says why. */
  static GatewayAnswer notServing(String obstacle) {
    return json(503, Json.object().put("message", "Service Unavailable").put("detail", obstacle));
  }

  static GatewayAnswer serverError() {
    return message(500, "Internal Server Error");
  }

  /**
   * What a function's answer means (payload format 2.0): with a {@code statusCode} it says all
   * itself; anything else is the body of a 200.
   */
  static GatewayAnswer of(byte[] answer) {
    JsonNode json = Json.read(answer).orElse(null);
    if (json == null) return serverError();
    if (!json.isObject() || !json.has("statusCode")) {
      byte[] body =
          json.isTextual() ? json.textValue().getBytes(StandardCharsets.UTF_8) : Json.bytes(json);
      return new GatewayAnswer(200, List.of(Map.entry(TYPE, JSON)), body);
    }
    int status = json.get("statusCode").asInt(0);
    if (status < 200 || status > 599) return serverError();
    try {
      return new GatewayAnswer(status, headers(json), body(json));
    } catch (IllegalArgumentException e) {
      return serverError(); // a body that says it is Base64 and is not
    }
  }

  private static List<Map.Entry<String, String>> headers(JsonNode json) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    boolean typed = false;
    for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
      String name = LetterCase.lower(header.getKey());
      if (ownedByTheGateway(name)) continue;
      headers.add(Map.entry(name, header.getValue().asText()));
      typed |= name.equals(TYPE);
    }
    for (JsonNode cookie : json.path("cookies")) {
      headers.add(Map.entry("set-cookie", cookie.asText()));
    }
    if (!typed) headers.add(Map.entry(TYPE, "text/plain; charset=utf-8"));
    return headers;
  }

  private static byte[] body(JsonNode json) {
    String text = json.path("body").asText("");
    return json.path("isBase64Encoded").asBoolean(false)
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean ownedByTheGateway(String header) {
    return switch (header) {
      case "connection", "content-length", "transfer-encoding", "keep-alive", "upgrade" -> true;
      default -> false;
    };
  }
}
