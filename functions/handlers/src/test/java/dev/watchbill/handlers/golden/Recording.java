package dev.watchbill.handlers.golden;

import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recorded conversation: ordered requests with the replies they got. */
record Recording(String area, String name, List<String> needs, List<Step> steps) {

  String title() {
    return area + "/" + name;
  }

  /** The conversations of a file of recordings on the class path. */
  static List<Recording> of(String resource) {
    Map<?, ?> file = (Map<?, ?>) json(resource);
    List<Recording> all = new ArrayList<>();
    for (Object each : list(file.get("scenarios"))) {
      Map<?, ?> scenario = (Map<?, ?>) each;
      List<Step> steps = new ArrayList<>();
      for (Object step : list(scenario.get("steps"))) {
        steps.add(new Step(steps.size() + 1, object(step)));
      }
      all.add(
          new Recording(
              String.valueOf(file.get("area")),
              String.valueOf(scenario.get("name")),
              list(scenario.get("needs")).stream().map(String::valueOf).toList(),
              steps));
    }
    return all;
  }

  /** Whether it has documents fetched from the replayer. */
  boolean serves() {
    return steps.stream().anyMatch(step -> step.text("method").equals("SERVE"));
  }

  static Object json(String resource) {
    try (InputStream in = Recording.class.getResourceAsStream("/" + resource)) {
      if (in == null) throw new IllegalArgumentException(resource + " is not on the class path");
      Object value = Json.read(in.readAllBytes());
      if (value == null) throw new IllegalArgumentException(resource + " is null");
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Json.Malformed e) {
      throw new IllegalArgumentException(resource, e);
    }
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static Map<String, @Nullable Object> object(@Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> object.put(String.valueOf(name), member));
    }
    return object;
  }

  /** One request of a conversation, with what it must be answered. */
  record Step(int number, Map<String, @Nullable Object> is) {

    String text(String key) {
      return String.valueOf(is.get(key));
    }

    boolean has(String key) {
      return is.containsKey(key);
    }

    long number(String key, long ifAbsent) {
      return is.get(key) instanceof Long number ? number : ifAbsent;
    }

    /** Pause before the request. */
    java.time.Duration waiting() {
      return is.get("wait") instanceof Number seconds
          ? java.time.Duration.ofMillis(Math.round(seconds.doubleValue() * 1000))
          : java.time.Duration.ZERO;
    }

    Map<String, @Nullable Object> member(String key) {
      return object(is.get(key));
    }

    boolean isDefect() {
      return Boolean.TRUE.equals(is.get("defect"));
    }

    boolean lists(String key, long status) {
      return list(is.get(key)).contains(status);
    }

    @Override
    public String toString() {
      return "step " + number + " " + text("method") + " " + text("path");
    }
  }
}
