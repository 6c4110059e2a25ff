package dev.watchbill.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run says its own lines alone, and the one that says why it cannot start is the last. */
class WrapperTest {

  @TempDir private Path home;

  private static List<String> lines(ProcessBuilder builder)
      throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said.lines().toList();
  }

  /** What the wrapper calls Maven with; a script that tells it stands where Maven would. */
  private List<String> wrapped(String... arguments) throws IOException, InterruptedException {
    Path properties = Repository.ROOT.resolve(".mvn/wrapper/maven-wrapper.properties");
    String url =
        Files.readAllLines(properties).stream()
            .filter(line -> line.startsWith("distributionUrl="))
            .map(line -> line.substring("distributionUrl=".length()).strip())
            .findFirst()
            .orElseThrow();
    String name = url.substring(url.lastIndexOf('/') + 1).replace("-bin.zip", "");
    Path folder = home.resolve("wrapper/dists/" + name + "/" + Integer.toHexString(url.hashCode()));
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho \"maven $*\"\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    String wrapper = Repository.ROOT.resolve("mvnw").toString();
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of("sh", wrapper), Stream.of(arguments)).toList());
    builder.environment().put("MAVEN_USER_HOME", home.toString());
    return lines(builder);
  }

  @Test
  void onlyARunIsQuiet() throws Exception {
    assertThat(wrapped("-o", "-Prun"))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Watchbill is built");
    assertThat(wrapped("-o", "-Prun").getLast()).isEqualTo("maven -q -o -Prun");
    assertThat(wrapped("verify")).containsExactly("maven verify");
    assertThat(wrapped("-Pdocker", "verify")).containsExactly("maven -Pdocker verify");
  }

  /** A shell stands where Maven would, and would go on talking. */
  private static List<String> refused(String underMaven) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "\"$0\" \"$@\"; echo 'and a page about exit codes'",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dwatchbill.underMaven=" + underMaven,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            Repository.template().toString());
    builder.environment().putAll(Map.of("WATCHBILL_PORT", "99999"));
    return lines(builder);
  }

  @Test
  void theReasonOfARefusedStartIsTheLastLine() throws Exception {
    String reason = "watchbill: WATCHBILL_PORT is a port, or 0 for any free one, not 99999";
    assertThat(refused("true")).containsExactly(reason);
    // Anybody else's shell is left alone.
    assertThat(refused("false")).containsExactly(reason, "and a page about exit codes");
  }
}
