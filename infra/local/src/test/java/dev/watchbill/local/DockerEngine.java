package dev.watchbill.local;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * Whether tests that need containers can run here. Not the one of storage's tests: what this module
 * depends on must be there without packaging anything, for {@code mvn -Prun}.
 */
final class DockerEngine {

  /** The last images that need no account, and know the runtime of the functions. */
  static final DockerImageName LOCALSTACK = DockerImageName.parse("localstack/localstack:4.13");

  private DockerEngine() {}

  /** A condition for {@code @EnabledIf}; says on the console why such tests are skipped. */
  static boolean answers() {
    if (!Boolean.getBoolean("watchbill.docker")) {
      System.out.println("LocalStack tests are skipped: they run with mvn -Pdocker verify");
      return false;
    }
    if (DockerClientFactory.instance().isDockerAvailable()) return true;
    System.out.println("No Docker engine answers: LocalStack tests are skipped");
    return false;
  }
}
