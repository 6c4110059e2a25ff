package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.channels.LambdaInvoker;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.channels.SignedCalls;
import dev.watchbill.channels.SqsTimerQueue;
import dev.watchbill.domain.Pause;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.delivery.Lane;
import dev.watchbill.domain.timer.TimerQueue;
import dev.watchbill.handlers.http.Log;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.jobs.LaneFunction;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.TableConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A deployment on AWS, and the only place that reads the environment. */
final class Cloud {

  /** One per function instance, made when its function is, which is before the snapshot. */
  private static final class Holder {
    static final Watchbill DEPLOYMENT = deployment(System.getenv());
  }

  /** Seeded when the first random character is needed: after the snapshot was restored. */
  private static final class Seeded {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  static Watchbill deployment() {
    return Holder.DEPLOYMENT;
  }

  static Watchbill deployment(Map<String, String> environment) {
    InstantSource clock = InstantSource.system();
    SafeHttp http = new SafeHttp(SafeHttp.Limits.DEFAULT);
    SignedCalls signed = new SignedCalls(clock);
    return Watchbill.in(
        Surroundings.of(
                new Settings(
                    required(environment, "WATCHBILL_BASE_URL"),
                    !environment.getOrDefault("WATCHBILL_LIMITS", "default").equals("off"),
                    environment.getOrDefault("WATCHBILL_INBOUND_DOMAIN", "")),
                clock,
                new PublicIds(() -> Seeded.RANDOM),
                table(environment, clock),
                Pause.SLEEP,
                () -> dataKey(required(environment, "WATCHBILL_SECRET_ARN")),
                queue(environment),
                http)
            .with(lane(environment, signed), CloudCarriers.of(environment, http, signed)));
  }

  /** The function that sends, asked for when the first delivery is handed over. */
  private static Lane lane(Map<String, String> environment, SignedCalls signed) {
    return delivery ->
        new LambdaInvoker(signed, required(environment, "AWS_REGION"))
            .invoke(required(environment, LaneFunction.VARIABLE), LaneFunction.event(delivery));
  }

  private static Table table(Map<String, String> environment, InstantSource clock) {
    return new DynamoTable(
        TableConnection.ofRegion(),
        required(environment, "WATCHBILL_TABLE"),
        clock,
        () -> ThreadLocalRandom.current().nextLong(), // only spreads retries
        Pause.SLEEP,
        Meter.NONE,
        (key, what) -> Log.damaged(key.toString(), what));
  }

  private static TimerQueue queue(Map<String, String> environment) {
    SqsClient client =
        SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    return new SqsTimerQueue(client, environment.get(SqsTimerQueue.VARIABLE));
  }

  /** The generated secret is text of any length; its SHA-256 has the length of a key. */
  private static byte[] dataKey(String arn) {
    try (SecretsManagerClient client =
        SecretsManagerClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      String secret = client.getSecretValue(request -> request.secretId(arn)).secretString();
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) throw new IllegalStateException(name + " is not set");
    return value;
  }

  private Cloud() {}
}
