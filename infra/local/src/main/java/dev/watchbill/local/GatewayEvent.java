package dev.watchbill.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.domain.LetterCase;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A request as an HTTP API hands it to a function: payload format 2.0.
 *
 * @param uri as on the request line, undecoded
 * @param headers as received, any case
 */
record GatewayEvent(
    String method,
    URI uri,
    Map<String, List<String>> headers,
    byte[] body,
    String sourceIp,
    Instant received) {

  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  String rawPath() {
    String path = uri.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  byte[] json(HttpRoutes.Match match) {
    ObjectNode event = Json.object();
    event.put("version", "2.0");
    event.put("routeKey", match.route().key());
    event.put("rawPath", rawPath());
    event.put("rawQueryString", uri.getRawQuery() == null ? "" : uri.getRawQuery());
    Map<String, String> joined = joinedHeaders();
    String cookies = joined.remove("cookie");
    if (cookies != null) {
      ArrayNode list = event.putArray("cookies");
      for (String cookie : cookies.split("[;,]", -1)) list.add(cookie.strip());
    }
    ObjectNode headerFields = event.putObject("headers");
    joined.forEach(headerFields::put);
    if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
      ObjectNode query = event.putObject("queryStringParameters");
      queryParameters(uri.getRawQuery()).forEach(query::put);
    }
    if (!match.pathParameters().isEmpty()) {
      ObjectNode path = event.putObject("pathParameters");
      match.pathParameters().forEach((name, raw) -> path.put(name, decodePath(raw)));
    }
    context(event.putObject("requestContext"), match, joined);
    if (body.length > 0) putBody(event, joined.getOrDefault("content-type", ""));
    else event.put("isBase64Encoded", false);
    return Json.bytes(event);
  }

  private void context(
      ObjectNode context, HttpRoutes.Match match, Map<String, String> joinedHeaders) {
    String host = joinedHeaders.getOrDefault("host", "127.0.0.1");
    context.put("accountId", SqsEvents.ACCOUNT);
    context.put("apiId", "local");
    context.put("domainName", host);
    context.put("domainPrefix", host.split("[.:]", 2)[0]);
    context
        .putObject("http")
        .put("method", method)
        .put("path", rawPath())
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", sourceIp)
        .put("userAgent", joinedHeaders.getOrDefault("user-agent", ""));
    context.put("requestId", UUID.randomUUID().toString());
    context.put("routeKey", match.route().key());
    context.put("stage", "$default");
    context.put("time", LOG_TIME.format(received));
    context.put("timeEpoch", received.toEpochMilli());
  }

  private Map<String, String> joinedHeaders() {
    Map<String, String> joined = new TreeMap<>();
    headers.forEach(
        (name, values) ->
            joined.merge(LetterCase.lower(name), String.join(",", values), (a, b) -> a + "," + b));
    joined.put("x-forwarded-for", sourceIp);
    joined.putIfAbsent("x-forwarded-proto", "http");
    return joined;
  }

  private static Map<String, String> queryParameters(String raw) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      String name = decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decodeQuery(pair.substring(equals + 1));
      parameters.merge(name, value, (a, b) -> a + "," + b);
    }
    return parameters;
  }

  private static String decodeQuery(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a stray % stays as it is
    }
  }

  private static String decodePath(String text) {
    return decodeQuery(text.replace("+", "%2B"));
  }

  /** Text travels as text only under a type the gateway knows as text; all else as Base64. */
  private void putBody(ObjectNode event, String contentType) {
    Optional<String> text = isText(contentType) ? utf8(body) : Optional.empty();
    if (text.isPresent()) event.put("body", text.get());
    else event.put("body", body);
    event.put("isBase64Encoded", text.isEmpty());
  }

  private static boolean isText(String contentType) {
    String type = LetterCase.lower(contentType.split(";", 2)[0].strip());
    return type.isEmpty()
        || type.startsWith("text/")
        || type.equals("application/json")
        || type.equals("application/xml")
        || type.equals("application/javascript");
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
