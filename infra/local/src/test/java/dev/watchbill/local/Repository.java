package dev.watchbill.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, as seen from this module's folder. */
final class Repository {

  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Repository() {}

  static Path template() {
    return ROOT.resolve("template.yaml");
  }

  static List<Path> files(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
