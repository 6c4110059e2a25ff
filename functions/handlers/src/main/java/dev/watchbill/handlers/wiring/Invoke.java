package dev.watchbill.handlers.wiring;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a packaged function without Lambda: the name of its class, then a file with an event for
 * each call; answers go to standard output, one a line. The ahead-of-time cache is trained with it
 * ({@code docs/decisions/0014-cold-start.md}).
 */
public final class Invoke {

  private Invoke() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    RequestStreamHandler function =
        Class.forName(args[0])
            .asSubclass(RequestStreamHandler.class)
            .getConstructor()
            .newInstance();
    for (int i = 1; i < args.length; i++) {
      try (InputStream event = Files.newInputStream(Path.of(args[i]))) {
        function.handleRequest(event, System.out, null);
      }
      System.out.println();
    }
  }
}
