package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.Pause;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.wiring.Functions;
import dev.watchbill.handlers.wiring.Surroundings;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.TableConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * A process that makes the intake function, answers one alert and ends: {@code event [endpoint
 * table]}. With an endpoint it is given its table and key; without one it makes all as a deployed
 * function does, which asks Secrets Manager for the key; without any argument it does nothing,
 * which tells how fast this machine is. Says "answered" and its peak memory.
 */
public final class ColdStart {

  private ColdStart() {}

  public static void main(String[] args) throws IOException {
    System.out.println("answered " + (args.length == 0 ? "200" : answer(args)));
    System.out.println(peak());
  }

  private static String answer(String[] args) throws IOException {
    RequestStreamHandler intake =
        args.length == 1 ? new Functions.Intake() : new Functions.Intake(given(args[1], args[2]));
    return new String(Deployed.invoke(intake, Files.readAllBytes(Path.of(args[0]))), UTF_8);
  }

  private static Watchbill given(String endpoint, String tableName) {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    var table =
        new DynamoTable(
            TableConnection.at(URI.create(endpoint)),
            tableName,
            clock,
            random,
            Pause.SLEEP,
            Meter.NONE);
    return Watchbill.in(
        Surroundings.of(
            new Settings("https://oncall.example", true, ""),
            clock,
            new PublicIds(() -> random),
            table,
            Pause.SLEEP,
            Packaged::dataKey,
            (message, delay) -> {},
            new SafeHttp(SafeHttp.Limits.DEFAULT)));
  }

  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return "VmHWM: 0 kB";
    try (var lines = Files.lines(status)) {
      return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("VmHWM: 0 kB");
    }
  }
}
