package dev.watchbill.handlers.oncall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests with one token, answers as plain values. */
record Session(TestDeployment deployment, String token) {

  /** An answer. */
  record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    Answer is(int expected) {
      assertThat(status).as(Json.write(body)).isEqualTo(expected);
      return this;
    }

    /** A member, by names and indexes; null when there is none or it is null. */
    @Nullable Object at(Object... path) {
      Object value = body;
      for (Object part : path) {
        value =
            switch (value) {
              case Map<?, ?> map -> map.get(part);
              case List<?> list when part instanceof Integer index -> list.get(index);
              case null, default -> null;
            };
      }
      return value;
    }

    String text(Object... path) {
      assertThat(at(path)).as(Json.write(body)).isInstanceOf(String.class);
      return String.valueOf(at(path));
    }

    String id() {
      return text("id");
    }
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  Answer delete(String path) {
    return send("DELETE", path, null);
  }

  Answer send(String method, String path, @Nullable Object body) {
    Response response = deployment.call(token, method, "/api/v1/" + path, body);
    try {
      Object value = response.body() == null ? null : Json.read(response.body().getBytes(UTF_8));
      return new Answer(response.status(), value, response.headers());
    } catch (Json.Malformed e) {
      throw new AssertionError(response.body(), e);
    }
  }

  /** Names and values by turns. */
  static Map<String, @Nullable Object> object(@Nullable Object... members) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put(String.valueOf(members[i]), members[i + 1]);
    }
    return object;
  }
}
