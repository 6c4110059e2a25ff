package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.wiring.Functions;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.Pause;
import dev.watchbill.storage.TableConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * A process that makes the intake function, answers one alert and ends: {@code endpoint table
 * path}. Says "answered" and its peak memory.
 */
public final class ColdStart {

  private ColdStart() {}

  public static void main(String[] args) throws IOException {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    Watchbill deployment =
        Watchbill.factory()
            .create(
                new Settings("https://oncall.example", true, ""),
                clock,
                new PublicIds(() -> random),
                new DynamoTable(
                    TableConnection.at(URI.create(args[0])),
                    args[1],
                    clock,
                    random,
                    Pause.SLEEP,
                    Meter.NONE),
                Pause.SLEEP,
                () -> new byte[32],
                (message, delay) -> {},
                new SafeHttp(SafeHttp.Limits.DEFAULT));
    Functions.Intake intake = new Functions.Intake(deployment);
    String body = Json.write(Payloads.formatted("disk-1", "alerting", 1));
    byte[] answer = Deployed.invoke(intake, Deployed.event("POST", args[2], "", body));
    System.out.println("answered " + new String(answer, UTF_8));
    System.out.println(peak());
  }

  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return "VmHWM: 0 kB";
    try (var lines = Files.lines(status)) {
      return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("VmHWM: 0 kB");
    }
  }
}
