package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well a schedule covers its time and shares its load (spec oncall-behaviour §8.13).
 *
 * @param totalScore 0 to 100
 * @param overloaded the heaviest first
 */
public record QualityReport(int totalScore, List<Comment> comments, List<Overloaded> overloaded) {

  /** Days looked at when nobody says how many. */
  public static final int DAYS = 52 * 7;

  /** A balance of so many per cent counts as perfect. */
  private static final int BALANCED = 95;

  public QualityReport {
    comments = List.copyOf(comments);
    overloaded = List.copyOf(overloaded);
  }

  /**
   * @param warning otherwise it is mere information
   */
  public record Comment(boolean warning, String text) {}

  /**
   * @param score per cent above the average
   */
  public record Overloaded(String user, int score) {}

  /**
   * @param date the report looks at {@code [date, date + days)}
   * @param days 1 to the days of {@link Window#LONGEST}
   */
  public static QualityReport of(Rota rota, Instant date, int days) {
    Window window = new Window(date, date.plus(Duration.ofDays(days)));
    Map<String, Duration> load = new TreeMap<>();
    Duration good = Duration.ZERO;
    // Whole pieces, also where they reach out of the window: so are the recorded reports.
    for (Occurrence piece : Layers.merge(Layers.events(rota, window))) {
      if (!piece.overlaps(window.start(), window.end())) continue;
      Duration length = Duration.between(piece.start(), piece.end());
      good = good.plus(length);
      piece.users().forEach(user -> load.merge(user, length, Duration::plus));
    }
    if (load.isEmpty()) {
      return new QualityReport(0, List.of(new Comment(true, "Schedule is empty")), List.of());
    }
    int coverage = percent(Math.min(1, (double) good.toSeconds() / window.length().toSeconds()));
    int balance = percent(balance(List.copyOf(load.values())));
    boolean balanced = balance >= BALANCED;
    int counted = balanced ? 100 : balance;
    return new QualityReport(
        round((coverage + counted) / 2.0),
        List.of(
            coverage >= 100
                ? new Comment(false, "Schedule has no gaps")
                : new Comment(true, "Schedule has gaps (" + (100 - coverage) + "% not covered)"),
            balanced
                ? new Comment(false, "Schedule is perfectly balanced")
                : new Comment(true, "Schedule has balance issues (see overloaded users)")),
        balanced ? List.of() : overloaded(load));
  }

  /** The mean over all pairs of the smaller load by the larger one. */
  private static double balance(List<Duration> loads) {
    if (loads.size() < 2) return 1;
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < loads.size(); i++) {
      for (int j = i + 1; j < loads.size(); j++) {
        double one = loads.get(i).toSeconds();
        double other = loads.get(j).toSeconds();
        sum += Math.min(one, other) / Math.max(one, other);
        pairs++;
      }
    }
    return sum / pairs;
  }

  private static List<Overloaded> overloaded(Map<String, Duration> load) {
    double average = load.values().stream().mapToLong(Duration::toSeconds).average().orElse(1);
    return load.entrySet().stream()
        .map(of -> new Overloaded(of.getKey(), percent(of.getValue().toSeconds() / average - 1)))
        .filter(of -> load.getOrDefault(of.user(), Duration.ZERO).toSeconds() > average)
        .sorted(
            Comparator.comparingInt(Overloaded::score).reversed().thenComparing(Overloaded::user))
        .toList();
  }

  private static int percent(double share) {
    return round(share * 100);
  }

  /** Halves go to the even neighbour, as the recorded reports have it. */
  private static int round(double value) {
    return (int) Math.rint(value);
  }
}
