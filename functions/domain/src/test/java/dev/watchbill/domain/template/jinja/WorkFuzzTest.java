package dev.watchbill.domain.template.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.watchbill.domain.LetterCase;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step pays for what is done and for what is kept: every filter, test, method, operator and
 * function on values that are long in every hard way, counted in a virtual machine that counts its
 * own work ({@link WorkCounter}). What is not paid for, or grows faster than what is paid, stands
 * out by factors of ten and more. No clock is read.
 */
@Timeout(300)
class WorkFuzzTest {
  private static final long SEED = 1;
  private static final int SIZE = 6_000;

  /** Calls and turns of loops for one step, and bytes: twice what the dearest operation takes. */
  private static final long WORK_PER_STEP = 400;

  private static final long BYTES_PER_STEP = 300;

  /** What a template may do besides: its reading, and one long text of an error. */
  private static final long WORK_AT_FIRST = 700_000;

  private static final long BYTES_AT_FIRST = 2_000_000;

  @TempDir private static Path counting;

  @BeforeAll
  static void rewrite() throws IOException, URISyntaxException {
    WorkCounter counter = new WorkCounter();
    counter.patch(counting.resolve("jdk"));
    counter.rewrite(home(Pattern.class), counting.resolve("app"));
    Path classes = home(Jinja.class);
    Path room = classes.resolve(Jinja.class.getPackageName().replace('.', '/'));
    counter.rewrite(room, counting.resolve("app").resolve(classes.relativize(room)));
    Path single = counting.resolve("single");
    Path letters = Path.of(LetterCase.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(single.resolve(letters).getParent());
    Files.copy(classes.resolve(letters), single.resolve(letters));
    counter.rewrite(single, counting.resolve("app"));
  }

  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<String> counted(String... arguments)
      throws IOException, InterruptedException, URISyntaxException {
    Path out = counting.resolve("out-" + arguments[0]);
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:+UseSerialGC",
            // What the compiler replaces by instructions of its own would not be counted.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:DisableIntrinsic=_vectorizedMismatch",
            "--patch-module",
            "java.base=" + counting.resolve("jdk"),
            "-cp",
            counting.resolve("app") + ":" + home(Jinja.class) + ":" + home(WorkFuzz.class),
            WorkFuzz.class.getName()));
    command.addAll(List.of(arguments));
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(child.waitFor(280, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      child.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(out);
    assertThat(child.exitValue()).as("%s", lines).isZero();
    return lines;
  }

  /** One line of {@link WorkFuzz}. */
  private record Row(long steps, long work, long bytes, String operation, String what) {
    static Row of(String line) {
      String[] f = line.split("\t", 5);
      return new Row(Long.parseLong(f[0]), Long.parseLong(f[1]), Long.parseLong(f[2]), f[3], f[4]);
    }

    boolean isPaid() {
      return work <= WORK_AT_FIRST + WORK_PER_STEP * steps
          && bytes <= BYTES_AT_FIRST + BYTES_PER_STEP * steps;
    }
  }

  @Test
  void everyOperationPaysForWhatItDoes()
      throws IOException, InterruptedException, URISyntaxException {
    List<Row> rows =
        counted("cases", String.valueOf(SIZE), "1", String.valueOf(SEED)).stream()
            .map(Row::of)
            .toList();
    assertThat(rows.stream().filter(row -> !row.isPaid())).as("seed %d", SEED).isEmpty();
    assertThat(rows.stream().map(Row::operation).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(WorkCases.operations());
    assertThat(rows).hasSizeGreaterThan(30_000);
    // Most of the cases are no use of the operation at all; so many are.
    assertThat(rows.stream().filter(row -> !row.what().contains("\tTemplate ")))
        .hasSizeGreaterThan(4_000);
  }

  /** The counter would have seen the fault it was made for. */
  @Test
  void theCounterSeesWhatIsSquare() throws IOException, InterruptedException, URISyntaxException {
    Map<String, Long> work =
        counted("probe").stream()
            .map(line -> line.split("\t", -1))
            .collect(Collectors.toMap(f -> f[0], f -> Long.valueOf(f[1])));
    assertThat(ratio(work, "jdk")).isBetween(3.0, 5.0);
    assertThat(ratio(work, "ours")).isBetween(1.8, 2.2);
  }

  private static double ratio(Map<String, Long> work, String whose) {
    long once = Objects.requireNonNull(work.get(whose + " 20000"));
    long twice = Objects.requireNonNull(work.get(whose + " 40000"));
    return (double) twice / once;
  }
}
