package dev.watchbill.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How other processes of the bench are started. */
final class Child {

  private Child() {}

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }

  /**
   * The class path with the jar of this module instead of its folder: an ahead-of-time cache takes
   * no folders.
   */
  static String jars(Path target) throws java.io.IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath().split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (!Files.isDirectory(path)) {
        entries.add(entry);
      } else if (path.toAbsolutePath().startsWith(target.toAbsolutePath())) {
        entries.add(ownJar(target).toString());
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static Path ownJar(Path target) throws java.io.IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches("watchbill-bench-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar in " + target));
    }
  }
}
