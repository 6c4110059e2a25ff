package dev.watchbill.domain.template.jinja;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Runs templates in a virtual machine that counts its work and prints, one line for each: steps,
 * work, bytes, the operation, what became of it.
 */
final class WorkFuzz {
  private WorkFuzz() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    int size = Integer.parseInt(args[0]);
    int tries = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    Jinja jinja = new Jinja(InstantSource.fixed(Instant.parse("2024-03-05T12:00:00Z")));
    // Loading and preparing classes is no template's work.
    WorkCases first = new WorkCases(60, seed);
    for (String operation : WorkCases.operations()) {
      for (int i = 0; i < 20; i++) {
        WorkCases.Case each = first.next(operation);
        jinja.render(each.template(), each.variables());
      }
    }
    // Few large works and many small ones.
    run(jinja, new WorkCases(size, seed), tries, false);
    run(jinja, new WorkCases(60, seed), tries, true);
  }

  private static void run(Jinja jinja, WorkCases cases, int tries, boolean repeated)
      throws ReflectiveOperationException {
    Class<?> work = Class.forName("java.lang.Work");
    var done = work.getField("done");
    var bytes = work.getField("bytes");
    for (String operation : WorkCases.operations()) {
      for (int i = 0; i < tries; i++) {
        WorkCases.Case each = cases.next(operation);
        String template = repeated ? each.repeated() : each.template();
        Budget budget = new Budget(Limits.DEFAULT);
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
