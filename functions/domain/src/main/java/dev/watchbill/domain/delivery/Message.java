package dev.watchbill.domain.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a delivery says, in the parts of its channel (spec delivery §5, §7.3). */
public sealed interface Message {

  /** The parts by name, as the outbox of one machine shows them. */
  Map<String, Object> parts();

  /**
   * @param subject one line
   * @param text plain, lines end in a line feed
   */
  record Mail(String subject, String text, String html) implements Message {
    @Override
    public Map<String, Object> parts() {
      return ordered("subject", subject, "text", text, "html", html);
    }
  }

  /** A text of a phone. */
  record ShortText(String text) implements Message {
    @Override
    public Map<String, Object> parts() {
      return ordered("text", text);
    }
  }

  /** What a call says. */
  record Speech(String say) implements Message {
    @Override
    public Map<String, Object> parts() {
      return ordered("say", say);
    }
  }

  /** A notification on a phone or in a browser. */
  record Notice(String title, String body) implements Message {
    @Override
    public Map<String, Object> parts() {
      return ordered("title", title, "body", body);
    }
  }

  /** A message in a chat. */
  record ChatText(String text) implements Message {
    @Override
    public Map<String, Object> parts() {
      return ordered("text", text);
    }
  }

  /**
   * A call of somebody's address.
   *
   * @param headers all but what the connection itself needs
   * @param body null = none
   * @param judged whether its status tells if it was taken; else any answer will do
   */
  record HttpCall(
      String method, String url, Map<String, String> headers, @Nullable String body, boolean judged)
      implements Message {
    public HttpCall {
      headers = Map.copyOf(headers);
    }

    /** The keys in it are nobody's business. */
    private Map<String, String> shown() {
      Map<String, String> shown = new TreeMap<>(headers);
      shown.replaceAll(
          (name, value) -> name.equalsIgnoreCase("authorization") ? "*".repeat(16) : value);
      return shown;
    }

    @Override
    public Map<String, Object> parts() {
      Map<String, Object> parts = ordered("method", method, "headers", shown());
      if (body != null) parts.put("body", body);
      return parts;
    }
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parts.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return parts;
  }
}
