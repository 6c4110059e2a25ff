package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.storage.PlainJson;
import org.jspecify.annotations.Nullable;

/** The JSON of requests and answers, for rows that keep what was sent. */
final class StoredJson implements PlainJson {

  @Override
  public String write(@Nullable Object value) {
    return Json.write(value);
  }

  @Override
  public @Nullable Object read(String json) {
    try {
      return Json.readStored(json.getBytes(UTF_8));
    } catch (Json.Malformed e) {
      throw new IllegalStateException("JSON that was written here", e);
    }
  }
}
