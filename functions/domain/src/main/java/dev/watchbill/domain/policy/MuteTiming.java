package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.PlainFields;
import dev.watchbill.domain.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named set of instants at which policies are muted, or outside of which they are (spec
 * grafana-alerting §5). It contains an instant if one of its intervals does; without intervals it
 * contains none.
 */
public record MuteTiming(String name, List<TimeInterval> timeIntervals, Provenance provenance) {

  /** More intervals than these are not taken. */
  public static final int MOST_INTERVALS = 1000;

  /** Longest name, in characters. */
  public static final int LONGEST_NAME = 1024;

  public MuteTiming {
    timeIntervals = List.copyOf(timeIntervals);
  }

  /**
   * Reads the body of a request.
   *
   * @param nameOfPath used when the body has no name; null where the path has none
   */
  public static Checked<MuteTiming> read(
      @Nullable Object plain, @Nullable String nameOfPath, Provenance provenance) {
    Flaws flaws = new Flaws();
    PlainFields fields = PlainFields.of(plain, "", flaws);
    String name = fields.text("name");
    if (name.isEmpty() && nameOfPath != null) {
      name = nameOfPath;
    }
    if (name.isEmpty()) {
      flaws.add(Kind.RULE, "name", "missing name in time interval");
    } else if (name.length() > LONGEST_NAME) {
      flaws.add(Kind.LIMIT, "name", "a name has at most " + LONGEST_NAME + " characters");
    }
    List<TimeInterval> intervals = intervals(fields, "time_intervals", flaws);
    return flaws.orElse(new MuteTiming(name, intervals, provenance));
  }

  /** Reads only a list of intervals, as the try-out of mute timings takes it. */
  public static Checked<List<TimeInterval>> readIntervals(@Nullable Object plain) {
    Flaws flaws = new Flaws();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("time_intervals", plain);
    return flaws.orElse(intervals(PlainFields.of(body, "", flaws), "time_intervals", flaws));
  }

  private static List<TimeInterval> intervals(PlainFields fields, String name, Flaws flaws) {
    List<? extends @Nullable Object> items = fields.list(name);
    if (items.size() > MOST_INTERVALS) {
      flaws.add(Kind.LIMIT, name, "more than " + MOST_INTERVALS + " time intervals");
      return List.of();
    }
    List<TimeInterval> intervals = new ArrayList<>();
    for (Object item : items) {
      String where = fields.path(name) + "[" + intervals.size() + "]";
      intervals.add(TimeInterval.read(item, where, flaws));
    }
    return List.copyOf(intervals);
  }

  public boolean contains(Instant at) {
    return contains(timeIntervals, at);
  }

  public static boolean contains(List<TimeInterval> intervals, Instant at) {
    return intervals.stream().anyMatch(interval -> interval.contains(at));
  }

  /** A fingerprint of the content, 16 hexadecimal digits, for the optimistic check of §1.7. */
  public String version() {
    return Fnv64.of(toPlainIntervals().toString(), name);
  }

  public List<Map<String, Object>> toPlainIntervals() {
    return timeIntervals.stream().map(TimeInterval::toPlain).toList();
  }
}
