package dev.watchbill.handlers.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.engine.delivery.Sending;
import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lane of deliveries, invoked asynchronously with {@code {"delivery": "D…"}}: sends it and
 * records what the provider said. A failed call may be repeated: a delivery that is not claimed any
 * more is left alone.
 */
public class LaneFunction implements RequestStreamHandler {
  /** Names the function that sends, to whoever hands deliveries over. */
  public static final String VARIABLE = "WATCHBILL_DELIVERIES";

  private final Supplier<Sending> sending;

  protected LaneFunction(Supplier<Sending> sending) {
    this.sending = sending;
  }

  /** The event that has a delivery sent. */
  public static byte[] event(String delivery) {
    return Json.write(Map.of("delivery", delivery)).getBytes(UTF_8);
  }

  @Override
  public final void handleRequest(InputStream in, OutputStream out, @Nullable Context context)
      throws IOException {
    Object event;
    try {
      event = Json.read(in.readAllBytes());
    } catch (Json.Malformed e) {
      throw new IOException("not an event: " + e.getMessage());
    }
    if (!(event instanceof Map<?, ?> map) || !(map.get("delivery") instanceof String delivery)) {
      throw new IOException("the event names no delivery");
    }
    sending.get().send(delivery);
    out.write("{}".getBytes(UTF_8));
  }
}
