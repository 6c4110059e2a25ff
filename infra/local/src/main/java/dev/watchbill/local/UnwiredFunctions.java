package dev.watchbill.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Stands where the real functions go: requests get 501, jobs do nothing. {@link Main} names the
 * wiring in one place.
 */
final class UnwiredFunctions implements Wiring {

  @Override
  public FunctionFactory functions(World world) {
    return UnwiredFunctions::create;
  }

  private static RequestStreamHandler create(String handler, Map<String, String> environment) {
    byte[] answer =
        (handler.endsWith("Job")
                ? "{\"batchItemFailures\":[]}"
                : "{\"statusCode\":501,\"headers\":{\"content-type\":\"application/json\"},"
                    + "\"body\":\"{\\\"detail\\\":\\\"This function is not wired.\\\"}\"}")
            .getBytes(StandardCharsets.UTF_8);
    return (in, out, context) -> out.write(answer);
  }

  @Override
  public FirstOrganisation firstOrganisation(World world) {
    return token -> {};
  }
}
