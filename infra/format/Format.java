import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or rewrites ({@code apply}) every Java file below the given folders.
 * Started from source by the parent pom with the google-java-format jar on the class path; exits 1
 * and lists the files that are not formatted.
 */
public final class Format {

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var options = JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build();
    var formatter = new Formatter(options);
    List<Path> wrong = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      for (Path file : javaFiles(Path.of(args[i]))) {
        String before = Files.readString(file);
        String after =
            formatter.formatSource(
                ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(before), options.style()));
        if (after.equals(before)) continue;
        if (apply) Files.writeString(file, after);
        else wrong.add(file);
      }
    }
    if (wrong.isEmpty()) return;
    System.err.println("Not formatted; run: mvn -Pformat -N validate");
    wrong.forEach(file -> System.err.println("  " + file));
    System.exit(1);
  }

  private static List<Path> javaFiles(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file -> file.toString().endsWith(".java") && !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }

  private Format() {}
}
