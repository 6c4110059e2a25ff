package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.util.List;

/**
 * How well a schedule covers its time and shares its load (spec oncall-behaviour §8.13).
 *
 * @param totalScore 0 to 100
 * @param overloaded the heaviest first
 */
public record QualityReport(int totalScore, List<Comment> comments, List<Overloaded> overloaded) {

  /** Days looked at when nobody says how many. */
  public static final int DAYS = 52 * 7;

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

  public static QualityReport of(Rota rota, Instant date, int days) {
    throw new UnsupportedOperationException(rota + " " + date + " " + days);
  }
}
