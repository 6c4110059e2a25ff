package dev.watchbill.dynamodblocal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Serves DynamoDB Local on the loopback address and prints {@code ready <port>}. Ends when its
 * standard input ends, so that it never outlives whoever started it, and on SIGTERM.
 *
 * <p>The stock launcher listens on all interfaces and cannot choose a free port; it also sends
 * telemetry, which this one never configures.
 *
 * <p>Arguments: the port (0 for any free one) and, to keep the data, a folder.
 */
public final class DynamoDbLocal {

  private DynamoDbLocal() {}

  public static void main(String[] args) throws Exception {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
    Path folder = args.length > 1 ? Path.of(args[1]) : null;
    // Ctrl-C reaches every process of the terminal; this one goes when its starter lets go of it,
    // after the last request has been served.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    Server server;
    try {
      server = start(port, folder);
    } catch (Exception | LinkageError failure) {
      System.err.println("error " + oneLine(failure, port, folder));
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    System.out.println("ready " + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    while (System.in.read() >= 0) {
      // Nothing is ever said; the end of the stream is the sign to stop.
    }
    System.exit(0);
  }

  private static Server start(int port, @Nullable Path folder) throws Exception {
    String path = null;
    if (folder != null) path = Files.createDirectories(folder).toString();
    var requests = KeptPromises.handlers(path);
    // The database is opened by the first call: find out now whether it can be.
    requests.listTables("local", "us-east-1", ListTablesRequest.builder().build());
    var handler = new LocalDynamoDBServerHandler(requests, null);
    var server = new Server(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    server.setHandler(new DynamoDBProxyServer(0, handler).setUpHandler(handler));
    server.start();
    return server;
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      System.err.println("error while stopping: " + e);
    }
  }

  private static String oneLine(Throwable failure, int port, @Nullable Path folder) {
    Throwable root = failure;
    while (root.getCause() instanceof Throwable cause) root = cause;
    String what = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    if (root instanceof LinkageError || what.contains("library")) {
      return "DynamoDB Local has no native SQLite library for %s %s: %s"
          .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), what);
    }
    if (root instanceof BindException) return "port " + port + " is taken";
    if (folder != null && (root instanceof IOException || what.contains("database"))) {
      return "the data in " + folder + " cannot be used: " + what;
    }
    return root.getClass().getSimpleName() + ": " + what;
  }
}
