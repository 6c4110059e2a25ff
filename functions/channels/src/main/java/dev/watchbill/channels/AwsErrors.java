package dev.watchbill.channels;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What AWS's JSON services say, as far as an outcome depends on it. */
final class AwsErrors {

  private static final int LONGEST_KIND = 64;

  /**
   * {@code ThrottlingException}: the header's word, else the body's, without namespace and address;
   * empty when it has none.
   */
  static String kind(SignedCalls.Answered answer) {
    String kind = answer.headers().getOrDefault("x-amzn-errortype", "");
    if (kind.isEmpty()) {
      Map<String, String> body = texts(answer.body());
      kind = body.getOrDefault("__type", body.getOrDefault("code", ""));
    }
    kind = kind.substring(kind.indexOf('#') + 1);
    int colon = kind.indexOf(':');
    if (colon >= 0) kind = kind.substring(0, colon);
    kind = MailHeaders.word(kind);
    return kind.length() <= LONGEST_KIND ? kind : kind.substring(0, LONGEST_KIND);
  }

  /** For people; services spell the field either way. */
  static String message(SignedCalls.Answered answer) {
    Map<String, String> body = texts(answer.body());
    return body.getOrDefault("message", body.getOrDefault("Message", ""));
  }

  /** The texts of a JSON object's own fields; none when it is not one, or ends early. */
  static Map<String, String> texts(byte[] json) {
    Map<String, String> texts = new TreeMap<>();
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return Map.of();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) texts.put(name, parser.getText());
        else parser.skipChildren();
      }
      return parser.currentToken() == JsonToken.END_OBJECT ? texts : Map.of();
    } catch (IOException e) {
      return Map.of(); // an answer of something in between, which has no word for us
    }
  }

  /** The streaming core, loaded by the first call. */
  static final class Json {
    static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}
  }

  private AwsErrors() {}
}
