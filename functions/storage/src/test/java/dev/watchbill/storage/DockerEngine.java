package dev.watchbill.storage;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.testcontainers.utility.DockerImageName;

/** Whether tests that need containers can run here. */
public final class DockerEngine {

  /** The last images that need no account, and know the runtime of the functions. */
  public static final DockerImageName LOCALSTACK =
      DockerImageName.parse("localstack/localstack:4.13");

  private DockerEngine() {}

  /** A condition for {@code @EnabledIf}; says on the console why such tests are skipped. */
  public static boolean answers() {
    if (!Boolean.getBoolean("watchbill.docker")) {
      System.out.println("LocalStack tests are skipped: they run with mvn -Pdocker verify");
      return false;
    }
    String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    try {
      connect(URI.create(host));
      return true;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      System.out.println("No Docker engine answers at " + host + ": LocalStack tests are skipped");
      return false;
    }
  }

  private static void connect(URI host) throws IOException {
    boolean unix = "unix".equals(host.getScheme());
    SocketAddress address =
        unix
            ? UnixDomainSocketAddress.of(Path.of(host.getPath()))
            : new InetSocketAddress(host.getHost(), host.getPort());
    try (var channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
      channel.connect(address);
    }
  }
}
