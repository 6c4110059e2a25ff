package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the person who starts it sees: how to use it, or one line that says why not. */
class MainTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Fakes fakes = new Fakes();

  private Optional<Deployment> start(String... variables) {
    return start(Fakes.NO_TABLE, variables);
  }

  private Optional<Deployment> start(TableServer.Starter tables, String... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("WATCHBILL_PORT", "0");
    environment.put("WATCHBILL_DATA", folder.resolve("data").toString());
    environment.put("WATCHBILL_CLOCK", "manual");
    for (int i = 0; i < variables.length; i += 2) environment.put(variables[i], variables[i + 1]);
    out.reset();
    err.reset();
    return Main.start(
        Repository.template(),
        environment,
        fakes,
        tables,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** Its heartbeat has a link too, and swallows alerts. */
  @Test
  void theFirstAlertGoesToTheLinkOfTheIntegrationItself() throws Exception {
    try (Deployment running = start().orElseThrow()) {
      String line =
          said().lines().filter(each -> each.contains("| xargs")).findFirst().orElseThrow();
      String filter = line.substring(line.indexOf('|') + 1, line.indexOf("| xargs"));
      Process shell = new ProcessBuilder("sh", "-c", filter).start();
      try (var answer = shell.outputWriter()) {
        answer.write(
            "{\"id\":\"C1\",\"link\":\"%1$s/a/\",\"heartbeat\":{\"link\":\"%1$s/a/heartbeat/\"}}"
                .formatted(running.address()));
      }
      try (var link = shell.inputReader()) {
        assertThat(link.lines()).containsExactly(running.address() + "/a/");
      }
    }
  }

  /** What is printed is typed in, against the real functions. */
  @Test
  @Timeout(180)
  void thePrintedLinesRaiseAnAlertAndShowItsGroup() throws Exception {
    ByteArrayOutputStream greeting = new ByteArrayOutputStream();
    try (Deployment running =
        Main.start(
                Repository.template(),
                Map.of("WATCHBILL_PORT", "0", "WATCHBILL_DATA", "memory"),
                new DeployedFunctions(),
                TableServer::dynamoDbLocal,
                new PrintStream(greeting, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .orElseThrow()) {
      List<String> lines =
          greeting
              .toString(StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> line.startsWith("curl "))
              .toList();
      assertThat(lines).hasSize(2);
      assertThat(shell(lines.getFirst())).contains("Ok.");
      assertThat(shell(lines.getLast()))
          .contains("\"title\":\"Disk is full\"", "\"state\":\"firing\"");
      assertThat(running.address()).isNotNull();
    }
  }

  private static String shell(String line) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said;
  }

  /** {@code mvn -Prun} stops before anything is packaged, and resolves all of this module's. */
  @Test
  void nothingThatTheRunNeedsIsPackagedFirst() throws IOException {
    assertThat(Files.readString(Repository.ROOT.resolve("infra/local/pom.xml")))
        .contains("<goal>exec</goal>")
        .doesNotContain("test-jar");
  }

  /**
   * The run is started with the JDK 25 that was found, not with whatever {@code java} there is: the
   * plugin's own choice leaves that to the path when Maven itself runs on a JDK that would do.
   */
  @Test
  void theRunDoesNotTakeTheJavaOfThePath() throws IOException {
    assertThat(Files.readString(Repository.ROOT.resolve("pom.xml")))
        .contains("<useJdk>Never</useJdk>");
    assertThat(Files.readString(Repository.ROOT.resolve("infra/local/pom.xml")))
        .contains("<executable>java</executable>");
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void refused(Optional<Deployment> started, String line) {
    assertThat(started).isEmpty();
    String complaint = err.toString(StandardCharsets.UTF_8);
    assertThat(complaint).startsWith("watchbill: ").contains(line);
    assertThat(complaint.strip().lines()).hasSize(1);
    assertThat(said()).isEmpty();
  }

  @Test
  void saysWhereItIsAndHowToRaiseAFirstAlert() {
    try (Deployment deployment =
        start("WATCHBILL_TOKEN", "my-own-token-of-20-characters").orElseThrow()) {
      assertThat(said())
          .contains("address  " + deployment.address())
          .contains("token    my-own-token-of-20-characters")
          .contains("curl -s " + deployment.address() + "/api/v1/integrations/");
      assertThat(fakes.tokens).containsExactly("my-own-token-of-20-characters");
    }
  }

  @Test
  void aMadeTokenAndTheKeyStayWithTheData() {
    byte[] key;
    try (Deployment first = start().orElseThrow()) {
      assertThat(first.token()).hasSize(64);
      key = fakes.world().dataKey();
    }
    try (Deployment second = start().orElseThrow()) {
      assertThat(fakes.tokens).hasSize(2);
      assertThat(fakes.tokens.getFirst()).isEqualTo(second.token());
      assertThat(fakes.world().dataKey()).isEqualTo(key).hasSize(32);
    }
    try (Deployment third =
        start("WATCHBILL_TOKEN", "another-token-of-20-characters").orElseThrow()) {
      assertThat(third.token()).isEqualTo("another-token-of-20-characters");
    }
    try (Deployment fourth = start().orElseThrow()) {
      assertThat(fourth.token()).isEqualTo("another-token-of-20-characters");
    }
    try (Deployment elsewhere = start("WATCHBILL_DATA", "memory").orElseThrow()) {
      assertThat(elsewhere.token()).isNotEqualTo("another-token-of-20-characters");
    }
  }

  @Test
  void aNewTokenReplacesTheOldOne() throws Exception {
    start("WATCHBILL_TOKEN", "the-first-token-of-all").orElseThrow().close();
    assertThat(fakes.replacedTokens).isEmpty();
    fakes.refusesTokens = true;
    refused(start("WATCHBILL_TOKEN", "the-second-token-of-all"), "died on the way");
    fakes.replacedTokens.clear();
    fakes.refusesTokens = false;
    try (Deployment third = start().orElseThrow()) {
      assertThat(third.token()).isEqualTo("the-second-token-of-all");
      assertThat(fakes.replacedTokens).containsExactly("the-first-token-of-all");
    }
    fakes.replacedTokens.clear();
    start().orElseThrow().close();
    assertThat(fakes.replacedTokens).as("done once and for all").isEmpty();

    Files.writeString(folder.resolve("data/token"), "short\n");
    refused(start(), "has less than 20 characters; set WATCHBILL_TOKEN to a longer one");
  }

  @Test
  void theBaseUrlIsTheAddressUnlessGiven() {
    String info = "dev.watchbill.handlers.wiring.Functions$Info";
    try (Deployment deployment = start().orElseThrow()) {
      assertThat(fakes.environment(info))
          .containsEntry("WATCHBILL_BASE_URL", deployment.address().toString())
          .containsEntry("WATCHBILL_LIMITS", "default")
          .containsEntry("WATCHBILL_TABLE", "watchbill")
          .containsEntry("WATCHBILL_INBOUND_DOMAIN", "inbound.localhost");
      assertThat(fakes.world().allowLoopback()).isFalse();
    }
    try (Deployment deployment =
        start(
                "WATCHBILL_BASE_URL",
                "https://oncall.example/",
                "WATCHBILL_LIMITS",
                "off",
                "WATCHBILL_ALLOW_LOOPBACK",
                "true",
                "WATCHBILL_INBOUND_DOMAIN",
                "mail.example")
            .orElseThrow()) {
      assertThat(deployment.address()).isNotNull();
      assertThat(fakes.environment(info))
          .containsEntry("WATCHBILL_BASE_URL", "https://oncall.example")
          .containsEntry("WATCHBILL_LIMITS", "off")
          .containsEntry("WATCHBILL_INBOUND_DOMAIN", "mail.example");
      assertThat(fakes.world().allowLoopback()).isTrue();
    }
  }

  @Test
  void aBusyPortIsOneLine() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(busy.getLocalPort());
      refused(start("WATCHBILL_PORT", port), "port " + port + " is taken");
    }
  }

  @Test
  void oneRunnerAtATimeUsesAFolder() {
    try (Deployment first = start().orElseThrow()) {
      refused(start(), "another Watchbill uses the data folder");
      assertThat(first.token()).isNotEmpty();
    }
    start().orElseThrow().close();
  }

  @ParameterizedTest
  @CsvSource({
    "data.key,data.key is not a key",
    "layout,its layout is not one this version knows",
    "dynamodb/shared-local-instance.db,its database is not one"
  })
  void aDamagedFolderIsOneLine(String file, String line) throws Exception {
    start().orElseThrow().close();
    Path damaged = folder.resolve("data").resolve(file);
    Files.createDirectories(damaged.getParent());
    Files.writeString(damaged, "garbage that is longer than any header");
    refused(start(), line);
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("holiday.txt"), "photos");
    refused(start(), "holds other files");
    Files.delete(data.resolve("holiday.txt"));
    Files.delete(data.resolve("lock"));
    Files.delete(data);
    Files.writeString(data, "a file");
    refused(start(), "is a file");
  }

  @Test
  void aTableThatDoesNotStartLeavesNothingBehind() {
    refused(
        start(
            (data, name, log, lost) -> {
              throw new StartRefused("DynamoDB Local did not start: no room");
            }),
        "no room");
    start().orElseThrow().close();
  }

  @Test
  void aHandlerThatIsNotThereIsOneLine() {
    fakes.refuse("dev.watchbill.handlers.wiring.Functions$Info");
    refused(start(), "Functions$Info");
  }

  @ParameterizedTest
  @CsvSource({
    "WATCHBILL_PORT,eighty",
    "WATCHBILL_PORT,70000",
    "WATCHBILL_CLOCK,broken",
    "WATCHBILL_LIMITS,none",
    "WATCHBILL_ALLOW_LOOPBACK,1",
    "WATCHBILL_BASE_URL,ftp://x",
    "WATCHBILL_BASE_URL,x y",
    "WATCHBILL_TOKEN,with a blank inside of it",
    "WATCHBILL_TOKEN,nineteen-characters",
    "WATCHBILL_INBOUND_DOMAIN,you@example.com"
  })
  void aWrongSettingNamesItsVariable(String variable, String value) {
    refused(start(variable, value), variable);
  }

  @Test
  void aMissingTemplateIsOneLine() {
    Optional<Deployment> started =
        Main.start(
            folder.resolve("template.yaml"),
            Map.of(),
            fakes,
            Fakes.NO_TABLE,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    refused(started, "cannot read");
  }
}
