package dev.watchbill.domain.template.jinja;

import dev.watchbill.domain.LetterCase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Runs templates in a virtual machine that counts its work and prints, one line for each: steps,
 * work, bytes, the operation, what became of it.
 */
final class WorkFuzz {
  /** Fewer steps than the product's, so that the hungriest cases end sooner. */
  private static final Limits LIMITS = new Limits(50_000, 50_000, 300_000, 16_000_000, 180);

  private WorkFuzz() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    if (args[0].equals("probe")) {
      probe();
      return;
    }
    int size = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    long seed = Long.parseLong(args[3]);
    Jinja jinja = new Jinja(InstantSource.fixed(Instant.parse("2024-03-05T12:00:00Z")));
    // Loading and preparing classes is no template's work.
    WorkCases first = new WorkCases(60, seed);
    for (String operation : WorkCases.operations()) {
      for (int i = 0; i < first.size(); i++) {
        WorkCases.Case each = first.next(operation, i);
        jinja.render(each.template(), each.variables());
      }
    }
    // Few large works and many small ones.
    run(jinja, new WorkCases(size, seed), rounds, false);
    run(jinja, new WorkCases(60, seed), rounds, true);
  }

  /** Twice the text: four times the work in the JDK, twice in ours. */
  private static void probe() throws ReflectiveOperationException {
    var done = Class.forName("java.lang.Work").getField("done");
    for (int n : new int[] {20_000, 40_000}) {
      String text = "ß".repeat(n);
      long before = done.getLong(null);
      int theirs = text.toUpperCase(Locale.ROOT).length();
      long between = done.getLong(null);
      int ours = LetterCase.upper(text).length();
      System.out.println("jdk " + n + "\t" + (between - before) + "\t" + theirs);
      System.out.println("ours " + n + "\t" + (done.getLong(null) - between) + "\t" + ours);
    }
  }

  private static void run(Jinja jinja, WorkCases cases, int rounds, boolean repeated)
      throws ReflectiveOperationException {
    Class<?> work = Class.forName("java.lang.Work");
    var done = work.getField("done");
    var bytes = work.getField("bytes");
    for (String operation : WorkCases.operations()) {
      for (int i = 0; i < rounds * cases.size(); i++) {
        WorkCases.Case each = cases.next(operation, i % cases.size());
        String template = repeated ? each.repeated() : each.template();
        Budget budget = new Budget(LIMITS);
        long before = done.getLong(null);
        long bytesBefore = bytes.getLong(null);
        Rendered rendered = jinja.render(template, each.variables(), budget);
        long did = done.getLong(null) - before;
        long took = bytes.getLong(null) - bytesBefore;
        String shown = rendered.display().replaceAll("\\s+", " ");
        System.out.println(
            String.join(
                "\t",
                String.valueOf(budget.steps()),
                String.valueOf(did),
                String.valueOf(took),
                operation,
                template,
                String.join(", ", each.names()),
                shown.substring(0, Math.min(60, shown.length()))));
      }
    }
  }
}
