package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Invoked once by whoever deploys ({@code aws lambda invoke}): makes the first organisation and
 * answers its token, which is shown this once. No route leads here; AWS decides who may invoke it.
 *
 * <p>Public, as every class that declares a handler method must be: Lambda calls it by reflection.
 */
public class SetupFunction implements RequestStreamHandler {
  private final FirstOrganisation first;

  SetupFunction(FirstOrganisation first) {
    this.first = first;
  }

  @Override
  public final void handleRequest(InputStream in, OutputStream out, @Nullable Context context)
      throws IOException {
    Map<String, String> answer =
        first
            .make()
            .map(token -> Map.of("token", token))
            .orElse(Map.of("detail", "There is an organisation already; use its tokens."));
    out.write(Json.write(answer).getBytes(UTF_8));
  }
}
