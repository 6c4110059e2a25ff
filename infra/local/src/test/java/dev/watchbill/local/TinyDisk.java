package dev.watchbill.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk in memory that is soon full. Only root may mount one: for anybody else its tests are
 * skipped with the reason, unless {@code WATCHBILL_MOUNTS=required}, as in CI.
 */
final class TinyDisk implements AutoCloseable {

  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  static TinyDisk of(String size, Path parent) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve("disk"));
    String refusal = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    if (!refusal.isEmpty()) {
      boolean required = "required".equals(System.getenv("WATCHBILL_MOUNTS"));
      if (required) throw new AssertionError("a tmpfs cannot be mounted: " + refusal);
      assumeTrue(false, "skipped: a tmpfs cannot be mounted: " + refusal);
    }
    return new TinyDisk(folder);
  }

  Path folder() {
    return folder;
  }

  void resize(String size) throws IOException, InterruptedException {
    String refusal = run("mount", "-o", "remount,size=" + size, folder.toString());
    if (!refusal.isEmpty()) throw new IOException(refusal);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    String refusal = run("umount", "-l", folder.toString());
    if (!refusal.isEmpty()) throw new IOException(refusal);
  }

  /** What it said when it failed; empty when it went well. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? "" : said.isEmpty() ? command[0] + " failed" : said;
  }
}
