package dev.watchbill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of one part, what has to be said about it, and what is broken rather than slow. */
final class Results {

  private final String title;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  Results(String title, String... columns) {
    this.title = title;
    this.columns = List.of(columns);
  }

  void row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(title + ": " + cells.length + " cells");
    }
    rows.add(List.of(cells).stream().map(Results::cell).toList());
  }

  private static String cell(Object value) {
    return value instanceof Double number ? decimal(number) : value.toString();
  }

  private static String decimal(double number) {
    if (number == Math.rint(number)) return String.format(Locale.ROOT, "%.0f", number);
    return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number);
  }

  void note(String text) {
    notes.add(text);
  }

  /** Says what must never be: the bench then fails. */
  void mustBe(boolean holds, String otherwise) {
    if (!holds) broken.add(otherwise);
  }

  List<String> broken() {
    return broken;
  }

  Map<String, Object> json() {
    return Map.of(
        "title", title, "columns", columns, "rows", rows, "notes", notes, "broken", broken);
  }

  /** A table as documents want it. */
  String text() {
    StringBuilder text = new StringBuilder("\n### ").append(title).append("\n\n");
    line(text, columns);
    line(text, columns.stream().map(column -> "---").toList());
    rows.forEach(row -> line(text, row));
    if (!notes.isEmpty()) text.append('\n');
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
    broken.forEach(each -> text.append("- BROKEN: ").append(each).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
