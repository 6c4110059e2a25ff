package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a function or a caller does, the others are served and the runner can be stopped. */
@Timeout(180)
class RunawayTest {

  private static final int HALF_SENT = 600;

  private static final String TEMPLATE =
      """
      Resources:
        Table: { Type: AWS::DynamoDB::Table }
        Spin:
          Type: AWS::Serverless::Function
          Properties:
            Handler: Spin::handleRequest
            Timeout: 1
            Events: { Rest: { Type: HttpApi, Properties: { Method: ANY, Path: /spin } } }
        Hog:
          Type: AWS::Serverless::Function
          Properties:
            Handler: Hog::handleRequest
            Timeout: 60
            Events: { Rest: { Type: HttpApi, Properties: { Method: ANY, Path: /hog } } }
        Well:
          Type: AWS::Serverless::Function
          Properties:
            Handler: Well::handleRequest
            Timeout: 60
            Events: { Rest: { Type: HttpApi, Properties: {} } }
      """;

  @TempDir private Path folder;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  /** Half a request is waited for a second here, and a heap of 96 MB is soon full. */
  private Process start() throws IOException {
    Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dsun.net.httpserver.maxReqTime=1",
            "-cp",
            System.getProperty("java.class.path"),
            RunawayMain.class.getName(),
            template.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Its address; everything it says after that is kept. */
  private Browser ready(BufferedReader lines) throws IOException {
    String address = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.contains("address  ")) address = line.substring(line.indexOf("http"));
      if (line.contains("Ctrl-C")) break;
    }
    assertThat(address).as(said.toString()).isNotEmpty();
    Thread.ofVirtual().start(() -> listen(lines));
    return new Browser(URI.create(address));
  }

  private void listen(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) said.add(line);
    } catch (IOException closed) {
      said.add("(and then the test closed its ear)");
    }
  }

  private static void well(Browser browser) throws IOException {
    Browser.Reply reply = browser.get("/well");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("well");
  }

  private void stops(Process runner) throws InterruptedException {
    runner.destroy(); // SIGTERM
    assertThat(runner.waitFor(60, TimeUnit.SECONDS)).as("stopped; it said " + said).isTrue();
  }

  @Test
  void functionsThatComputeForEverStarveNobodyAndDoNotKeepItFromStopping() throws Exception {
    Process runner = start();
    try (BufferedReader lines = runner.inputReader();
        ExecutorService callers = Executors.newCachedThreadPool()) {
      Browser browser = ready(lines);
      List<Future<Integer>> spinning = new ArrayList<>();
      for (int i = 0; i < 8; i++) spinning.add(callers.submit(() -> browser.get("/spin").status()));
      well(browser);
      for (Future<Integer> each : spinning) assertThat(each.get()).isEqualTo(503);
      well(browser);
      assertThat(browser.get("/-/ready").status()).isEqualTo(200);
      stops(runner);
      assertThat(said).anyMatch(line -> line.contains("Spin ran out of its 1 s"));
    } finally {
      runner.destroyForcibly();
    }
  }

  @Test
  void aFunctionThatTakesAllMemoryIsSaidAndTheRunnerGoesOn() throws Exception {
    Process runner = start();
    try (BufferedReader lines = runner.inputReader()) {
      Browser browser = ready(lines);
      for (int i = 0; i < 3; i++) {
        assertThat(browser.get("/hog").status()).isEqualTo(500);
        well(browser);
      }
      stops(runner);
      assertThat(said).anyMatch(line -> line.startsWith("Hog failed: java.lang.OutOfMemoryError"));
    } finally {
      runner.destroyForcibly();
    }
  }

  @Test
  void halfSentRequestsAreClosedAndMeanwhileOthersAreServed() throws Exception {
    Process runner = start();
    List<Socket> halves = new ArrayList<>();
    try (BufferedReader lines = runner.inputReader()) {
      Browser browser = ready(lines);
      for (int i = 0; i < HALF_SENT; i++) {
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), browser.port());
        halves.add(socket);
        socket.setSoTimeout(60_000);
        String half =
            switch (i % 3) {
              case 0 -> "POST /well HTTP/1.1\r\nHost: x\r\nContent-Le";
              case 1 -> "POST /well HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
              default ->
                  "POST /well HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{";
            };
        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
        if (i % 100 == 0) well(browser);
      }
      for (Socket socket : halves) {
        assertThat(socket.getInputStream().readAllBytes()).as("closed without an answer").isEmpty();
      }
      well(browser);
      stops(runner);
    } finally {
      for (Socket socket : halves) socket.close();
      runner.destroyForcibly();
    }
  }
}
