package dev.watchbill.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** The runner's JSON. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Maps, lists, texts, numbers and flags as a tree. */
  static JsonNode of(Object plain) {
    return MAPPER.valueToTree(plain);
  }

  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** The tree, or empty when the bytes are not JSON. */
  static Optional<JsonNode> read(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      return json == null || json.isMissingNode() ? Optional.empty() : Optional.of(json);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
