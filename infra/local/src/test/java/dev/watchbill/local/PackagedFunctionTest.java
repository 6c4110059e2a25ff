package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.domain.Pause;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.wiring.Surroundings;
import dev.watchbill.handlers.wiring.Watchbill;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.TableConnection;
import dev.watchbill.storage.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The zip that is deployed, as a Lambda function of LocalStack: the class loader, the runtime and
 * the AWS clients are those of the cloud, which no other test has. The package must be there:
 * {@code mvn -Pdocker verify} from the root builds it before this module is tested.
 *
 * <p>LocalStack runs each function in a container beside its own, from the base image of the
 * runtime (java25 since its release of November 2025), and gives it {@code AWS_ENDPOINT_URL}, which
 * the AWS clients of the function follow.
 */
@Tag("docker")
@EnabledIf(
    value = "dev.watchbill.local.DockerEngine#answers",
    disabledReason =
        "not run on LocalStack: needs mvn -Pdocker verify and a Docker engine that answers")
class PackagedFunctionTest {

  private static final Path PACKAGE =
      Repository.ROOT.resolve("functions/handlers/target/watchbill.zip");
  private static final Path EVENT = Repository.ROOT.resolve("events/Integrations.http.json");
  private static final String TABLE = "watchbill";

  /** Pulling the image of the runtime is part of the first start. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static LocalStackContainer container;
  private static DynamoDbClient dynamo;
  private static LambdaClient lambda;
  private static SecretsManagerClient secrets;

  @BeforeAll
  static void start() {
    container =
        new LocalStackContainer(DockerEngine.LOCALSTACK)
            .withServices("dynamodb", "lambda", "secretsmanager", "iam", "sts", "logs", "s3");
    container.start();
    dynamo = TableConnection.at(container.getEndpoint());
    lambda = at(container, LambdaClient.builder());
    secrets = at(container, SecretsManagerClient.builder());
    TableSchema.create(dynamo, TABLE);
  }

  @AfterAll
  static void stop() {
    container.stop();
    secrets.close();
    lambda.close();
    dynamo.close();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C at(
      LocalStackContainer container, B builder) {
    return builder
        .endpointOverride(container.getEndpoint())
        .region(Region.of(container.getRegion()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .overrideConfiguration(timeouts -> timeouts.apiCallTimeout(PATIENCE))
        .build();
  }

  @Test
  void thePackagedFunctionMakesAnIntegration() throws IOException {
    byte[] event = Files.readAllBytes(EVENT);
    letIn(json(event).path("headers").path("authorization").asText());
    deploy();

    InvokeResponse answer =
        lambda.invoke(
            call -> call.functionName("Integrations").payload(SdkBytes.fromByteArray(event)));

    String said = answer.payload().asUtf8String();
    assertThat(answer.functionError()).as(said).isNull();
    JsonNode response = json(answer.payload().asByteArray());
    assertThat(response.path("statusCode").asInt()).as(said).isEqualTo(201);
    JsonNode made = json(SdkBytes.fromUtf8String(response.path("body").asText()).asByteArray());
    assertThat(made.path("name").asText()).isEqualTo("Disk checks");
    assertThat(row(made.path("id").asText()).get("name")).isEqualTo(text("Disk checks"));
  }

  /** The first organisation, whose admin has the token of the event. */
  private static void letIn(String token) {
    InstantSource clock = InstantSource.system();
    var table = new DynamoTable(dynamo, TABLE, clock, new Random(), Pause.SLEEP, Meter.NONE);
    Random random = new Random();
    Watchbill.in(
            Surroundings.of(
                new Settings("https://watchbill.example.com", true, ""),
                clock,
                new PublicIds(() -> random),
                table,
                Pause.SLEEP,
                () -> new byte[32],
                (message, delay) -> {},
                new SafeHttp(SafeHttp.Limits.DEFAULT)))
        .firstOrganisation()
        .ensure(token);
  }

  private static void deploy() throws IOException {
    assertThat(PACKAGE).as("the package, made by mvn package").exists();
    SdkBytes zip = SdkBytes.fromByteArray(Files.readAllBytes(PACKAGE));
    String secret =
        secrets.createSecret(make -> make.name("data-key").secretString("x".repeat(64))).arn();
    Map<String, String> variables =
        Map.of(
            "WATCHBILL_TABLE", TABLE,
            "WATCHBILL_BASE_URL", "https://watchbill.example.com",
            "WATCHBILL_SECRET_ARN", secret);
    // The template says arm64; the base image must be one of this machine.
    Architecture architecture =
        System.getProperty("os.arch").equals("aarch64") ? Architecture.ARM64 : Architecture.X86_64;
    lambda.createFunction(
        make ->
            make.functionName("Integrations")
                .runtime("java25")
                .architectures(architecture)
                .handler("dev.watchbill.handlers.wiring.Functions$Integrations::handleRequest")
                .role("arn:aws:iam::000000000000:role/watchbill")
                .memorySize(1024)
                .timeout(29)
                .code(code -> code.zipFile(zip))
                .environment(environment -> environment.variables(variables)));
    try (var waiter = lambda.waiter()) {
      waiter.waitUntilFunctionActiveV2(
          function -> function.functionName("Integrations"),
          wait -> wait.waitTimeout(PATIENCE).maxAttempts(600));
    }
  }

  private static Map<String, AttributeValue> row(String id) {
    List<Map<String, AttributeValue>> rows =
        dynamo.scanPaginator(scan -> scan.tableName(TABLE)).items().stream()
            .filter(item -> text(id).equals(item.get("SK")))
            .toList();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static JsonNode json(byte[] text) {
    return Json.read(text).orElseThrow();
  }
}
