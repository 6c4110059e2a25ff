package dev.watchbill.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the whole deployment on this machine: {@code mvn -Prun}. Settings come from the
 * environment ({@link Settings}); the only argument is the template, {@code template.yaml} when
 * absent.
 */
public final class Main {

  /** The seam: what makes the functions and the first organisation. */
  private static final Wiring WIRING = new DeployedFunctions();

  private Main() {}

  public static void main(String[] args) {
    Path template = Path.of(args.length > 0 ? args[0] : "template.yaml");
    run(template, System.getenv(), WIRING, TableServer::dynamoDbLocal);
  }

  /** Starts, and lives until it is told to stop or has nothing to go on with. */
  static void run(
      Path template, Map<String, String> environment, Wiring wiring, TableServer.Starter tables) {
    // A thread that ends by what it did not expect must not do so without a word; and when it is
    // the one that takes requests, nothing would ever be answered again.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          if (thread.getName().equals("HTTP-Dispatcher"))
            giveUp("no request can be taken: " + thrown);
          System.err.println("watchbill: thread " + thread.getName() + " ended: " + thrown);
        });
    Optional<Deployment> started =
        start(template, environment, wiring, tables, System.out, System.err);
    if (started.isEmpty()) leave();
    Deployment deployment = started.get();
    deployment.lost().thenAccept(Main::giveUp);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(deployment), "stop"));
  }

  /** Starts and says how to use it, or says in one line why not. */
  static Optional<Deployment> start(
      Path template,
      Map<String, String> environment,
      Wiring wiring,
      TableServer.Starter tables,
      PrintStream out,
      PrintStream err) {
    try {
      Deployment deployment =
          Deployment.start(
              TemplateReader.read(template),
              Settings.of(environment),
              wiring,
              tables,
              err::println);
      out.println(greeting(deployment));
      return Optional.of(deployment);
    } catch (StartRefused refused) {
      err.println("watchbill: " + refused.getMessage());
      return Optional.empty();
    }
  }

  private static String greeting(Deployment deployment) {
    String json = "-H 'Content-Type: application/json'";
    return """
        Watchbill is ready
          address  %1$s
          token    %2$s
        Raise a first alert, and see its group:
          curl -s %1$s/api/v1/integrations/ -H 'Authorization: %2$s' %3$s \
        -d '{"type":"formatted_webhook"}' \
        | grep -o '"link": *"[^"]*"' | head -1 | cut -d '"' -f 4 \
        | xargs -I LINK curl -s LINK %3$s \
        -d '{"alert_uid":"disk-1","title":"Disk is full","state":"alerting"}'
          curl -s %1$s/api/v1/alert_groups/ -H 'Authorization: %2$s'
        Ctrl-C stops it; in the background, kill %4$d does."""
        .formatted(deployment.address(), deployment.token(), json, ProcessHandle.current().pid());
  }

  /** On a thread of its own: stopping waits for the threads that may have noticed. */
  private static void giveUp(String reason) {
    System.err.println("watchbill: " + reason + "; stopping");
    new Thread(Main::leave, "give up").start();
  }

  /**
   * Ends with exit code 1. A Maven that runs us would print a page about that below our one line,
   * so it is told to end first (and ends with 143): only where its {@code run} profile says that it
   * is the one.
   */
  private static void leave() {
    if (Boolean.getBoolean("watchbill.underMaven")) {
      ProcessHandle.current()
          .parent()
          .filter(ProcessHandle::destroy)
          .ifPresent(maven -> maven.onExit().join());
    }
    System.exit(1);
  }

  private static void stop(Deployment deployment) {
    deployment.close();
    System.out.println("Watchbill has stopped");
  }
}
